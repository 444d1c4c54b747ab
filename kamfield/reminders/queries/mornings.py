"""What a day brings for one person, found without asking for reach: all of it is their own."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, extract, or_, select

from kamfield.accounts.models import Account, Contact, Fact
from kamfield.accounts.rules import Layer
from kamfield.accounts.rules.facts import FactKind
from kamfield.core.made_once import made_once
from kamfield.plans.models import Plan
from kamfield.quotes.models import FollowUp, Quote
from kamfield.quotes.rules.states import FollowUpState
from kamfield.quotes.rules.states import State as QuoteState
from kamfield.reminders.rules import MOST_COUNTED
from kamfield.todos.models import TodoItem
from kamfield.todos.rules import Source
from kamfield.todos.rules import State as TodoState
from kamfield.visits.models import Visit
from kamfield.visits.rules.codes import State as VisitState

Rows = Select[*tuple[Any, ...]]

TOLD_APART = (Source.PREPARATION, Source.REPORT, Source.FOLLOW_UP)  # each has a reminder of its own
KEY_TIER = "A"


@made_once
def plans_of(rep_id: str, first: date, last: date) -> Rows:
    """`id, month, state` of somebody's plans for the months from one to another."""
    mine = select(Plan.id, Plan.month, Plan.state).where(Plan.rep_id == rep_id, Plan.deleted_at.is_(None))
    return mine.where(Plan.month.between(first, last))


def visits(*conditions: ColumnElement[bool]) -> Rows:
    """`id, rep_id, day, starts_at, state, missing, report_due_at, account_name` of visits."""
    columns = (
        Visit.id,
        Visit.rep_id,
        Visit.day,
        Visit.starts_at,
        Visit.state,
        Visit.missing,
        Visit.urgent,
        Visit.report_due_at,
        Account.name.label("account_name"),
    )
    joined = select(*columns).join(Account, Account.id == Visit.account_id)
    return joined.where(Visit.deleted_at.is_(None), *conditions).order_by(Visit.day, Visit.id)


@made_once
def visits_to_come(rep_id: str, first: date, last: date) -> Rows:
    """The visits somebody has still to begin between two days."""
    to_come = visits(Visit.rep_id == rep_id, Visit.state == VisitState.PLANNED, Visit.day.between(first, last))
    return to_come.limit(MOST_COUNTED)


@made_once
def reports_owed(rep_id: str) -> Rows:
    """The visits that are over and not reported."""
    return visits(Visit.rep_id == rep_id, Visit.state == VisitState.DONE).limit(MOST_COUNTED)


@made_once
def visit(visit_id: str) -> Rows:
    """One visit."""
    return visits(Visit.id == visit_id)


def steps(*conditions: ColumnElement[bool]) -> Rows:
    """`id, quote_id, owner_id, due_on, state, number, title, amount, currency, valid_until, account_name`."""
    columns = (
        FollowUp.id,
        FollowUp.quote_id,
        FollowUp.owner_id,
        FollowUp.due_on,
        FollowUp.state,
        Quote.number,
        Quote.title,
        Quote.amount,
        Quote.currency,
        Quote.valid_until,
        Account.name.label("account_name"),
    )
    joined = select(*columns).join(Quote, Quote.id == FollowUp.quote_id)
    named = joined.join(Account, Account.id == FollowUp.account_id)
    return named.where(FollowUp.deleted_at.is_(None), *conditions).order_by(FollowUp.due_on, FollowUp.id)


@made_once
def steps_due(owner_id: str, first: date, last: date) -> Rows:
    """The follow-ups somebody has to make between two days."""
    due = FollowUp.state == FollowUpState.DUE, FollowUp.due_on.between(first, last)
    return steps(FollowUp.owner_id == owner_id, *due).limit(MOST_COUNTED)


@made_once
def step(follow_up_id: str) -> Rows:
    """One follow-up."""
    return steps(FollowUp.id == follow_up_id)


@made_once
def steps_due_of(quote_id: str, until: date) -> Rows:
    """The follow-ups of a quotation that are due up to a day."""
    return steps(FollowUp.quote_id == quote_id, FollowUp.state == FollowUpState.DUE, FollowUp.due_on <= until)


def quotes(*conditions: ColumnElement[bool]) -> Rows:
    """`id, owner_id, number, title, amount, currency, valid_until, state, account_name` of quotations."""
    columns = (
        Quote.id,
        Quote.owner_id,
        Quote.number,
        Quote.title,
        Quote.amount,
        Quote.currency,
        Quote.valid_until,
        Quote.state,
        Account.name.label("account_name"),
    )
    joined = select(*columns).join(Account, Account.id == Quote.account_id)
    return joined.where(Quote.deleted_at.is_(None), *conditions).order_by(Quote.valid_key, Quote.id)


