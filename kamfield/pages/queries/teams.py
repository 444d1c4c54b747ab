"""What waits in a manager's team: prices, late reports, overdue follow-ups, weeks not confirmed or not closed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, not_, or_, select

from kamfield.accounts.models import Account
from kamfield.core.journal import Entry
from kamfield.core.work import Actor
from kamfield.quotes.models import FollowUp, Quote
from kamfield.quotes.queries import awaiting_price_approval
from kamfield.quotes.rules import FollowUpState
from kamfield.todos.models import TodoList
from kamfield.users.models import User
from kamfield.users.queries import reached
from kamfield.visits.models import Visit
from kamfield.visits.rules.codes import State as VisitState

Rows = Select[*tuple[Any, ...]]
MOST_PRICES = 100
SINCE = "since"


def prices_waiting(user: Actor) -> Rows:
    """Quotations whose price waits: `(id, title, rep_name, account_name, discount_percent, since, waiting_for_id)`."""
    columns = (
        Quote.id,
        Quote.title,
        User.name.label("rep_name"),
        Account.name.label("account_name"),
        Quote.discount_percent,
        Quote.price_asked_at.label(SINCE),
        Quote.price_waiting_for_id.label("waiting_for_id"),
    )
    asked = awaiting_price_approval(user).join(User, User.id == Quote.owner_id)
    named = asked.join(Account, Account.id == Quote.account_id).with_only_columns(*columns)
    return named.order_by(Quote.price_asked_at, Quote.id).limit(MOST_PRICES)


def asked_with(quote_id: str) -> Select[Entry]:
    """How somebody asked for the price of a quotation last, with the comment among the details."""
    asked = select(Entry).where(Entry.subject_kind == Quote.__tablename__, Entry.subject_id == quote_id)
    return asked.where(Entry.verb == "quote.ask_price").order_by(Entry.at.desc(), Entry.id.desc()).limit(1)


def late_reports(manager: Actor, at: datetime) -> Rows:
    """Per rep, the reports that should have been written by an instant: `(id, name, number, since)`."""
    owed = _of_others(manager, Visit.rep_id, Visit.report_due_at)
    return owed.where(Visit.state == VisitState.DONE, Visit.report_due_at < at, Visit.deleted_at.is_(None))


def overdue_follow_ups(manager: Actor, today: date) -> Rows:
    """Per rep, the quotations that were to be chased before a day: `(id, name, number, since)`."""
    due = _of_others(manager, FollowUp.owner_id, FollowUp.due_on, func.count(FollowUp.quote_id.distinct()))
    return due.where(FollowUp.state == FollowUpState.DUE, FollowUp.due_on < today, FollowUp.deleted_at.is_(None))


def weeks_not_kept(manager: Actor, monday: date) -> Rows:
    """The reps who did not confirm a week in time, or did not close it: `(id, name, confirmed_at, …)`."""
    kept = and_(TodoList.confirmed_in_time.is_(True), TodoList.closed_by_id.is_not(None))
    over = or_(TodoList.closed_at.is_not(None), TodoList.confirmed_at.is_(None))
    return _weeks_of_others(manager, monday).where(over, not_(kept))


def weeks_unconfirmed(manager: Actor, monday: date, at: datetime) -> Rows:
    """The reps who should have confirmed a running week by an instant: `(id, name, …)`."""
    late = TodoList.confirmed_at.is_(None), TodoList.closed_at.is_(None), TodoList.confirm_due_at < at
    return _weeks_of_others(manager, monday).where(*late)


def _weeks_of_others(manager: Actor, monday: date) -> Rows:
    columns = (User.id, User.name, TodoList.confirmed_at, TodoList.confirmed_in_time, TodoList.closed_by_id)
    asked = select(*columns).join(User, User.id == TodoList.rep_id).where(reached(manager, TodoList.rep_id))
    week = asked.where(TodoList.monday == monday, TodoList.confirm_due_at.is_not(None), TodoList.rep_id != manager.id)
    return week.where(TodoList.deleted_at.is_(None)).order_by(User.name, User.id)


def _of_others(manager: Actor, rep: Any, since: Any, counted_by: ColumnElement[int] | None = None) -> Rows:
    """Things of the people somebody reaches, counted per person: `(id, name, number, since)`, the worst first."""
    number = (func.count() if counted_by is None else counted_by).label("number")
    counted = select(User.id, User.name, number, func.min(since).label(SINCE)).join(User, User.id == rep)
    theirs = counted.where(reached(manager, rep), rep != manager.id)
    return theirs.group_by(User.id, User.name).order_by(number.desc(), User.name, User.id)
