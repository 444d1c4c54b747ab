"""How a quotation ends: won, lost, withdrawn, expired. The ladder ends with it."""

from datetime import date
from decimal import Decimal

from kamfield.core.work import Work
from kamfield.quotes import queries
from kamfield.quotes.actions.follow_ups import end_ladder
from kamfield.quotes.models import Quote


def win(work: Work, quote_id: str, decided_on: date | None = None) -> Quote:
    """The client ordered."""
    quote = work.one(queries.by_id(work.user, quote_id))
    work.act("quote.win", quote, number=quote.number, title=quote.title)
    quote.decide("quote.win", decided_on or work.today)
    end_ladder(work, quote)
    return quote


def lose(
    work: Work,
    quote_id: str,
    reason: str,
    lost_to: str | None = None,
    competitor_price: Decimal | None = None,
    decided_on: date | None = None,
) -> Quote:
    """The client will not order from us: why, who got it, and at what price."""
    quote = work.one(queries.by_id(work.user, quote_id))
    work.act("quote.lose", quote, number=quote.number, title=quote.title, reason=reason)
    quote.decide("quote.lose", decided_on or work.today)
    quote.loss_reason, quote.lost_to, quote.competitor_price = reason, lost_to, competitor_price
    end_ladder(work, quote)
    return quote


def withdraw(work: Work, quote_id: str, reason: str | None = None) -> Quote:
    """We take it back."""
    quote = work.one(queries.by_id(work.user, quote_id))
    work.act("quote.withdraw", quote, number=quote.number, title=quote.title, reason=reason)
    quote.decide("quote.withdraw", work.today)
    end_ladder(work, quote)
    return quote


def expire(work: Work, quote: Quote) -> None:
    """Its last valid day is over."""
    work.act("quote.expire", quote, number=quote.number, title=quote.title)
    quote.move("quote.expire")
    end_ladder(work, quote)
