"""What is to be expected: amount × probability, by the month of the expected close.

Nothing is rounded on the way. A batch of opportunities with one probability is worth `amount × probability / 100`
exactly; batches are added up exactly, and each figure is rounded once, when it is shown: to two places, halves away
from zero. So a figure is never more than half a cent from the truth, and a total is the rounded sum, not the sum of
rounded parts: it may differ from them by a cent. Currencies are never added to each other.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import TypeVar

Key = TypeVar("Key")

CENT = Decimal("0.01")
MOST_MONTHS = 36
USUAL_MONTHS = 12


class By(StrEnum):
    """What the forecast is broken down by, beside month and currency."""

    MONTH = "month"
    OWNER = "owner"
    TEAM = "team"


class Part(StrEnum):
    """What is still to come in its month, what should have closed by now, what was won."""

    EXPECTED = "expected"
    OVERDUE = "overdue"
    WON = "won"


@dataclass(frozen=True, slots=True)
class Batch:
    """So many opportunities of an owner with one probability that close in a month; `valued` of them have an amount."""

    part: Part
    month: date | None
    owner_id: str | None
    currency: str
    probability: int
    count: int
    valued: int
    amount: Decimal

    @property
    def weighted(self) -> Decimal:
        """Amount × probability, exactly."""
        return (self.amount * self.probability).scaleb(-2)


@dataclass(slots=True)
class Sum:
    """What batches of one currency are worth together."""

    currency: str = ""
    count: int = 0
    without_amount: int = 0
    amount: Decimal = Decimal(0)
    exactly: Decimal = Decimal(0)

    def add(self, batch: Batch) -> None:
        """One more batch."""
        self.currency = batch.currency
        self.count += batch.count
        self.without_amount += batch.count - batch.valued
        self.amount += batch.amount
        self.exactly += batch.weighted

    @property
    def weighted(self) -> Decimal:
        """Amount × probability as it is shown."""
        return self.exactly.quantize(CENT, ROUND_HALF_UP)


def summed(batches: Iterable[Batch], keys: Callable[[Batch], Iterable[Key]]) -> dict[Key, Sum]:
    """The batches added up under each of their keys: a batch with two keys counts in both."""
    sums: dict[Key, Sum] = {}
    for batch in batches:
        for key in keys(batch):
            sums.setdefault(key, Sum()).add(batch)
    return sums


def months_after(month: date, count: int) -> date:
    """The first day of the month so many months later."""
    later = month.year * 12 + month.month - 1 + count
    return date(later // 12, later % 12 + 1, 1)
