"""What happens to quotations by itself: they expire, and they go to others when their owner leaves."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, select, update

from kamfield.core.journal import Entry
from kamfield.core.work import Work
from kamfield.outside import Outside
from kamfield.quotes import actions, queries
from kamfield.quotes.models import PriceWait, Quote, Validity
from kamfield.quotes.rules.price import PriceState
from kamfield.quotes.rules.states import WRITABLE, State
from kamfield.users.models import Handover
from kamfield.users.queries import handover_by_id

LADDER_POLICIES = {"follow_up_days_after_sending", "follow_up_days_before_expiry"}


def end_validity(work: Work, _outside: Outside, row: Validity) -> datetime | None:
    """Expires a quotation that is still unanswered after its last valid day; never over a won or lost one.

    It is looked at too when the policy's ladder changes or another clock counts: then its steps and its end follow.
    """
    quote = work.db.scalars(queries.by_id(work.user, row.id)).one_or_none()
    if quote is None or quote.state != State.SENT:
        return None
    end = actions.end_of_validity(work, quote)
    if end is None or end > work.now:
        actions.reschedule(work, quote)
        return end
    actions.expire(work, quote)
    return None


def follow_the_policy(work: Work, entry: Entry) -> None:
    """Another ladder holds also for what was sent, and other hours for prices that wait already."""
    if entry.details.keys() & LADDER_POLICIES:
        _look_again(work)
    if "escalation_hours" in entry.details:
        for quote in work.all(queries.prices_waiting()):
            actions.follow_the_hours(work, quote)


def follow_the_clients_zone(work: Work, entry: Entry) -> None:
    """The last day of what was sent to a client ends by another clock, or the quotation went over to another client."""
    if entry.verb == "account.merge":
        _look_again(work, Quote.account_id == entry.details["into_id"])
    elif "time_zone" in (entry.after or {}):
        _look_again(work, Quote.account_id == entry.subject_id)


def follow_the_owners_zone(work: Work, entry: Entry) -> None:
    """Where a client has no time zone, the owner's days count."""
    if "time_zone" in (entry.after or {}):
        _look_again(work, Quote.owner_id == entry.subject_id)


def ask_the_next_one_up(work: Work, _outside: Outside, row: PriceWait) -> datetime | None:
    """A price that nobody decided about in the policy's hours goes one level up."""
    quote = work.db.scalars(queries.by_id(work.user, row.id)).one_or_none()
    if quote is None or quote.price_state != PriceState.ASKED or quote.state not in WRITABLE:
        return None
    return actions.escalate_price(work, quote)


def follow_the_line(work: Work, entry: Entry) -> None:
    """Somebody moved or left: prices that waited for them are asked of whoever is above the owner now."""
    for quote in work.all(queries.prices_waiting_in_branch(entry.subject_id)):
        actions.pass_on_price(work, quote)


def owned(work: Work, user_id: str) -> Mapping[str, int]:
    """How many undecided quotations somebody has."""
    return {"quotes": len(work.all(queries.undecided_of(user_id)))}


def hand_over_quotes(work: Work, entry: Entry) -> None:
    """The leaver's undecided quotations and what is to be chased go to the receivers; states and dates stay."""
    handover = work.one(handover_by_id(work.user, entry.subject_id))
    for quote in work.all(queries.undecided_of(handover.leaver_id)):
        _hand_over(work, handover, quote)


def _hand_over(work: Work, handover: Handover, quote: Quote) -> None:
    receiver_id = handover.receiver_of(quote.account_id)
    work.act("quote.hand_over", quote, handover_id=handover.id, to_id=receiver_id)
    quote.owner_id = receiver_id
    for step in work.all(queries.open_steps(work.user, quote.id)):
        step.owner_id = receiver_id
    _look_again(work, Quote.id == quote.id)
    if quote.price_state == PriceState.ASKED and quote.state in WRITABLE:
        actions.pass_on_price(work, quote)
    handover.add("quotes", receiver_id)


def _look_again(work: Work, *which: ColumnElement[bool]) -> None:
    """Every quotation that was sent and is not answered is looked at by itself, one transaction each."""
    sent = select(Quote.id).where(Quote.state == State.SENT, Quote.deleted_at.is_(None), *which)
    looked_at = {"due_at": work.now, "attempts": 0, "parked_at": None}
    work.db.execute(update(Validity).where(Validity.id.in_(sent)).values(**looked_at))
