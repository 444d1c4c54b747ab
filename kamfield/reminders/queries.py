"""What can be read of reminders: everybody their own."""

from datetime import date
from typing import Any

from sqlalchemy import Select, select

from kamfield.accounts.models import Account
from kamfield.core.work import Actor
from kamfield.reminders.models import Reminder, Rhythm
from kamfield.users.models import User
from kamfield.visits.models import Objective, Visit
from kamfield.visits.queries import visible_to as visits_visible_to
from kamfield.visits.rules.codes import State as VisitState

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


def visits_between(user: Actor, first: date, last: date) -> Select[*tuple[Any, ...]]:
    """The user's own visits that are still to be made, with the client and the first objective, as plain columns."""
    aim = select(Objective.client_action).where(Objective.visit_id == Visit.id, Objective.deleted_at.is_(None))
    first_aim = aim.order_by(Objective.id).limit(1).scalar_subquery()
    columns = (Visit.day, Visit.starts_at, Account.name.label("account"), first_aim.label("objective"))
    mine = visits_visible_to(user).where(Visit.rep_id == user.id, Visit.day.between(first, last))
    to_come = mine.where(Visit.state.in_((VisitState.PLANNED, VisitState.IN_PROGRESS)))
    joined = to_come.join(Account, Account.id == Visit.account_id).with_only_columns(*columns)
    return joined.order_by(Visit.day, Visit.starts_at.is_(None), Visit.starts_at, Visit.id)
