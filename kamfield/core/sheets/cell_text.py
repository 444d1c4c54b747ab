"""The text of a typed value, the same whether it was read from a spreadsheet or is written to a CSV."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from kamfield.core.amounts import amount_text

HALF_SECOND = timedelta(milliseconds=500)


def cell_text(value: object) -> str:
    """None is empty; booleans true/false; dates ISO; 85016.0 is 85016; no exponents; a midnight is its day.

    Exact numbers have no zeros at the end (12.50 is 12.5). Times are rounded to the second: spreadsheets keep
    them as fractions of a day.
    """
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            return number_text(value)
        case Decimal():
            return amount_text(value)
        case datetime() | date() | time() | timedelta():
            return _moment_text(value)
        case _:
            return str(value)


def number_text(value: float) -> str:
    """Fifteen significant digits, as spreadsheet programs show them, without an exponent."""
    if value != value or value in (float("inf"), float("-inf")):
        return ""
    text = f"{Decimal(f'{value:.15g}'):f}"
    return "0" if text == "-0" else text


def _moment_text(value: datetime | date | time | timedelta) -> str:
    match value:
        case datetime():
            return _instant_text(value)
        case time():
            return value.isoformat("seconds")
        case timedelta():
            return _duration_text(value)
        case _:
            return value.isoformat()


def _instant_text(value: datetime) -> str:
    whole = (value + HALF_SECOND).replace(microsecond=0)
    is_day = whole.time() == time() and whole.tzinfo is None
    return whole.date().isoformat() if is_day else whole.isoformat()


def _duration_text(value: timedelta) -> str:
    seconds = round(value.total_seconds())
    hours, rest = divmod(abs(seconds), 3600)
    return f"{'-' if seconds < 0 else ''}{hours}:{rest // 60:02d}:{rest % 60:02d}"
