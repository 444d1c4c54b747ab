"""A quotation as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kamfield.core.work import Work
from kamfield.policies import queries as policies
from kamfield.quotes import queries
from kamfield.quotes.models import Quote, QuoteLine
from kamfield.quotes.rules.money import TaxShare, totals
from kamfield.quotes.rules.price import PriceState


@dataclass(frozen=True)
class QuoteInFull:
    """A quotation with its lines; the columns of the quotation are its own."""

    quote: Quote
    lines: Sequence[QuoteLine]
    taxes: Sequence[TaxShare]
    needs_price_approval: bool

    def __getattr__(self, name: str) -> Any:
        return getattr(self.quote, name)


def shown(work: Work, quote_id: str) -> QuoteInFull:
    """A quotation in full, as it is after what was just done."""
    work.db.flush()
    quote = work.one(queries.by_id(work.user, quote_id))
    lines = work.all(queries.lines_of(quote.id, quote.revision))
    return QuoteInFull(quote, lines, totals(lines).taxes, needs_approval(work, quote))


def needs_approval(work: Work, quote: Quote) -> bool:
    """Whether a line has more discount than the policy allows, and no manager has approved it."""
    above_limit = quote.discount_percent > policies.current(work).discount_limit_percent
    return above_limit and quote.price_state != PriceState.APPROVED