@made_once
def quotes_expiring(owner_id: str, first: date, last: date) -> Rows:
    """What somebody sent and what ends between two days."""
    ending = Quote.state == QuoteState.SENT, Quote.valid_key.between(first, last)
    return quotes(Quote.owner_id == owner_id, *ending).limit(MOST_COUNTED)


@made_once
def quote(quote_id: str) -> Rows:
    """One quotation."""
    return quotes(Quote.id == quote_id)


def items(*conditions: ColumnElement[bool]) -> Rows:
    """`id, rep_id, assignee_id, title, due_on, source_kind, state, account_name` of what stands on lists."""
    columns = (
        TodoItem.id,
        TodoItem.rep_id,
        TodoItem.assignee_id,
        TodoItem.title,
        TodoItem.due_on,
        TodoItem.source_kind,
        TodoItem.state,
        Account.name.label("account_name"),
    )
    joined = select(*columns).outerjoin(Account, Account.id == TodoItem.account_id)
    return joined.where(TodoItem.deleted_at.is_(None), *conditions).order_by(TodoItem.due_on, TodoItem.id)


@made_once
def items_due(user_id: str, first: date, last: date) -> Rows:
    """What somebody has to do between two days, on their list or on another's, and has no reminder of its own kind."""
    mine = or_(TodoItem.rep_id == user_id, TodoItem.assignee_id == user_id)
    due = TodoItem.state == TodoState.OPEN, TodoItem.due_on.between(first, last)
    return items(mine, *due, TodoItem.source_kind.not_in(TOLD_APART)).limit(MOST_COUNTED)


@made_once
def item(item_id: str) -> Rows:
    """One of them."""
    return items(TodoItem.id == item_id)


def credit_checks(*conditions: ColumnElement[bool]) -> Rows:
    """`id, due_on, lead_id, account_name, superseded_at` of credit checks that are to be made."""
    columns = (Fact.id, Fact.due_on, Fact.superseded_at, Account.lead_id, Account.name.label("account_name"))
    joined = select(*columns).join(Account, Account.id == Fact.account_id).where(Fact.kind == FactKind.CREDIT_CHECK)
    living = joined.where(Fact.deleted_at.is_(None), Account.deleted_at.is_(None), *conditions)
    return living.order_by(Fact.due_on, Fact.id)


@made_once
def credit_checks_due(lead_id: str, first: date, last: date) -> Rows:
    """Those of the clients somebody leads, between two days."""
    due = Fact.superseded_at.is_(None), Fact.due_on.between(first, last)
    return credit_checks(Account.lead_id == lead_id, *due).limit(MOST_COUNTED)


@made_once
def credit_check(fact_id: str) -> Rows:
    """One of them."""
    return credit_checks(Fact.id == fact_id)


@made_once
def account(account_id: str) -> Rows:
    """`id, name, tier, last_visited_on, created_at, lead_id` of a client."""
    columns = (Account.id, Account.name, Account.tier, Account.last_visited_on, Account.created_at, Account.lead_id)
    return select(*columns).where(Account.id == account_id, Account.deleted_at.is_(None))


@made_once
def visit_planned(account_id: str, from_on: date) -> Select[date]:
    """The next `day` on which somebody is to visit a client."""
    to_come = select(Visit.day).where(Visit.account_id == account_id, Visit.day >= from_on, Visit.deleted_at.is_(None))
    return to_come.where(Visit.state.in_((VisitState.PLANNED, VisitState.IN_PROGRESS))).order_by(Visit.day).limit(1)


@made_once
def birthdays(lead_id: str, months: tuple[int, ...]) -> Rows:
    """`id, name, birthday, account_name` of the key contacts of somebody's clients who were born in these months."""
    columns = (Contact.id, Contact.name, Contact.birthday, Account.name.label("account_name"))
    joined = select(*columns).join(Account, Account.id == Contact.account_id).where(Account.lead_id == lead_id)
    key = or_(Contact.layer == Layer.DECIDER, Account.tier == KEY_TIER)
    there = joined.where(key, Contact.active, Contact.deleted_at.is_(None), Account.deleted_at.is_(None))
    born = and_(Contact.birthday.is_not(None), extract("month", Contact.birthday).in_(months))
    return there.where(born).order_by(Contact.name_key, Contact.id).limit(MOST_COUNTED)
