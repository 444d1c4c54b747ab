"""The price of a quotation as it stands on the page: plain values in the reader's words."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Offered:
    """A line of the quotation; `is_over` where its discount is above the limit."""

    product: str
    description: str
    quantity: str
    price: str
    discount: str
    net: str
    is_over: bool


@dataclass(frozen=True, slots=True)
class Step:
    """What somebody did about the price, in a sentence, and the words they added."""

    said: str
    comment: str = ""


@dataclass(frozen=True, slots=True)
class PricePage:
    """The whole page; `may_decide` when the price waits and the reader may say yes or no."""

    quote_id: str
    version: int
    reference: str
    title: str
    client: str
    rep: str
    state: str
    state_said: str
    standing: Sequence[Step]
    on_behalf_of: str
    may_decide: bool
    lines: Sequence[Offered]
    total: str
