"""What can be read of to-do lists, and what things put on them."""

from datetime import date
from typing import Any

from sqlalchemy import Select, or_, select

from kamfield.accounts.models import Account
from kamfield.core.weeks import Week
from kamfield.core.work import Actor
from kamfield.plans.models import PlanLine
from kamfield.plans.rules.states import LineState
from kamfield.quotes.models import FollowUp, Quote
from kamfield.quotes.rules import FollowUpState
from kamfield.todos.models import TodoItem, TodoList, Turn
from kamfield.todos.rules import Source, State
from kamfield.users.models import User
from kamfield.users.queries import reached
from kamfield.visits.models import Commitment, Report, Visit
from kamfield.visits.rules.codes import CommitmentState
from kamfield.visits.rules.codes import State as VisitState

SORTS = {"monday": TodoList.monday}
ITEM_SORTS = {"created_at": TodoItem.created_at, "updated_at": TodoItem.updated_at, "title": TodoItem.title}


def visible_to(user: Actor) -> Select[TodoList]:
    """The lists of people whom the user reaches."""
    return select(TodoList).where(TodoList.deleted_at.is_(None), reached(user, TodoList.rep_id))


def by_id(user: Actor, list_id: str) -> Select[TodoList]:
    """One of them."""
    return visible_to(user).where(TodoList.id == list_id)


def matching(
    user: Actor,
    *,
    rep_id: str | None = None,
    monday: date | None = None,
    confirmed: bool | None = None,
    closed: bool | None = None,
) -> Select[TodoList]:
    """The lists of a rep, of a week; those confirmed or closed, or those not."""
    statement = visible_to(user)
    for column, value in ((TodoList.rep_id, rep_id), (TodoList.monday, monday)):
        if value is not None:
            statement = statement.where(column == value)
    for instant, wanted in ((TodoList.confirmed_at, confirmed), (TodoList.closed_at, closed)):
        if wanted is not None:
            statement = statement.where(instant.is_not(None) if wanted else instant.is_(None))
    return statement


def items_visible_to(user: Actor) -> Select[TodoItem]:
    """The items on those lists, and those that somebody else has for this user to do."""
    mine = or_(reached(user, TodoItem.rep_id), TodoItem.assignee_id == user.id)
    return select(TodoItem).where(TodoItem.deleted_at.is_(None), mine)


def item_by_id(user: Actor, item_id: str) -> Select[TodoItem]:
    """One of them."""
    return items_visible_to(user).where(TodoItem.id == item_id)


def items(
    user: Actor,
    *,
    list_id: str | None = None,
    rep_id: str | None = None,
    assignee_id: str | None = None,
    account_id: str | None = None,
    state: str | None = None,
    due_until: date | None = None,
) -> Select[TodoItem]:
    """Those on a list, of a rep, for somebody, about an account, in a state, due until a day."""
    given: list[tuple[Any, Any]] = [
        (TodoItem.list_id, list_id),
        (TodoItem.rep_id, rep_id),
        (TodoItem.assignee_id, assignee_id),
        (TodoItem.account_id, account_id),
        (TodoItem.state, state),
    ]
    statement = items_visible_to(user).where(*(column == value for column, value in given if value is not None))
    return statement if due_until is None else statement.where(TodoItem.due_on <= due_until)


def to_do(user: Actor, rep_id: str, until: date) -> Select[*tuple[Any, ...]]:
    """What stands on somebody's lists until a day, with the client, as plain columns: what is due soonest first."""
    columns = (TodoItem.title, TodoItem.due_on, TodoItem.source_kind, Account.name.label("account"))
    mine = items(user, rep_id=rep_id, state=State.OPEN).join(TodoList, TodoList.id == TodoItem.list_id)
    joined = mine.where(TodoList.monday <= until).outerjoin(Account, Account.id == TodoItem.account_id)
    return joined.with_only_columns(*columns).order_by(TodoItem.due_on.is_(None), TodoItem.due_on, TodoItem.id)


def list_of(rep_id: str, week: Week) -> Select[TodoList]:
    """Somebody's list of a week; without asking for reach."""
    mine = select(TodoList).where(TodoList.rep_id == rep_id, TodoList.deleted_at.is_(None))
    return mine.where(TodoList.iso_year == week.year, TodoList.iso_week == week.number)


def unclosed_before(rep_id: str, monday: date) -> Select[TodoList]:
    """Somebody's earlier lists that are not closed, the oldest first; without asking for reach."""
    mine = select(TodoList).where(TodoList.rep_id == rep_id, TodoList.deleted_at.is_(None))
    return mine.where(TodoList.closed_at.is_(None), TodoList.monday < monday).order_by(TodoList.monday)


