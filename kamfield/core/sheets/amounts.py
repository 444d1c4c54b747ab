"""Numbers in cells, as English, European and Chinese hands write them; what can be read two ways is not guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from kamfield.core.sheets.errors import BadCell

DecimalMark = Literal[".", ","]

_CURRENCY = re.compile(r"(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|US\$|HK\$|[¥$€£]|人民币|美元|欧元|元)", re.IGNORECASE)
_SCALES = {"千": 3, "万": 4, "萬": 4, "百万": 6, "千万": 7, "亿": 8, "億": 8}
_SCALED = re.compile(r"(.*?)(百万|千万|千|万|萬|亿|億)?")
_MINUS = str.maketrans("−–—", "---")
_GROUPED = {  # whole part with or without groups of three, then the decimal part
    ".": re.compile(r"(\d{1,3}(?:[, ']\d{3})+|\d+)?(?:\.(\d*))?"),
    ",": re.compile(r"(\d{1,3}(?:[. ']\d{3})+|\d+)?(?:,(\d*))?"),
}
_EXPONENT = re.compile(r"\d+(?:\.\d+)?[eE][+-]?\d{1,2}")


def decimal(value: str, mark: DecimalMark | None = None) -> Decimal | None:
    """The number in a cell; None for an empty one.

    Read: `1,234.50` and `1.234,50` and `1 234,50`, currency signs and names, `(12)` and `12-` as negative, full-width
    digits, `12.5万` (×10⁴), 千 百万 千万 亿. Without `mark`, `1,234` and `1.234` raise BadCell `ambiguous-number`; give
    the column's mark (see `decimal_mark_of`; spreadsheets always "."). A percentage raises `percent`: whether 60% is
    60 or 0.6 is for the column to say. K and M are not read: M is a thousand in one trade, a million in another.
    """
    bare, negative = _signed(_bare(value))
    if not bare:
        if value.strip():
            raise BadCell("not-a-number", value)
        return None
    if bare.endswith("%"):
        raise BadCell("percent", value)
    number = _scaled(bare, value, mark)
    return -number if negative else number


def integer(value: str, mark: DecimalMark | None = None) -> int | None:
    """A whole number; `1,234` is one, for a comma cannot be its decimal mark; else BadCell `not-an-integer`."""
    number = decimal(value, mark or ("." if re.search(r"\d,\d{3}\b", _bare(value)) and "." not in value else None))
    if number is not None and number != number.to_integral_value():
        raise BadCell("not-an-integer", value)
    return None if number is None else int(number)


def decimal_mark_of(values: Iterable[str]) -> DecimalMark | None:
    """The mark a column's unambiguous cells agree on; None when they are silent or contradict each other."""
    marks: set[DecimalMark] = set()
    for value in values:
        bare = _SCALED.fullmatch(_signed(_bare(value))[0].rstrip("%"))
        readings = _readings(bare[1].strip()) if bare else {}
        if len(readings) == 1 and not bare[1].strip().isdigit():  # type: ignore[index]
            marks.update(readings)
    return marks.pop() if len(marks) == 1 else None


def _bare(value: str) -> str:
    plain = unicodedata.normalize("NFKC", value).translate(_MINUS).replace("’", "'")
    return " ".join(_CURRENCY.sub(" ", plain).split())


def _signed(bare: str) -> tuple[str, bool]:
    """Without its sign, and whether that was a minus: before, behind, or as brackets in accounts."""
    if bare.startswith("(") and bare.endswith(")"):
        return bare[1:-1].strip(), True
    if bare.startswith(("-", "+")):
        return bare[1:].strip(), bare[0] == "-"
    return (bare[:-1].strip(), True) if bare.endswith("-") else (bare, False)


def _scaled(bare: str, value: str, mark: DecimalMark | None) -> Decimal:
    match = _SCALED.fullmatch(bare)
    digits, scale = (match[1].strip(), match[2]) if match else (bare, None)
    return _plain(digits, value, mark).scaleb(_SCALES.get(scale or "", 0))


def _plain(digits: str, value: str, mark: DecimalMark | None) -> Decimal:
    if _EXPONENT.fullmatch(digits):
        return Decimal(digits)
    readings = {found: number for found, number in _readings(digits).items() if mark in (None, found)}
    if not readings:
        raise BadCell("not-a-number", value)
    if len(set(readings.values())) > 1:
        raise BadCell("ambiguous-number", value)
    return next(iter(readings.values()))


def _readings(digits: str) -> dict[DecimalMark, Decimal]:
    """What the digits mean under each decimal mark that fits them; `0,123` fits one: no group begins with 0."""
    found: dict[DecimalMark, Decimal] = {}
    for mark in (".", ","):
        match = _GROUPED[mark].fullmatch(digits)
        if match and (match[1] or match[2]) and not re.match(r"0[,. ']", match[1] or ""):
            whole = re.sub(r"[,. ']", "", match[1] or "0")
            found[mark] = Decimal(f"{whole}.{match[2] or '0'}") if match[2] else Decimal(whole)
    return found
