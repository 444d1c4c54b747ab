"""What happens to an upload between its first byte and its last.

No function here touches the bytes: whoever moved them says what the store holds.
"""

from kamfield.attachments import queries
from kamfield.attachments.actions.attachments import settle
from kamfield.attachments.models import Attachment, Upload
from kamfield.attachments.rules import EXPIRES_AFTER, MOST_UNDERWAY_BYTES, State
from kamfield.core import clock
from kamfield.core.errors import Fault, Invalid, NotFound, Problem
from kamfield.core.texts import N_
from kamfield.core.work import Work


class AlreadyStored(Problem):
    """The attachment has its bytes."""

    status = 409
    title = N_("Already stored")
    detail = N_("The file of this attachment has arrived; there is nothing left to send.")


class TooMuchUnderway(Problem):
    """Somebody begins uploads and finishes none."""

    status = 409
    title = N_("Too many uploads are underway")
    detail = N_("Finish or end some of your uploads first; those that nobody goes on with expire by themselves.")


def prepare(work: Work, *, attachment_id: str, length_bytes: int, said: str) -> Upload:
    """A place for the bytes of an attachment, which may be announced before, meanwhile or afterwards."""
    attachment = work.db.scalars(queries.any_by_id(attachment_id)).one_or_none()
    if attachment is not None:
        _refuse_unfit(work, attachment, length_bytes)
    if (work.db.scalar(queries.bytes_underway(work.user)) or 0) + length_bytes > MOST_UNDERWAY_BYTES:
        raise TooMuchUnderway
    upload_id = clock.new_id()
    expires_at = work.now + EXPIRES_AFTER
    return work.add(
        Upload(
            id=upload_id,
            owner_id=work.user.id,
            attachment_id=attachment_id,
            length_bytes=length_bytes,
            said=said,
            file_key=f"attachments/{work.now:%Y-%m}/{upload_id}",
            begun_at=work.now,
            expires_at=expires_at,
            due_at=expires_at,
        )
    )


def prolong(work: Work, upload_id: str) -> Upload:
    """Gives somebody who goes on with it the time to do so: it cannot be swept away under their hands."""
    upload = _own(work, upload_id)
    upload.refuse_when_over(work.now)
    if upload.stored_at is None:
        upload.prolong(work.now)
    return upload


def note(work: Work, upload_id: str, received_bytes: int) -> Upload:
    """The store holds so many bytes now. When the upload was ended meanwhile, they have to go, too."""
    upload = _own(work, upload_id)
    if upload.ended_at is not None:
        upload.end(work.now)
    elif upload.finished_at is None:
        upload.note(received_bytes, work.now)
    return upload


def finish(work: Work, upload_id: str, checksum: str) -> Upload:
    """The last byte is here; sha256 of all of them. `refusal` says why they were not taken."""
    upload = _own(work, upload_id)
    if upload.finished_at is not None or upload.ended_at is not None:
        return upload
    upload.finish(checksum, work.now)
    attachment = work.db.scalars(queries.any_by_id(upload.attachment_id)).one_or_none()
    if attachment is not None and (attachment.author_id != work.user.id or attachment.deleted_at is not None):
        upload.end(work.now)
    elif attachment is not None:
        settle(work, attachment, upload)
    return upload


def end(work: Work, upload_id: str) -> None:
    """The sender does not want to go on. What became an attachment is deleted as one, not here."""
    upload = _own(work, upload_id)
    if upload.stored_at is not None:
        raise AlreadyStored
    upload.refuse_when_over(work.now)
    upload.end(work.now)


def _own(work: Work, upload_id: str) -> Upload:
    return work.one(queries.upload_by_id(work.user, upload_id).with_for_update())


def _refuse_unfit(work: Work, attachment: Attachment, length_bytes: int) -> None:
    if attachment.author_id != work.user.id or attachment.deleted_at is not None:
        raise NotFound
    if attachment.state == State.STORED:
        raise AlreadyStored
    if attachment.size_bytes not in (None, length_bytes):
        text = N_("The attachment was announced with another size.")
        raise Invalid([Fault(code="other-size", text=text, parameter="Upload-Length")])
