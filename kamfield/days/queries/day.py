"""A rep's day, read as plain rows; the rep was found before, within reach of who asks."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from kamfield.accounts.models import Account, Contact, Place
from kamfield.accounts.rules import NEVER
from kamfield.core.made_once import made_once
from kamfield.core.prepared import Prepared
from kamfield.core.work import Actor
from kamfield.days.rules.day import MOST_ITEMS, MOST_STEPS, MOST_UNFINISHED, MOST_VISITS
from kamfield.issues.models import Issue
from kamfield.issues.rules import State as IssueState
from kamfield.plans.models import Plan
from kamfield.plans.queries import awaiting_approval
from kamfield.quotes.models import FollowUp, Quote
from kamfield.quotes.queries.quotes import awaiting_price_approval
from kamfield.quotes.rules.states import FollowUpState
from kamfield.todos.models import TodoItem, TodoList
from kamfield.todos.rules import Source
from kamfield.todos.rules import State as TodoState
from kamfield.users.models import Absence
from kamfield.users.queries import reached
from kamfield.visits.models import Objective, Visit, VisitContact
from kamfield.visits.rules.codes import State

Rows = Select[*tuple[Any, ...]]

UNFINISHED = (State.IN_PROGRESS, State.DONE, State.MISSED)
_CLIENT = Account.name.label("account_name")
_ALL = func.count().over().label("all_of_them")


@made_once
def visits_between(user: Actor, rep_id: str, first: date, last: date) -> Rows:
    """Visits that were not cancelled, with client, place and first objective."""
    aim = select(Objective.client_action).where(Objective.visit_id == Visit.id, Objective.deleted_at.is_(None))
    columns = (
        *Visit.__table__.c,
        _CLIENT,
        Account.code.label("account_code"),
        Account.tier,
        Place.label.label("place_name"),
        Place.address,
        Place.latitude.label("place_latitude"),
        Place.longitude.label("place_longitude"),
        aim.order_by(Objective.id).limit(1).scalar_subquery().label("objective"),
    )
    mine = select(*columns).join(Account, Account.id == Visit.account_id)
    placed = mine.outerjoin(Place, Place.id == Visit.place_id)
    return (
        placed.where(
            reached(user, Visit.rep_id),
            Visit.rep_id == rep_id,
            Visit.day.between(first, last),
            Visit.state != State.CANCELLED,
            Visit.deleted_at.is_(None),
        )
        .order_by(Visit.day, Visit.starts_at.is_(None), Visit.starts_at, Visit.id)
        .limit(2 * MOST_VISITS)
    )


@made_once
def people_between(user: Actor, rep_id: str, first: date, last: date) -> Rows:
    """`visit_id, contact_id, name, active, day, state, account_id, account_name` of whom these visits are to meet."""
    columns = (
        VisitContact.visit_id,
        VisitContact.contact_id,
        Contact.name,
        Contact.active,
        Visit.day,
        Visit.state,
        Visit.account_id,
        _CLIENT,
    )
    met = select(*columns).join(Visit, Visit.id == VisitContact.visit_id)
    joined = met.join(Contact, Contact.id == VisitContact.contact_id).join(Account, Account.id == Visit.account_id)
    mine = joined.where(reached(user, Visit.rep_id), Visit.rep_id == rep_id, Visit.day.between(first, last))
    living = mine.where(Visit.deleted_at.is_(None), VisitContact.deleted_at.is_(None))
    return living.order_by(Visit.day, VisitContact.id)


@made_once
def unfinished(user: Actor, rep_id: str, missed_since: date) -> Rows:
    """Visits whose check-out or report is owed, and those missed since a day; the latest first."""
    columns = (
        Visit.id,
        Visit.state,
        Visit.day,
        Visit.report_due_at,
        Visit.account_id,
        _CLIENT,
    )
    mine = select(*columns, _ALL).join(Account, Account.id == Visit.account_id)
    told = mine.where(reached(user, Visit.rep_id), Visit.rep_id == rep_id, Visit.state.in_(UNFINISHED))
    recent = told.where(or_(Visit.state != State.MISSED, Visit.day >= missed_since), Visit.deleted_at.is_(None))
    return recent.order_by(Visit.day.desc(), Visit.id).limit(MOST_UNFINISHED)


@made_once
def to_do(user: Actor, rep_id: str, until: date) -> Rows:
    """What is open on somebody's lists of weeks that have begun, and what others have for them to do.

    Of what others have, the client is not told.
    """
    columns = (*TodoItem.__table__.c, _CLIENT, _ALL)
    mine = and_(reached(user, TodoItem.rep_id), TodoItem.rep_id == rep_id)
    begun = select(*columns).join(TodoList, TodoList.id == TodoItem.list_id)
    told = begun.outerjoin(Account, and_(Account.id == TodoItem.account_id, mine)).where(
        or_(mine, TodoItem.assignee_id == rep_id),
        TodoItem.state == TodoState.OPEN,
        TodoItem.source_kind != Source.FOLLOW_UP,  # they stand apart, with the amount
        TodoItem.deleted_at.is_(None),
        TodoList.monday <= until,
    )
    return told.order_by(TodoItem.due_on.is_(None), TodoItem.due_on, TodoItem.id).limit(MOST_ITEMS)


@made_once
def to_chase(user: Actor, rep_id: str, until: date) -> Rows:
    """The steps of quotations that are due, with what they are about."""
    columns = (
        FollowUp.id,
        FollowUp.step,
        FollowUp.due_on,
        FollowUp.quote_id,
        FollowUp.account_id,
        Quote.number.label("quote_number"),
        Quote.title.label("quote_title"),
        Quote.amount,
        Quote.currency,
        _CLIENT,
    )
    due = select(*columns, _ALL).join(Quote, Quote.id == FollowUp.quote_id)
    mine = due.join(Account, Account.id == FollowUp.account_id).where(
        reached(user, FollowUp.owner_id),
        FollowUp.owner_id == rep_id,
        FollowUp.state == FollowUpState.DUE,
        FollowUp.due_on <= until,
        FollowUp.deleted_at.is_(None),
    )
    return mine.order_by(FollowUp.due_on, FollowUp.id).limit(MOST_STEPS)


@made_once
def week_from(user: Actor, rep_id: str, monday: date) -> Rows:
    """Somebody's list of the week that begins on a Monday."""
    mine = select(*TodoList.__table__.c).where(reached(user, TodoList.rep_id), TodoList.rep_id == rep_id)
    return mine.where(TodoList.monday == monday, TodoList.deleted_at.is_(None))


