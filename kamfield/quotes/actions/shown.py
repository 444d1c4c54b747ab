"""A quotation as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kamfield.core.work import Work
from kamfield.quotes import queries
from kamfield.quotes.actions.prices import needs_approval
from kamfield.quotes.models import Quote, QuoteLine, Revision
from kamfield.quotes.rules.money import TaxShare, totals


@dataclass(frozen=True)
class InCurrency:
    """A line or a share of the tax with the currency its money is in."""

    priced: QuoteLine | TaxShare
    currency: str

    def __getattr__(self, name: str) -> Any:
        return getattr(self.priced, name)


@dataclass(frozen=True)
class QuoteInFull:
    """A quotation with its lines; the columns of the quotation are its own."""

    quote: Quote
    lines: Sequence[InCurrency]
    taxes: Sequence[InCurrency]
    needs_price_approval: bool

    def __getattr__(self, name: str) -> Any:
        return getattr(self.quote, name)


@dataclass(frozen=True)
class RevisionInFull:
    """An earlier revision with its lines; its columns are its own."""

    frozen: Revision
    lines: Sequence[InCurrency]
    taxes: Sequence[InCurrency]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.frozen, name)


def shown(work: Work, quote_id: str) -> QuoteInFull:
    """A quotation in full, as it is after what was just done."""
    work.db.flush()
    quote = work.one(queries.by_id(work.user, quote_id))
    lines = work.all(queries.lines_of(quote.id, quote.revision))
    told, taxes = _told(lines, quote.currency)
    return QuoteInFull(quote, told, taxes, needs_approval(work, quote))


def revision_shown(work: Work, revision_id: str) -> RevisionInFull:
    """An earlier revision in full."""
    frozen = work.one(queries.revision_by_id(work.user, revision_id))
    lines = work.all(queries.lines_of(frozen.quote_id, frozen.revision))
    return RevisionInFull(frozen, *_told(lines, frozen.currency))


def _told(lines: Sequence[QuoteLine], currency: str) -> tuple[list[InCurrency], list[InCurrency]]:
    taxes = totals(lines).taxes
    return [InCurrency(one, currency) for one in lines], [InCurrency(one, currency) for one in taxes]
