"""What lines cost: exact decimals, rounded once per line, half up, to the smallest unit of the currency.

A line's net is quantity × price, less its discount; its tax is the rounded net × its rate. Both are rounded on the
line, as people do it on paper (2.345 → 2.35, away from zero), to as many places as the currency has in the CLDR: two
for CNY and EUR, none for JPY, three for KWD. Totals are sums of rounded lines, so every page adds up.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Protocol

from kamfield.core.money import usual_places

MOST_LINES = 500
LARGEST_TOTAL = Decimal(10) ** 13  # what an amount may be anywhere in the product
PRECISION = 60  # digits: more than quantity × price × rates can have, so that nothing is rounded on the way


class Costly(Protocol):
    """What the price of a line is made of."""

    quantity: Decimal
    price: Decimal
    discount_percent: Decimal
    tax_percent: Decimal


class Priced(Protocol):
    """A line with its price worked out."""

    tax_percent: Decimal
    net: Decimal
    tax: Decimal


@dataclass(frozen=True)
class Cost:
    """A line's net and tax, rounded."""

    net: Decimal
    tax: Decimal


@dataclass(frozen=True)
class TaxShare:
    """What is taxed at one rate."""

    percent: Decimal
    net: Decimal
    tax: Decimal


@dataclass(frozen=True)
class Totals:
    """Sums of lines; `taxes` by rate, the lowest first."""

    net: Decimal
    tax: Decimal
    gross: Decimal
    taxes: tuple[TaxShare, ...]


def smallest_unit(currency: str) -> Decimal:
    """`0.01` for CNY, `1` for JPY."""
    return Decimal(1).scaleb(-usual_places(currency))


def cost(line: Costly, currency: str) -> Cost:
    """A line's net and tax in the currency."""
    unit = smallest_unit(currency)
    with localcontext(prec=PRECISION):
        net = _rounded(line.quantity * line.price * (100 - line.discount_percent) / 100, unit)
        return Cost(net, _rounded(net * line.tax_percent / 100, unit))


def totals(lines: Iterable[Priced]) -> Totals:
    """The sums of lines of one currency."""
    by_rate: dict[Decimal, tuple[Decimal, Decimal]] = {}
    for line in lines:
        net, tax = by_rate.get(line.tax_percent, (Decimal(0), Decimal(0)))
        by_rate[line.tax_percent] = net + line.net, tax + line.tax
    shares = tuple(TaxShare(percent, *sums) for percent, sums in sorted(by_rate.items()))
    net, tax = sum((one.net for one in shares), Decimal(0)), sum((one.tax for one in shares), Decimal(0))
    return Totals(net, tax, net + tax, shares)


def _rounded(value: Decimal, unit: Decimal) -> Decimal:
    return value.quantize(unit, ROUND_HALF_UP)