@made_once
def plans_of(user: Actor, rep_id: str, first: date, last: date) -> Rows:
    """`id, month, state, comment` of somebody's plans."""
    columns = (Plan.id, Plan.month, Plan.state, Plan.comment)
    mine = select(*columns).where(reached(user, Plan.rep_id), Plan.rep_id == rep_id, Plan.deleted_at.is_(None))
    return mine.where(Plan.month.between(first, last))


def plans_waiting(user: Actor) -> Select[int]:
    """How many plans wait for this user's decision."""
    return select(func.count()).select_from(awaiting_approval(user).with_only_columns(Plan.id).subquery())


def prices_waiting(user: Actor) -> Select[int]:
    """How many quotations wait for this user's word on their price."""
    asked = awaiting_price_approval(user).where(Quote.price_waiting_for_id.in_(user.viewers))
    return select(func.count()).select_from(asked.with_only_columns(Quote.id).subquery())


def overdue_clients(rep_id: str, on: date, every_days: Mapping[str, int], most: int) -> Prepared[*tuple[Any, ...]]:
    """Clients somebody leads who were not seen for longer than their tier allows, and for whom no visit is planned."""
    since = {tier: on - timedelta(days=days) for tier, days in every_days.items()}
    noted = {f"{tier}_noted": datetime.combine(day, time(), UTC) for tier, day in since.items()}
    return _overdue(rep_id, on, tuple(since), most, **since, **noted)


@made_once
def _overdue(rep_id: str, on: date, tiers: Sequence[str], most: int, **before: date) -> Rows:
    columns = (Account.id, Account.name, Account.tier, Account.last_visited_on, Account.created_at)
    late = [_late(tier, before[tier], before[f"{tier}_noted"]) for tier in tiers]
    coming = select(Visit.id).where(
        Visit.account_id == Account.id,
        Visit.day >= on,
        Visit.state.in_((State.PLANNED, State.IN_PROGRESS)),
        Visit.deleted_at.is_(None),
    )
    led = select(*columns, _ALL).where(Account.lead_id == rep_id, Account.deleted_at.is_(None))
    without = led.where(or_(*late), ~coming.exists())
    return without.order_by(Account.tier, Account.last_visit_key, Account.id).limit(most)


def _late(tier: str, before: date, noted_before: date) -> ColumnElement[bool]:
    """One that was never seen counts from when it was noted."""
    known = or_(Account.last_visit_key > NEVER, Account.created_at < noted_before)
    return and_(Account.tier == tier, Account.last_visit_key < before, known)


@made_once
def issues_due(user: Actor, rep_id: str, on: date) -> Rows:
    """What somebody should have solved by a day."""
    columns = (Issue.id, Issue.title, Issue.due_on, Issue.account_id, _CLIENT)
    mine = select(*columns, _ALL).join(Account, Account.id == Issue.account_id)
    due = mine.where(reached(user, Issue.owner_id), Issue.owner_id == rep_id, Issue.due_on <= on)
    still = due.where(Issue.state == IssueState.OPEN, Issue.deleted_at.is_(None))
    return still.order_by(Issue.due_on, Issue.id).limit(MOST_ITEMS)


@made_once
def away_on(rep_id: str, on: date) -> Select[str]:
    """Somebody's absence that holds a day, if there is one."""
    mine = select(Absence.id).where(Absence.user_id == rep_id, Absence.deleted_at.is_(None))
    return mine.where(Absence.from_on <= on, Absence.to_on >= on)
