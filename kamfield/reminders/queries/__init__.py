"""What can be read of reminders: everybody their own."""

from collections.abc import Set
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, or_, select

from kamfield.accounts.models import Account
from kamfield.core.made_once import made_once
from kamfield.core.work import Actor
from kamfield.plans.models import Plan
from kamfield.plans.queries import awaiting_approval
from kamfield.quotes import queries as quotes
from kamfield.reminders.models import Reminder, ReminderSettings, Rhythm
from kamfield.reminders.rules import ASKED_FOR, AT_ONCE, MOST_COUNTED, Reason, State
from kamfield.todos import queries as todos
from kamfield.users.models import User
from kamfield.visits.models import Objective, Visit
from kamfield.visits.queries import visible_to as visits_visible_to
from kamfield.visits.rules.codes import State as VisitState

SORTS = {"created_at": Reminder.created_at}
WAITING = (Reason.QUIET_HOURS, Reason.DAY_OFF, Reason.ENOUGH_TODAY)
HELD_AT_MOST = timedelta(days=31)  # between making a reminder and sending it


def visible_to(user: Actor) -> Select[Reminder]:
    """The reminders for this user; nobody reads another's mail."""
    return select(Reminder).where(Reminder.user_id == user.id)


def by_id(user: Actor, reminder_id: str) -> Select[Reminder]:
    """One of them."""
    return visible_to(user).where(Reminder.id == reminder_id)


def any_by_id(reminder_id: str) -> Select[Reminder]:
    """One of anybody's, for the background only."""
    return select(Reminder).where(Reminder.id == reminder_id)


def matching(
    user: Actor, *, kind: str | None = None, state: str | None = None, subject_id: str | None = None
) -> Select[Reminder]:
    """Those of a kind, in a state, about a thing."""
    statement = visible_to(user)
    for column, value in ((Reminder.kind, kind), (Reminder.state, state), (Reminder.subject_id, subject_id)):
        if value is not None:
            statement = statement.where(column == value)
    return statement


def latest(user: Actor, kind: str, subject_id: str | None) -> Select[Reminder]:
    """The last reminder of a kind, about a thing or about anything."""
    found = matching(user, kind=kind, subject_id=subject_id)
    return found.order_by(Reminder.created_at.desc(), Reminder.id.desc()).limit(1)


@made_once
def with_key(key: str) -> Select[Reminder]:
    """The reminder of an occasion, for the background only."""
    return select(Reminder).where(Reminder.key == key)


@made_once
def keys_among(keys: Set[str]) -> Select[str]:
    """Those of some keys that are in the ledger already."""
    return select(Reminder.key).where(Reminder.key.in_(keys))


@made_once
def joined(ids: Set[str]) -> Select[Reminder]:
    """The reminders that joined a mail, for the background only."""
    return select(Reminder).where(Reminder.id.in_(ids))


@made_once
def held(user_id: str, since: datetime) -> Select[Reminder]:
    """What waits for somebody's morning; nobody else may take it meanwhile."""
    mine = select(Reminder).where(Reminder.user_id == user_id, Reminder.created_at >= since)
    waiting = mine.where(Reminder.state == State.DUE, Reminder.reason.in_(WAITING), Reminder.kind.in_(sorted(AT_ONCE)))
    return waiting.order_by(Reminder.created_at, Reminder.id).with_for_update()


@made_once
def missed_on_leave(user_id: str, since: datetime) -> Select[Reminder]:
    """What was not sent because somebody was on leave."""
    mine = select(Reminder).where(Reminder.user_id == user_id, Reminder.created_at >= since)
    away = mine.where(Reminder.state == State.SUPPRESSED, Reminder.reason == Reason.ON_LEAVE)
    return away.order_by(Reminder.created_at, Reminder.id).with_for_update()


def settings_of(user_id: str) -> Select[ReminderSettings]:
    """What somebody does not want to hear of, if they said so."""
    return select(ReminderSettings).where(ReminderSettings.user_id == user_id)


@made_once
def unwanted_by(user_id: str) -> Select[list[str]]:
    """The `unwanted` of it alone."""
    return select(ReminderSettings.unwanted).where(ReminderSettings.user_id == user_id)


def told_since(user_id: str, at: datetime) -> Select[int]:
    """How many mails somebody got since an instant, other than those asked for."""
    told = Reminder.state.in_((State.COMPOSED, State.SENT)), Reminder.kind.not_in(sorted(ASKED_FOR))
    since = Reminder.created_at >= at - HELD_AT_MOST, or_(Reminder.closed_at.is_(None), Reminder.closed_at >= at)
    return select(func.count()).where(Reminder.user_id == user_id, *told, *since)


def without_rhythm() -> Select[User]:
    """Users whose weekly mail nobody has planned yet."""
    known = select(Rhythm.id).where(Rhythm.user_id == User.id).exists()
    return select(User).where(User.active, User.deleted_at.is_(None), ~known).order_by(User.id).limit(500)


def rhythms_beyond(at: datetime) -> Select[Rhythm]:
    """Those that wait for longer than anybody should."""
    return select(Rhythm).where(Rhythm.due_at > at).order_by(Rhythm.due_at).limit(500)


def rhythm_of(user_id: str) -> Select[Rhythm]:
    """When a user's weekly mail is due."""
    return select(Rhythm).where(Rhythm.user_id == user_id)


@made_once
def visits_between(user: Actor, first: date, last: date) -> Select[*tuple[Any, ...]]:
    """The user's own visits that are still to be made, with the client and the first objective, as plain columns."""
    aim = select(Objective.client_action).where(Objective.visit_id == Visit.id, Objective.deleted_at.is_(None))
    first_aim = aim.order_by(Objective.id).limit(1).scalar_subquery()
    columns = (Visit.day, Visit.starts_at, Account.name.label("account_name"), first_aim.label("objective"))
    mine = visits_visible_to(user).where(Visit.rep_id == user.id, Visit.day.between(first, last))
    to_come = mine.where(Visit.state.in_((VisitState.PLANNED, VisitState.IN_PROGRESS)))
    joined = to_come.join(Account, Account.id == Visit.account_id).with_only_columns(*columns)
    in_order = joined.order_by(Visit.day, Visit.starts_at.is_(None), Visit.starts_at, Visit.id)
    return in_order.limit(MOST_COUNTED)


@made_once
def to_do(user: Actor, until: date) -> Select[*tuple[Any, ...]]:
    """What stands on the user's list until a day."""
    return todos.to_do(user, until).limit(MOST_COUNTED)


@made_once
def to_chase(user: Actor, until: date) -> Select[*tuple[Any, ...]]:
    """The user's own quotations that are to be chased until a day."""
    return quotes.to_chase(user, user.id, until).limit(MOST_COUNTED)


def plans_waiting(manager: Actor) -> Select[*tuple[Any, ...]]:
    """The plans that wait for somebody's decision: `(id, name, month, submitted_at)`, the longest waiting first."""
    waiting = awaiting_approval(manager).join(User, User.id == Plan.rep_id)
    columns = (Plan.id, User.name, Plan.month, Plan.submitted_at)
    return waiting.with_only_columns(*columns).order_by(Plan.submitted_at.is_(None), Plan.submitted_at, Plan.id)
