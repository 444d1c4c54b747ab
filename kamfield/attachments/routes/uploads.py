"""Resumable uploads by the tus protocol 1.0.0: https://tus.io/protocols/resumable-upload.

While bytes arrive no transaction is open and no lock is held: each block is appended at the offset it belongs to, and
the store refuses one that does not continue the file. So of two senders one goes on and the other is told where.
"""

from datetime import UTC

from flask import Response, request
from werkzeug.http import http_date

from kamfield.attachments import queries
from kamfield.attachments.actions import uploads as actions
from kamfield.attachments.models import Upload
from kamfield.attachments.routes import bytes_in
from kamfield.attachments.schemas import tus, wires
from kamfield.core.errors import Problem
from kamfield.core.texts import N_
from kamfield.web.blueprint import Blueprint
from kamfield.web.problems import TooLarge, WrongMethod
from kamfield.web.raw import MEGABYTE, Caller

blueprint = Blueprint("uploads", __name__, description="Resumable upload of photos and files (tus 1.0.0)")

_OF_ONE = "/uploads/<id:upload_id>"


class BytesRefused(Problem):
    """Everything arrived, but it is not what was announced."""

    status = 422
    title = N_("Another file was announced")
    detail = N_("The file does not have the size or checksum with which it was announced (%(reason)s).")


@blueprint.raw("OPTIONS", "/uploads", wires.ASK, public=True)
def describe_uploads(caller: Caller) -> Response:
    """What this server can do with uploads; needs no sign-in, because browsers ask without one."""
    said = {
        "Tus-Version": tus.VERSION,
        "Tus-Extension": tus.EXTENSIONS,
        "Tus-Max-Size": str(_most_bytes(caller)),
        "Tus-Checksum-Algorithm": ",".join(tus.ALGORITHMS),
    }
    return Response(status=204, headers=said)


@blueprint.raw("POST", "/uploads", wires.BEGIN, takes_files=True)
def begin_upload(caller: Caller) -> Response:
    """Begin an upload, with or without its first bytes.

    Upload-Metadata names the attachment (`attachment_id`) for which the bytes are; POST /attachments may come before
    or after. An upload that nobody goes on with for seven days expires. What one person has underway may be 4 GB
    together (409 `too-much-underway`).
    """
    tus.check_version(request.headers)
    length = tus.whole_number(request.headers, "Upload-Length")
    if length > _most_bytes(caller):
        raise TooLarge
    attachment_id = tus.attachment_id(request.headers)
    said = request.headers.get("Upload-Metadata", "")
    upload = caller.write(
        lambda work: actions.prepare(work, attachment_id=attachment_id, length_bytes=length, said=said)
    )
    if request.mimetype == tus.BODY or length == 0:
        upload = _take(caller, upload, 0)
    response = _progress(upload, 201)
    response.headers["Location"] = f"{request.path}/{upload.id}"
    return response


@blueprint.raw("HEAD", _OF_ONE, wires.WHERE)
def read_upload_offset(caller: Caller, upload_id: str) -> Response:
    """Where to go on: what is really stored counts, whatever was noted before a crash."""
    upload = _open(caller, upload_id)
    received = bytes_in.received(caller.here.files, upload.file_key)
    if received != upload.received_bytes or (upload.is_complete and upload.finished_at is None):
        upload = _settle(caller, upload, received)
    response = _progress(upload, 200)
    response.headers["Upload-Length"] = str(upload.length_bytes)
    if upload.said:
        response.headers["Upload-Metadata"] = upload.said
    return response


@blueprint.raw("PATCH", _OF_ONE, wires.CONTINUE, takes_files=True)
def continue_upload(caller: Caller, upload_id: str) -> Response:
    """Send the next part.

    When the line breaks, what arrived is kept (with Upload-Checksum: only whole parts are); ask by HEAD where to go
    on. 409 means that the part does not begin where the upload ends.
    """
    upload = _open(caller, upload_id)
    if request.mimetype != tus.BODY:
        raise tus.NotBytes
    offset = tus.whole_number(request.headers, "Upload-Offset")
    if upload.rests_long(caller.here.clock()):
        upload = caller.write(lambda work: actions.prolong(work, upload_id))
    return _progress(_take(caller, upload, offset), 204)


@blueprint.raw("DELETE", _OF_ONE, wires.END)
def end_upload(caller: Caller, upload_id: str) -> Response:
    """Give an upload up; what had arrived is removed."""
    _found(caller, upload_id)
    tus.check_version(request.headers)
    caller.write(lambda work: actions.end(work, upload_id))
    return Response(status=204)


@blueprint.raw("POST", _OF_ONE, wires.OVERRIDE, takes_files=True)
def override_upload_method(caller: Caller, upload_id: str) -> Response:
    """The same for clients that cannot send PATCH or DELETE: X-HTTP-Method-Override says what is meant."""
    _found(caller, upload_id)
    views = {"PATCH": continue_upload, "HEAD": read_upload_offset, "DELETE": end_upload}
    view = views.get(request.headers.get("X-HTTP-Method-Override", "").upper())
    if view is None:
        raise WrongMethod
    response: Response = view(caller, upload_id)
    return response


def _take(caller: Caller, upload: Upload, offset: int) -> Upload:
    checksum = tus.checksum(request.headers)
    room = upload.length_bytes - offset
    part = bytes_in.Part(request.stream, request.content_length, offset, room, checksum)
    return _settle(caller, upload, bytes_in.take(caller.here.files, upload.file_key, part))


def _settle(caller: Caller, upload: Upload, received: int) -> Upload:
    noted = caller.write(lambda work: actions.note(work, upload.id, received))
    if noted.is_complete and noted.finished_at is None and noted.ended_at is None:
        checksum = bytes_in.sha256_of(caller.here.files, noted.file_key)
        noted = caller.write(lambda work: actions.finish(work, upload.id, checksum))
    if noted.refusal is not None:
        raise BytesRefused(reason=noted.refusal)
    if noted.finished_at is None:
        noted.refuse_when_over(caller.here.clock())
    return noted


def _found(caller: Caller, upload_id: str) -> Upload:
    return caller.read(lambda work: work.one(queries.upload_by_id(work.user, upload_id)))


def _open(caller: Caller, upload_id: str) -> Upload:
    upload = _found(caller, upload_id)
    tus.check_version(request.headers)
    upload.refuse_when_over(caller.here.clock())
    return upload


def _progress(upload: Upload, status: int) -> Response:
    response = Response(status=status, headers={"Upload-Offset": str(upload.received_bytes)})
    if upload.stored_at is None:
        response.headers["Upload-Expires"] = http_date(upload.expires_at.astimezone(UTC))
    return response


def _most_bytes(caller: Caller) -> int:
    return caller.here.settings.max_upload_mb * MEGABYTE


def _say_version(response: Response) -> Response:
    """Every answer says which protocol it speaks, also a refusal."""
    response.headers["Tus-Resumable"] = tus.VERSION
    if response.status_code == 412:
        response.headers["Tus-Version"] = tus.VERSION
    return response


blueprint.after_request(_say_version)
