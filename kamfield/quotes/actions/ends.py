"""What the end of a quotation means for its opportunity: decided in the same step, left open, or a question."""

from dataclasses import dataclass
from typing import Any

from kamfield.core.errors import invalid
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.opportunities import actions as opportunities
from kamfield.opportunities import queries as opportunity_queries
from kamfield.opportunities.models import Opportunity
from kamfield.opportunities.rules.offers import Offer
from kamfield.opportunities.rules.stages import FigureSource, Status
from kamfield.quotes import queries
from kamfield.quotes.models import Quote
from kamfield.quotes.rules.ends import ASK_LABELS, Ask, Orders, WhenLost, WhenWon, Worth, question, settles
from kamfield.quotes.rules.states import State


@dataclass(frozen=True)
class Left:
    """An opportunity after one of its quotations has ended; its columns are its own."""

    opportunity: Opportunity
    open_quote_count: int
    asks: Ask | None

    @property
    def question(self) -> str | None:
        """The same in words: a text of the catalogues."""
        return ASK_LABELS[self.asks] if self.asks else None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.opportunity, name)


@dataclass(frozen=True)
class Ended:
    """A quotation that has ended, and its opportunity where the user sees it; the columns are the quotation's."""

    quote: Quote
    opportunity: Left | None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.quote, name)


def after_order(work: Work, quote: Quote, told: WhenWon | None = None) -> Ended:
    """Wins the opportunity with what was ordered, when the user says so or the order settles it."""
    found = _opportunity(work, quote, needed=told == WhenWon.WON)
    if found is None:
        return Ended(quote, None)
    orders = orders_of(work, found.id)
    by_itself = told is None and found.is_open and _is_settled_by(work, found, orders)
    if by_itself or (told == WhenWon.WON and found.status != Status.WON):
        order = Offer(quote.id, orders.amount, orders.currency)
        opportunities.win(work, found.id, quote.decided_on, order)
    return Ended(quote, _left(work, quote, found, is_told=told is not None))


def after_refusal(work: Work, quote: Quote, told: WhenLost | None = None, learned: str | None = None) -> Ended:
    """Loses the opportunity for the same reason, when the user says so."""
    if learned is not None and told != WhenLost.LOST:
        text = N_("What was learned is noted with the opportunity: say that it is lost too.")
        raise invalid("/learned", "of-the-opportunity", text)
    found = _opportunity(work, quote, needed=told == WhenLost.LOST)
    if found is None:
        return Ended(quote, None)
    if told == WhenLost.LOST and found.status != Status.LOST:
        why = quote.loss_reason or "", quote.lost_to, learned
        opportunities.lose(work, found.id, *why, quote.decided_on)
    return Ended(quote, _left(work, quote, found, is_told=told is not None))


def asks(work: Work, quote: Quote, found: Opportunity, *, is_told: bool = False) -> Ask | None:
    """What is to be asked about an opportunity after this quotation of it has ended."""
    more = _exceeds(orders_of(work, found.id), found)
    open_quotes = len(work.all(queries.open_for(found.id)))
    return question(State(quote.state), Status(found.status), open_quotes, more_ordered=more, is_told=is_told)


def orders_of(work: Work, opportunity_id: str) -> Orders:
    """What was ordered of an opportunity so far."""
    work.db.flush()
    sums = work.db.execute(queries.orders_for(opportunity_id)).all()
    return Orders(sums[0].amount, sums[0].currency) if len(sums) == 1 else Orders(None, "")


def _opportunity(work: Work, quote: Quote, *, needed: bool) -> Opportunity | None:
    found = None
    if quote.opportunity_id is not None:
        found = work.db.scalars(opportunity_queries.by_id(work.user, quote.opportunity_id)).one_or_none()
    if found is None and needed:
        text = N_("This quotation was made for no opportunity, or for one out of your reach.")
        raise invalid("/opportunity", "no-opportunity", text)
    return found


def _is_settled_by(work: Work, found: Opportunity, orders: Orders) -> bool:
    own = found.amount if found.amount_source == FigureSource.OWN else None
    others = len(work.all(queries.open_for(found.id)))
    may = work.house.permits(work, "opportunity.win", found)
    return bool(may) and settles(orders, Worth(own, found.currency), others)


def _left(work: Work, quote: Quote, found: Opportunity, *, is_told: bool) -> Left:
    return Left(found, len(work.all(queries.open_for(found.id))), asks(work, quote, found, is_told=is_told))


def _exceeds(orders: Orders, found: Opportunity) -> bool:
    same = orders.currency == found.currency
    return same and orders.amount is not None and orders.amount > (found.amount or 0)
