"""How a value looks on a phone, which knows texts, numbers and booleans: no times, no amounts, no lists.

| on the server | on the phone | sent to a route |
|---|---|---|
| an instant | milliseconds since 1970 in UTC | RFC 3339 text |
| a day | text `2026-03-02` | the same |
| an amount with four places | whole number of ten-thousandths | text `"12.5"` |
| a list or an object | JSON text | the list or the object |
"""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from kamfield.core.amounts import amount_text

SCALE = 4
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    INSTANT = "instant"
    DAY = "day"
    DECIMAL = "decimal"
    JSON = "json"


# The three types that the client's schema has.
TYPES: Mapping[Kind, str] = {
    Kind.TEXT: "string",
    Kind.NUMBER: "number",
    Kind.BOOLEAN: "boolean",
    Kind.INSTANT: "number",
    Kind.DAY: "string",
    Kind.DECIMAL: "number",
    Kind.JSON: "string",
}


def to_phone(kind: Kind, value: Any) -> Any:
    """A stored value as a phone has it."""
    if value is None:
        return None
    if kind is Kind.INSTANT:
        return (value - _EPOCH) // _MILLISECOND
    if kind is Kind.DAY:
        return value.isoformat() if isinstance(value, date) else value
    if kind is Kind.DECIMAL:
        return int(Decimal(value).scaleb(SCALE))
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if kind is Kind.JSON else value


def to_route(kind: Kind, value: Any) -> Any:
    """A phone's value as a route takes it. What is none of the kind is handed on as it is: the route says so."""
    try:
        return _READERS[kind](value) if kind in _READERS and value is not None else value
    except (ValueError, TypeError, OverflowError, ArithmeticError):
        return value


def day_of(value: Any) -> date | None:
    """The day that a text names, if it does."""
    try:
        return date.fromisoformat(value)
    except (ValueError, TypeError):
        return None


def same(kind: Kind, theirs: Any, ours: Any) -> bool:
    """Whether a phone's value is the stored one (both as phones have them)."""
    if kind is Kind.JSON and theirs is not None and ours is not None:
        return bool(to_route(kind, theirs) == to_route(kind, ours))
    return bool(theirs == ours) and isinstance(theirs, bool) == isinstance(ours, bool)


def _instant(value: float) -> str:
    if isinstance(value, bool):
        raise TypeError
    return (_EPOCH + timedelta(milliseconds=value)).isoformat()


def _amount(value: float) -> str:
    whole = int(value)
    if isinstance(value, bool) or whole != value:
        raise TypeError
    return amount_text(Decimal(whole).scaleb(-SCALE))  # without zeros at the end: a rate has two places, not four


def _number(value: float) -> float:
    """JavaScript knows one kind of number: 60.0 minutes are 60."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


_READERS: Mapping[Kind, Any] = {
    Kind.INSTANT: _instant,
    Kind.DECIMAL: _amount,
    Kind.NUMBER: _number,
    Kind.JSON: json.loads,
}
