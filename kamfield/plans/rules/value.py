"""What a month is worth: the amounts its visits are after, by the chance that each becomes an order; pure and exact."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from kamfield.opportunities.rules.stages import Status

CERTAIN, HOPELESS = 100, 0


@dataclass(frozen=True, slots=True)
class Aim:
    """A line's opportunity: its amount and probability, and the line's own probability where there is one."""

    opportunity_id: str
    status: str
    amount: Decimal | None
    currency: str
    probability: int
    override: int | None = None

    @property
    def chance(self) -> int:
        """From 0 to 100: the line's own, else the opportunity's; what is won is certain and what is lost is nothing."""
        if self.status in {Status.WON, Status.LOST}:
            return CERTAIN if self.status == Status.WON else HOPELESS
        return self.probability if self.override is None else self.override

    @property
    def value(self) -> Decimal:
        """Amount times chance, not rounded; nothing without an amount."""
        return (self.amount or Decimal(0)) * self.chance * Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Worth:
    """The opportunities of one currency: how many, those without an amount, all amounts, and those times the chance."""

    currency: str
    opportunities: int
    without_amount: int
    amount: Decimal
    value: Decimal


def worth_of(aims: Iterable[Aim]) -> list[Worth]:
    """What a plan is worth in each currency: an opportunity counts once, with its best chance among the lines."""
    best: dict[str, Aim] = {}
    for aim in aims:
        known = best.get(aim.opportunity_id)
        if known is None or aim.chance > known.chance:
            best[aim.opportunity_id] = aim
    currencies = sorted({aim.currency for aim in best.values()})
    return [_worth(currency, [aim for aim in best.values() if aim.currency == currency]) for currency in currencies]


def _worth(currency: str, aims: list[Aim]) -> Worth:
    amounts = [aim.amount for aim in aims if aim.amount is not None]
    value = sum((aim.value for aim in aims), Decimal(0))
    return Worth(currency, len(aims), len(aims) - len(amounts), sum(amounts, Decimal(0)), value)