def begun_lists(rep_id: str, until: date) -> Select[TodoList]:
    """Somebody's lists that are not closed, of weeks that have begun; without asking for reach."""
    return unclosed_before(rep_id, until)


def items_of(list_id: str) -> Select[TodoItem]:
    """The items of a list that the caller has already found."""
    return select(TodoItem).where(TodoItem.list_id == list_id, TodoItem.deleted_at.is_(None)).order_by(TodoItem.id)


def open_items_from(source_id: str, *kinds: Source) -> Select[TodoItem]:
    """The open items that came from a thing; without asking for reach, for the background only."""
    statement = select(TodoItem).where(TodoItem.source_id == source_id, TodoItem.deleted_at.is_(None))
    return statement.where(TodoItem.source_kind.in_(kinds), TodoItem.state == State.OPEN)


def open_items_of(rep_id: str) -> Select[TodoItem]:
    """What somebody would leave behind; without asking for reach, for the background only."""
    mine = select(TodoItem).where(TodoItem.rep_id == rep_id, TodoItem.deleted_at.is_(None))
    return mine.where(TodoItem.state == State.OPEN).order_by(TodoItem.id)


def without_turn() -> Select[User]:
    """Users whose weeks nobody opens yet."""
    known = select(Turn.id).where(Turn.user_id == User.id).exists()
    return select(User).where(User.active, User.deleted_at.is_(None), ~known).order_by(User.id).limit(500)


def visits_to_prepare(rep_id: str, week: Week) -> Select[*tuple[Any, ...]]:
    """The planned visits of a week that a manager approved: `(source_id, what, due, account_id)`."""
    columns = (Visit.id.label("source_id"), Account.name.label("what"), Visit.day.label("due"), Visit.account_id)
    approved = select(PlanLine.id).where(
        PlanLine.visit_id == Visit.id, PlanLine.state == LineState.APPROVED, PlanLine.deleted_at.is_(None)
    )
    mine = select(*columns).join(Account, Account.id == Visit.account_id).where(Visit.rep_id == rep_id)
    planned = mine.where(Visit.state == VisitState.PLANNED, Visit.deleted_at.is_(None), approved.exists())
    return planned.where(Visit.day.between(week.monday, week.sunday)).order_by(Visit.day, Visit.id)


def reports_owed(rep_id: str) -> Select[*tuple[Any, ...]]:
    """The visits that are over and not reported; `due` is an instant."""
    columns = (
        Visit.id.label("source_id"),
        Account.name.label("what"),
        Visit.report_due_at.label("due"),
        Visit.account_id,
    )
    mine = select(*columns).join(Account, Account.id == Visit.account_id).where(Visit.rep_id == rep_id)
    return mine.where(Visit.state == VisitState.DONE, Visit.deleted_at.is_(None)).order_by(Visit.day, Visit.id)


def follow_ups_due(rep_id: str, week: Week) -> Select[*tuple[Any, ...]]:
    """The steps of quotations that fall due until the end of a week."""
    what = (Quote.number + " " + Quote.title).label("what")
    columns = (FollowUp.id.label("source_id"), what, FollowUp.due_on.label("due"), FollowUp.account_id)
    mine = select(*columns).join(Quote, Quote.id == FollowUp.quote_id).where(FollowUp.owner_id == rep_id)
    due = mine.where(FollowUp.state == FollowUpState.DUE, FollowUp.deleted_at.is_(None))
    return due.where(FollowUp.due_on <= week.sunday).order_by(FollowUp.due_on, FollowUp.id)


def commitments_due(rep_id: str, week: Week) -> Select[*tuple[Any, ...]]:
    """What clients promised until the end of a week, and nobody looked whether they did it."""
    columns = (
        Commitment.id.label("source_id"),
        Commitment.text.label("what"),
        Commitment.due_on.label("due"),
        Commitment.account_id,
    )
    mine = select(*columns).where(Commitment.rep_id == rep_id, Commitment.deleted_at.is_(None))
    unknown = mine.where(Commitment.state == CommitmentState.OPEN, Commitment.due_on <= week.sunday)
    return unknown.order_by(Commitment.due_on, Commitment.id)


def led_with_tier(rep_id: str) -> Select[Account]:
    """The clients somebody leads that were given a tier, the most important first; at most a hundred."""
    mine = select(Account).where(Account.lead_id == rep_id, Account.deleted_at.is_(None), Account.tier.is_not(None))
    return mine.order_by(Account.tier, Account.id).limit(100)


def report_of(visit_id: str) -> Select[Report]:
    """The report of a visit; without asking for reach, for the background only."""
    return select(Report).where(Report.visit_id == visit_id, Report.deleted_at.is_(None))


def any_visit(visit_id: str) -> Select[Visit]:
    """A visit, also a removed one; without asking for reach, for the background only."""
    return select(Visit).where(Visit.id == visit_id)
