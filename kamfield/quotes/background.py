"""What happens to quotations by itself: they expire, and they go to others when their owner leaves."""

from collections.abc import Mapping
from datetime import datetime

from kamfield.core.journal import Entry
from kamfield.core.work import Work
from kamfield.outside import Outside
from kamfield.quotes import actions, queries
from kamfield.quotes.models import Quote, Validity
from kamfield.quotes.rules.states import State
from kamfield.users.models import Handover
from kamfield.users.queries import handover_by_id


def end_validity(work: Work, _outside: Outside, row: Validity) -> datetime | None:
    """Expires a quotation that is still unanswered after its last valid day; never over a won or lost one."""
    quote = work.db.scalars(queries.by_id(work.user, row.id)).one_or_none()
    if quote is None or quote.state != State.SENT:
        return None
    end = actions.end_of_validity(work, quote)
    if end is None or end > work.now:
        return end
    actions.expire(work, quote)
    return None


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
