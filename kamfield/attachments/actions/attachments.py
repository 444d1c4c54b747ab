"""What can be done with attachments; one function per verb."""

from typing import Any

from kamfield.accounts import queries as accounts
from kamfield.attachments import queries
from kamfield.attachments.models import Attachment, Upload
from kamfield.attachments.rules import State
from kamfield.core.errors import Problem, invalid
from kamfield.core.texts import N_
from kamfield.core.work import Work


class AttachmentIdTaken(Problem):
    """Somebody else's attachment has this id."""

    status = 409
    title = N_("This id is taken")
    detail = N_("Another attachment has this id. Make a new one.")


def add(
    work: Work, *, account_id: str, subject_kind: str, subject_id: str, id: str | None = None, **columns: Any
) -> Attachment:
    """Says that there is a photo or file; its bytes may have come before. Said twice by one author, it counts once."""
    known = work.db.scalars(queries.any_by_id(id)).one_or_none() if id else None
    if known is not None:
        return _said_before(work, known)
    account = work.referred("/account_id", accounts.by_id(work.user, account_id))
    _refuse_strange_subject(work, subject_kind, subject_id, account.id)
    _refuse_half_a_point(columns)
    made = {"id": id} if id else {}
    subject = {"subject_kind": subject_kind, "subject_id": subject_id}
    attachment = work.add(Attachment(account_id=account.id, author_id=work.user.id, **subject, **made, **columns))
    work.act("attachment.add", attachment)
    upload = work.db.scalars(queries.waiting_upload(work.user, attachment.id).limit(1)).first()
    if upload is not None:
        settle(work, attachment, upload)
    return attachment


def change(work: Work, attachment_id: str, version: int | None = None, **columns: Any) -> Attachment:
    """Another caption or file name."""
    attachment = work.one(queries.by_id(work.user, attachment_id), version=version)
    work.act("attachment.change", attachment)
    for name, value in columns.items():
        setattr(attachment, name, value)
    return attachment


def delete(work: Work, attachment_id: str, version: int | None = None) -> None:
    """Takes it away; the worker removes the bytes, and those that are still on their way."""
    attachment = work.one(queries.by_id(work.user, attachment_id), version=version)
    work.act("attachment.delete", attachment)
    attachment.delete(work.now)
    for upload in work.all(queries.living_uploads(attachment)):
        upload.end(work.now)


def settle(work: Work, attachment: Attachment, upload: Upload) -> None:
    """A finished upload meets its attachment: the bytes are stored, or refused when they are not those announced."""
    checksum = upload.checksum or ""
    refusal = attachment.disagreement(upload.length_bytes, checksum)
    if attachment.state == State.STORED:
        upload.end(work.now, refusal)
    elif refusal is not None:
        work.act("attachment.refuse", attachment, reason=refusal)
        attachment.refuse(refusal)
        upload.end(work.now, refusal)
    else:
        work.act("attachment.store", attachment)
        attachment.store(upload.file_key, upload.length_bytes, checksum, work.now)
        upload.keep(work.now)


def _said_before(work: Work, known: Attachment) -> Attachment:
    if known.author_id != work.user.id or known.deleted_at is not None:
        raise AttachmentIdTaken
    return known


def _refuse_strange_subject(work: Work, kind: str, subject_id: str, account_id: str) -> None:
    """A subject that the author sees must be of the account. One nobody sees yet may still be on the phone."""
    if kind not in work.house.subjects:
        choices = ", ".join(sorted(work.house.subjects))
        raise invalid("/subject_kind", "not-a-choice", N_("This must be one of: %(choices)s."), choices=choices)
    subject = work.db.scalars(work.house.subjects[kind](work.user, subject_id).limit(1)).first()
    own = subject.id if kind == "account" and subject is not None else getattr(subject, "account_id", None)
    if (subject is not None and own != account_id) or (subject is None and kind == "account"):
        raise invalid("/subject_id", "other-account", N_("This does not belong to the account."))


def _refuse_half_a_point(columns: dict[str, Any]) -> None:
    if (columns.get("latitude") is None) != (columns.get("longitude") is None):
        raise invalid("/longitude", "half-a-point", N_("A point needs latitude and longitude."))
