"""What happens to quotations by itself: they expire."""

from datetime import datetime

from kamfield.core.work import Work
from kamfield.outside import Outside
from kamfield.quotes import actions, queries
from kamfield.quotes.models import Validity
from kamfield.quotes.rules import State


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
