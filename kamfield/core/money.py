"""Amounts of money, and of anything else where only the row says which of them it is."""

from decimal import Decimal
from functools import cache

from babel.numbers import format_currency, format_decimal, format_percent, get_currency_precision

from kamfield.core.amounts import amount_text


@cache
def usual_places(currency: str) -> int:
    """How many decimal places people give to a currency: two of CNY, none of JPY."""
    return get_currency_precision(currency)


def money_text(amount: Decimal, currency: str | None) -> str:
    """For programs: `1200.00` and `12.345` of a currency with two places, `1200` without a currency."""
    return amount_text(amount, usual_places(currency) if currency else 0)


def money_told(amount: Decimal, currency: str | None, locale: str) -> str:
    """For people: `CN¥1,200.00`, without a currency `1,200`; every place that is not zero is there."""
    spoken = locale.replace("-", "_")
    if currency:
        return str(format_currency(amount, currency, locale=spoken, decimal_quantization=False))
    return str(format_decimal(amount, locale=spoken, decimal_quantization=False))


def percent_told(percent: Decimal, locale: str) -> str:
    """For people: `15%`, and `12.5%` where it matters."""
    return str(format_percent(percent / 100, locale=locale.replace("-", "_"), decimal_quantization=False))
