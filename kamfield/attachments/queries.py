"""What can be read of attachments: who reaches the account sees them, and the author keeps seeing their own."""

from typing import Any

from sqlalchemy import Select, func, or_, select

from kamfield.accounts import queries as accounts
from kamfield.accounts.models import Account
from kamfield.attachments.models import Attachment, Upload
from kamfield.core.work import Actor

SORTS = {"created_at": Attachment.created_at}


def visible_to(user: Actor) -> Select[Attachment]:
    """The attachments of the accounts a user reaches, and the user's own."""
    reached = accounts.visible_to(user).with_only_columns(Account.id)
    statement = select(Attachment).where(Attachment.deleted_at.is_(None))
    return statement.where(or_(Attachment.author_id == user.id, Attachment.account_id.in_(reached)))


def by_id(user: Actor, attachment_id: str) -> Select[Attachment]:
    """One of them."""
    return visible_to(user).where(Attachment.id == attachment_id)


def matching(user: Actor, **wanted: Any) -> Select[Attachment]:
    """Those with these values (`account_id`, `subject_kind`, `subject_id`, `author_id`, `state`)."""
    return visible_to(user).filter_by(**wanted)


def of_subject(user: Actor, subject_kind: str, subject_id: str, account_id: str) -> Select[Attachment]:
    """Those of one thing at one account: what was attached to its id elsewhere is not its own."""
    return matching(user, subject_kind=subject_kind, subject_id=subject_id, account_id=account_id)


def any_by_id(attachment_id: str) -> Select[Attachment]:
    """One by id without asking for reach, also a deleted one: to know whether the id is taken, never for an answer."""
    return select(Attachment).where(Attachment.id == attachment_id)


def uploads_of(user: Actor) -> Select[Upload]:
    """A user's own uploads; nobody sees another's."""
    return select(Upload).where(Upload.owner_id == user.id)


def upload_by_id(user: Actor, upload_id: str) -> Select[Upload]:
    """One of them."""
    return uploads_of(user).where(Upload.id == upload_id)


def bytes_underway(user: Actor) -> Select[int]:
    """How much a user announced that is no attachment's yet; what it holds is kept until it is one, ends or expires."""
    waiting = uploads_of(user).where(Upload.stored_at.is_(None), Upload.ended_at.is_(None))
    return waiting.with_only_columns(func.sum(Upload.length_bytes))


def waiting_upload(user: Actor, attachment_id: str) -> Select[Upload]:
    """The finished upload that came before its attachment."""
    statement = uploads_of(user).where(Upload.attachment_id == attachment_id, Upload.finished_at.is_not(None))
    return statement.where(Upload.ended_at.is_(None)).order_by(Upload.finished_at)


def living_uploads(attachment: Attachment) -> Select[Upload]:
    """Every upload of an attachment whose bytes are still kept, also those of the attachment itself."""
    statement = select(Upload).where(Upload.attachment_id == attachment.id, Upload.ended_at.is_(None))
    return statement.where(Upload.owner_id == attachment.author_id)
