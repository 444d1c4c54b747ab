"""How a quotation ends: won, lost, withdrawn, expired. The ladder ends with it."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from kamfield.core.errors import invalid
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.quotes import queries
from kamfield.quotes.actions.ends import Ended, after_order, after_refusal
from kamfield.quotes.actions.follow_ups import end_ladder
from kamfield.quotes.models import Quote
from kamfield.quotes.rules.ends import WhenLost, WhenWon


def win(work: Work, quote_id: str, decided_on: date | None = None, opportunity: WhenWon | None = None) -> Ended:
    """The client ordered; with it the opportunity is won, left open, or asked about."""
    quote = work.one(queries.by_id(work.user, quote_id))
    work.act("quote.win", quote, **_told(quote, opportunity))
    _decide(work, quote, "quote.win", decided_on)
    return after_order(work, quote, opportunity)


def lose(
    work: Work,
    quote_id: str,
    reason: str,
    lost_to: str | None = None,
    competitor_price: Decimal | None = None,
    decided_on: date | None = None,
    opportunity: WhenLost | None = None,
    learned: str | None = None,
) -> Ended:
    """The client will not order from us: why, who got it, and at what price; with it the opportunity may be lost."""
    quote = work.one(queries.by_id(work.user, quote_id))
    work.act("quote.lose", quote, reason=reason, **_told(quote, opportunity))
    quote.loss_reason, quote.lost_to, quote.competitor_price = reason, lost_to, competitor_price
    _decide(work, quote, "quote.lose", decided_on)
    return after_refusal(work, quote, opportunity, learned)


def withdraw(work: Work, quote_id: str, reason: str | None = None) -> Ended:
    """We take it back."""
    quote = work.one(queries.by_id(work.user, quote_id))
    work.act("quote.withdraw", quote, reason=reason, **_told(quote, None))
    _decide(work, quote, "quote.withdraw", None)
    return after_refusal(work, quote)


def expire(work: Work, quote: Quote) -> None:
    """Its last valid day is over."""
    work.act("quote.expire", quote, number=quote.number, title=quote.title)
    quote.move("quote.expire")
    end_ladder(work, quote)


def _decide(work: Work, quote: Quote, verb: str, on: date | None) -> None:
    if on is not None and on > work.today:
        raise invalid("/decided_on", "in-the-future", N_("This day has not come yet."))
    quote.decide(verb, on or work.today)
    end_ladder(work, quote)


def _told(quote: Quote, opportunity: StrEnum | None) -> dict[str, Any]:
    """What the journal keeps: also whether somebody said what becomes of the opportunity."""
    said = {} if opportunity is None else {"opportunity": opportunity.value}
    return {"number": quote.number, "title": quote.title} | said
