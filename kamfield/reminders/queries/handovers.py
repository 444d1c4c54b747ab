"""What somebody took over by a hand-over and still has: for the brief, without asking for reach."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select

from kamfield.accounts.models import Account
from kamfield.core.journal import Entry
from kamfield.quotes.models import FollowUp, Quote
from kamfield.quotes.rules.states import FollowUpState
from kamfield.users.models import Handover
from kamfield.visits.models import Visit
from kamfield.visits.rules.codes import State as VisitState

Rows = Select[*tuple[Any, ...]]


def clients_of(handover: Handover, user_id: str, today: date, most: int) -> Rows:
    """`name, tier, last_visited_on, next_on, of` of the clients somebody leads by it; `of` is how many they are.

    The important ones come first; among these, who is visited next, then who was not visited for the longest time.
    """
    open_states = (VisitState.PLANNED, VisitState.IN_PROGRESS)
    to_come = Visit.state.in_(open_states), Visit.day >= today, Visit.deleted_at.is_(None)
    next_visit = select(func.min(Visit.day)).where(Visit.account_id == Account.id, *to_come).correlate(Account)
    next_on = next_visit.scalar_subquery().label("next_on")
    columns = (
        Account.id,
        Account.name,
        Account.tier,
        Account.last_visited_on,
        next_on,
        func.count().over().label("of"),
    )
    led = select(*columns).where(Account.lead_id == user_id, Account.deleted_at.is_(None))
    theirs = led.where(Account.id.in_(_moved(handover, "account.hand_over", Entry.account_id)))
    first = (Account.tier.asc().nulls_last(), next_on.asc().nulls_last(), Account.last_visited_on.asc().nulls_first())
    return theirs.order_by(*first, Account.id).limit(most)


def steps_overdue_of(handover: Handover, user_id: str, today: date, most: int) -> Rows:
    """`due_on, number, account_name, of` of the quotations that moved and should have been chased: each once."""
    due_on = func.min(FollowUp.due_on)
    columns = (
        due_on.label("due_on"),
        Quote.number,
        Account.name.label("account_name"),
        func.count().over().label("of"),
    )
    joined = (
        select(*columns).join(Quote, Quote.id == FollowUp.quote_id).join(Account, Account.id == FollowUp.account_id)
    )
    late = and_(FollowUp.state == FollowUpState.DUE, FollowUp.due_on < today, FollowUp.deleted_at.is_(None))
    theirs = joined.where(FollowUp.owner_id == user_id, late)
    moved = theirs.where(FollowUp.quote_id.in_(_moved(handover, "quote.hand_over", Entry.subject_id)))
    return moved.group_by(Quote.id, Quote.number, Account.name).order_by(due_on, Quote.number).limit(most)


def handed_on(user_id: str, since: datetime | None) -> Select[str]:
    """The later hand-overs by which somebody passed everything on."""
    return select(Handover.id).where(Handover.leaver_id == user_id, Handover.at >= since).limit(1)


def _moved(handover: Handover, verb: str, column: Any) -> Select[Any]:
    """What the journal says of it: all of it moved at one instant, which is where the journal is looked up."""
    told: ColumnElement[bool] = Entry.details["handover_id"].as_string() == handover.id
    return select(column).where(Entry.at == handover.done_at, Entry.verb == verb, told)
