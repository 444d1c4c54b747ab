"""What the end of a quotation means for the opportunity it was made for.

An order wins the opportunity by itself when it settles it: nothing else is offered for it, all its orders are in one
currency, and its owner did not say that it is worth more than what was ordered. Everything else is a question, because
several quotations for one opportunity may be parts of it or instead of each other, and only people know. A lost
quotation never loses an opportunity by itself: often there is another offer.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kamfield.core.codes import code_list
from kamfield.core.texts import N_
from kamfield.opportunities.rules.stages import DECIDED, Status
from kamfield.quotes.rules.states import State


class WhenWon(StrEnum):
    """What an order makes of the opportunity."""

    WON = "won"
    OPEN = "open"


class WhenLost(StrEnum):
    """What a refusal makes of the opportunity."""

    LOST = "lost"
    OPEN = "open"


class Ask(StrEnum):
    """What is to be asked about an opportunity after one of its quotations has ended."""

    IS_IT_DECIDED = "is_it_decided"
    IS_IT_OPEN = "is_it_open"


ASK_LABELS = {
    Ask.IS_IT_DECIDED: N_("No quotation for it is open any more: is it won or lost, or will there be another offer?"),
    Ask.IS_IT_OPEN: N_("It was decided before this order: should a manager open it again?"),
}
CODE_LISTS = (code_list("opportunity_ask", Ask, ASK_LABELS),)


@dataclass(frozen=True)
class Orders:
    """All orders of an opportunity: their sum, or None when they are in several currencies."""

    amount: Decimal | None
    currency: str


@dataclass(frozen=True)
class Worth:
    """What the owner of an opportunity says it is worth; nothing when a quotation says it."""

    amount: Decimal | None
    currency: str


def settles(orders: Orders, worth: Worth, open_quotes: int) -> bool:
    """Whether what was ordered is all there is to be had."""
    if open_quotes or orders.amount is None:
        return False
    return worth.amount is None or (worth.currency == orders.currency and worth.amount <= orders.amount)


def question(ended: State, status: Status, open_quotes: int, *, more_ordered: bool, is_told: bool) -> Ask | None:
    """What is to be asked when a quotation has ended; nothing that somebody told already.

    `more_ordered` says that the orders come to more than the opportunity was won with.
    """
    if status in DECIDED:
        overtaken = ended == State.WON and (status == Status.LOST or more_ordered)
        return Ask.IS_IT_OPEN if overtaken else None
    return Ask.IS_IT_DECIDED if not open_quotes and not is_told else None
