"""What happens to quotations by itself: they expire, and they go to others when their owner leaves."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select, update

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

    It is looked at too when the policy's ladder changes: then its steps follow.
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
    """Another ladder holds also for what was sent: each quotation is looked at by itself, one transaction each."""
    if entry.details.keys() & LADDER_POLICIES:
        sent = select(Quote.id).where(Quote.state == State.SENT, Quote.deleted_at.is_(None))
        looked_at = {"due_at": work.now, "attempts": 0, "parked_at": None}
        work.db.execute(update(Validity).where(Validity.id.in_(sent)).values(**looked_at))


def ask_the_next_one_up(work: Work, _outside: Outside, row: PriceWait) -> datetime | None:
    """A price that nobody decided about in the policy's hours goes one level up."""
    quote = work.db.scalars(queries.by_id(work.user, row.id)).one_or_none()
    if quote is None or quote.price_state != PriceState.ASKED or quote.state not in WRITABLE:
        return None
    return actions.escalate_price(work, quote)


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
    handover.add("quotes", receiver_id)
