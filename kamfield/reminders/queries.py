"""What can be read of reminders: everybody their own."""

from sqlalchemy import Select, select

from kamfield.core.work import Actor
from kamfield.reminders.models import Reminder, Rhythm
from kamfield.users.models import User

SORTS = {"created_at": Reminder.created_at}


def visible_to(user: Actor) -> Select[Reminder]:
    """The reminders for this user; nobody reads another's mail."""
    return select(Reminder).where(Reminder.user_id == user.id)


def by_id(user: Actor, reminder_id: str) -> Select[Reminder]:
    """One of them."""
    return visible_to(user).where(Reminder.id == reminder_id)


def matching(user: Actor, *, kind: str | None = None, state: str | None = None) -> Select[Reminder]:
    """Those of a kind, in a state."""
    statement = visible_to(user)
    for column, value in ((Reminder.kind, kind), (Reminder.state, state)):
        if value is not None:
            statement = statement.where(column == value)
    return statement


def with_key(key: str) -> Select[Reminder]:
    """The reminder of an occasion, for the background only."""
    return select(Reminder).where(Reminder.key == key)


def without_rhythm() -> Select[User]:
    """Users whose weekly mail nobody has planned yet."""
    known = select(Rhythm.id).where(Rhythm.user_id == User.id).exists()
    return select(User).where(User.active, User.deleted_at.is_(None), ~known).order_by(User.id).limit(500)


def rhythm_of(user_id: str) -> Select[Rhythm]:
    """When a user's weekly mail is due."""
    return select(Rhythm).where(Rhythm.user_id == user_id)
