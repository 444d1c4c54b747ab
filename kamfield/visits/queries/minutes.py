"""Minutes that were mailed."""

from datetime import datetime

from sqlalchemy import Select, select

from kamfield.accounts.models import Contact
from kamfield.users.models import User
from kamfield.users.rules import fingerprint
from kamfield.visits.models import MinutesCopy, VisitCompanion, VisitContact


def copies_of(visit_id: str) -> Select[MinutesCopy]:
    """Those of one visit, which the caller has already found, in the order of sending."""
    statement = select(MinutesCopy).where(MinutesCopy.visit_id == visit_id, MinutesCopy.deleted_at.is_(None))
    return statement.order_by(MinutesCopy.id)


def copy_by_id(copy_id: str) -> Select[MinutesCopy]:
    """One of them: for the background, never for an answer."""
    return select(MinutesCopy).where(MinutesCopy.id == copy_id)


def copy_with(token: str, at: datetime) -> Select[MinutesCopy]:
    """The copy whose link this is, while it is good: the token proves the right to it."""
    statement = select(MinutesCopy).where(MinutesCopy.token_hash == fingerprint(token))
    return statement.where(MinutesCopy.expires_at > at, MinutesCopy.deleted_at.is_(None))


def who_came(visit_id: str) -> Select[Contact]:
    """The client's people who took part."""
    there = select(VisitContact.contact_id).where(VisitContact.visit_id == visit_id, VisitContact.attended.is_(True))
    there = there.where(VisitContact.deleted_at.is_(None))
    return select(Contact).where(Contact.id.in_(there), Contact.deleted_at.is_(None)).order_by(Contact.name_key)


def our_people(visit_id: str, rep_id: str) -> Select[User]:
    """The rep and who came along."""
    along = select(VisitCompanion.user_id).where(VisitCompanion.visit_id == visit_id)
    along = along.where(VisitCompanion.deleted_at.is_(None))
    return select(User).where((User.id == rep_id) | User.id.in_(along)).order_by(User.id != rep_id, User.name)
