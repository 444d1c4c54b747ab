"""Days in cells, as English, European and Chinese hands write them; what can be read two ways is not guessed."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Literal

from kamfield.core.sheets.errors import BadCell

DayOrder = Literal["dmy", "mdy"]

_TIME = r"(?:[T ]\s*\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?\s*(?:[ap]m|z|[+-]\d{2}:?\d{2})?)?"
_YEAR_FIRST = re.compile(
    rf"(\d{{4}})\s*([-/.年])\s*(\d{{1,2}})\s*[-/.月]\s*(\d{{1,2}})\s*[日号]?{_TIME}", re.IGNORECASE
)
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_YEAR_LAST = re.compile(rf"(\d{{1,2}})\s*([-/.])\s*(\d{{1,2}})\s*\2\s*(\d{{4}}|\d{{2}}){_TIME}", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY_NAMED_MONTH = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th)?[ .-]+([a-z]{{3,9}})[ .,-]+(\d{{4}}|\d{{2}}){_TIME}", re.IGNORECASE
)
_NAMED_MONTH_DAY = re.compile(
    rf"([a-z]{{3,9}})[ .-]+(\d{{1,2}})(?:st|nd|rd|th)?[ ,-]+(\d{{4}}|\d{{2}}){_TIME}", re.IGNORECASE
)


def day(value: str, order: DayOrder | None = None) -> date | None:
    """The day in a cell; None for an empty one; a time of day beside it is left out.

    Read: `2026-03-01`, `2026/3/1`, `2026.3.1`, `20260301`, `2026年3月1日`, `1 Mar 2026`, `March 1, 2026`, `1.3.2026`
    (dots: day first everywhere), `25/04/2026` (no 25th month). `03/04/2026` needs `order`, else BadCell
    `ambiguous-date`. Further codes: `two-digit-year`, `no-such-date`, `not-a-date`.
    """
    typed = " ".join(unicodedata.normalize("NFKC", value).split())
    if not typed:
        return None
    if match := _YEAR_FIRST.fullmatch(typed):
        return _built(match[1], match[3], match[4], value)
    if match := _COMPACT.fullmatch(typed):
        return _built(match[1], match[2], match[3], value)
    if match := _YEAR_LAST.fullmatch(typed):
        return _numeric(match, value, order)
    return _named(typed, value)


def _numeric(match: re.Match[str], value: str, order: DayOrder | None) -> date:
    first, separator, second, year = match.groups()
    fitting = [found for found in ("dmy", "mdy") if int(second if found == "dmy" else first) <= 12]
    if separator == ".":
        order = "dmy"
    if order is None and len(fitting) == 2 and int(first) != int(second):
        raise BadCell("ambiguous-date", value)
    month_first = (order or (fitting or ["dmy"])[0]) == "mdy"
    return _built(year, first if month_first else second, second if month_first else first, value)


def _named(typed: str, value: str) -> date:
    if match := _DAY_NAMED_MONTH.fullmatch(typed):
        day_of_month, name, year = match.groups()
    elif match := _NAMED_MONTH_DAY.fullmatch(typed):
        name, day_of_month, year = match.groups()
    else:
        raise BadCell("not-a-date", value)
    if name[:3].lower() not in _MONTHS:
        raise BadCell("not-a-date", value)
    return _built(year, str(_MONTHS.index(name[:3].lower()) + 1), day_of_month, value)


def _built(year: str, month: str, day_of_month: str, value: str) -> date:
    if len(year) == 2:
        raise BadCell("two-digit-year", value)
    try:
        return date(int(year), int(month), int(day_of_month))
    except ValueError:
        raise BadCell("no-such-date", value) from None
