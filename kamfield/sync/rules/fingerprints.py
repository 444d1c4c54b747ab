"""A number for a table, by which a phone and the server see whether they have the same rows.

Each row is hashed by FNV-1a (32 bits: http://www.isthe.com/chongo/tech/comp/fnv/) over the UTF-8 of what JavaScript's
`JSON.stringify` makes of its values; the table's number is the exclusive or of all rows, in no order.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

import orjson

_START, _PRIME, _BITS = 0x811C9DC5, 0x01000193, 0xFFFFFFFF


@dataclass(frozen=True)
class Fingerprint:
    """How many rows, and their hashes in one."""

    count: int = 0
    xor: int = 0

    def plus(self, rows: Iterable[Sequence[Any]]) -> "Fingerprint":
        """With more rows."""
        count, xor = self.count, self.xor
        for row in rows:
            count += 1
            xor ^= hashed(row)
        return Fingerprint(count, xor)


def hashed(values: Sequence[Any]) -> int:
    """The hash of a row: its id, and its columns in the order of the schema."""
    number = _START
    for byte in orjson.dumps([_as_in_javascript(value) for value in values]):
        number = (number ^ byte) * _PRIME & _BITS
    return number


def _as_in_javascript(value: Any) -> Any:
    """31.0 is written 31 there, and small numbers without an exponent."""
    if not isinstance(value, float):
        return value
    if not isfinite(value):
        return None
    if value.is_integer() and abs(value) < 2**53:
        return int(value)
    return orjson.Fragment(_written(value)) if abs(value) < 1e-4 or abs(value) >= 2**53 else value


def _written(value: float) -> str:
    digits, _, exponent = repr(value).partition("e")
    if not exponent:
        return digits
    power = int(exponent)
    if -7 < power < 21:
        return f"{value:.{max(0, -power + len(digits.replace('-', '').replace('.', '')) - 1)}f}"
    return f"{digits}e{power:+d}"
