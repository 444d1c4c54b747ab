"""What could not be told: refused for good, or given up after a day of tries. For administrators, without its text."""

from sqlalchemy import Select, false, select

from kamfield.core.work import Actor
from kamfield.reminders.models import STUCK, Reminder
from kamfield.users.rules import Role


def visible_to(user: Actor) -> Select[Reminder]:
    """Everybody's, for an administrator; nobody else's business."""
    stuck = select(Reminder).where(STUCK)
    return stuck if user.role == Role.ADMIN else stuck.where(false())


def by_id(user: Actor, reminder_id: str) -> Select[Reminder]:
    """One of them."""
    return visible_to(user).where(Reminder.id == reminder_id)


def matching(
    user: Actor, *, kind: str | None = None, user_id: str | None = None, state: str | None = None
) -> Select[Reminder]:
    """Those of a kind, for somebody, in a state."""
    statement = visible_to(user)
    for column, value in ((Reminder.kind, kind), (Reminder.user_id, user_id), (Reminder.state, state)):
        if value is not None:
            statement = statement.where(column == value)
    return statement
