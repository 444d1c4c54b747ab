"""The bytes of an attachment on their way out: in parts, without a copy in memory, never run by a browser."""

import unicodedata
from urllib.parse import quote

from flask import Response, request
from werkzeug.wsgi import wrap_file

from kamfield.attachments import queries
from kamfield.attachments.models import Attachment
from kamfield.attachments.routes.attachments import blueprint
from kamfield.attachments.rules import State, is_shown, served_type
from kamfield.attachments.schemas.wires import CONTENT
from kamfield.core.errors import Problem
from kamfield.core.texts import N_
from kamfield.web.raw import Caller

BLOCK_BYTES = 256 * 1024


class NotStoredYet(Problem):
    """The record is here, the bytes are not."""

    status = 409
    title = N_("Not here yet")
    detail = N_("The file itself has not arrived (it is %(state)s). Ask again later.")


@blueprint.raw("GET", "/attachments/<id:attachment_id>/content", CONTENT)
def read_attachment_content(caller: Caller, attachment_id: str) -> Response:
    """The photo or file itself.

    Images, films, sound, PDF and plain text may be shown; everything else is sent as a download. Parts can be asked
    for with Range, and a copy is checked with If-None-Match.
    """
    attachment = caller.read(lambda work: work.one(queries.by_id(work.user, attachment_id)))
    if attachment.state != State.STORED or attachment.file_key is None:
        raise NotStoredYet(state=attachment.state)
    file = caller.here.files.open(attachment.file_key)
    try:
        return _conditional(
            Response(wrap_file(request.environ, file, BLOCK_BYTES), direct_passthrough=True), attachment
        )
    except BaseException:
        file.close()
        raise


def _conditional(response: Response, attachment: Attachment) -> Response:
    response.content_type = served_type(attachment.media_type)
    size = attachment.size_bytes or 0
    response.content_length = size
    response.set_etag(attachment.checksum or attachment.id)
    response.headers["Content-Disposition"] = disposition(attachment.file_name, is_shown(attachment.media_type))
    response.headers["Cache-Control"] = "private, no-cache"
    several = "," in request.headers.get("Range", "")  # the whole file is an allowed answer to them
    response.make_conditional(request.environ, accept_ranges=True, complete_length=0 if several else size)
    return response


def disposition(file_name: str, shown: bool) -> str:
    """Content-Disposition with a plain name for old clients and the real one in UTF-8 (RFC 6266)."""
    plain = unicodedata.normalize("NFKD", file_name).encode("ascii", "ignore").decode()
    plain = "".join(letter for letter in plain if letter.isalnum() or letter in " ._-()").strip()
    kind = "inline" if shown else "attachment"
    return f"{kind}; filename=\"{plain or 'file'}\"; filename*=UTF-8''{quote(file_name, safe='')}"
