"""The fields that a column can become, and how the text of a cell is read as each of them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import available_timezones

from kamfield.accounts.rules import CODE_LISTS
from kamfield.accounts.rules.imports import Target
from kamfield.core.sheets import amounts, clean, days
from kamfield.core.sheets.amounts import DecimalMark
from kamfield.core.sheets.days import DayOrder

MOST_TAGS = 30
MOST_AMOUNT = Decimal(10) ** 13
PLACES = 4

_TAG_MARKS = re.compile(r"[,;|，；、]")


@dataclass(frozen=True, slots=True)
class Manner:
    """How the people wrote who filled the file."""

    region: str
    decimal_mark: DecimalMark | None = None
    day_order: DayOrder | None = None


class Unfit(Exception):
    """The cell cannot be what its field holds; `code` is one of `imports.REASONS`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


Read = Callable[[str, Manner], Any]


def _text(most: int) -> Read:
    return lambda cell, _manner: clean.text(cell, most) or None


def _code_of(name: str) -> Read:
    """One of a code list: the code itself, its symbol, or its label in any language."""
    codes = next(one for one in CODE_LISTS if one.name == name)

    def read(cell: str, _manner: Manner) -> str | None:
        written = clean.text(cell)
        found = codes.meant(written) if written else None
        if written and found is None:
            raise Unfit("not-a-choice")
        return found

    return read


def _tags(cell: str, _manner: Manner) -> list[str] | None:
    found = [tag for part in _TAG_MARKS.split(cell) if (tag := clean.text(part, 50))]
    return list(dict.fromkeys(found))[:MOST_TAGS] or None


def _time_zone(cell: str, _manner: Manner) -> str | None:
    name = clean.text(cell)
    if name and name not in available_timezones():
        raise Unfit("not-a-time-zone")
    return name or None


def _amount(cell: str, manner: Manner) -> Decimal | None:
    number = amounts.decimal(cell, manner.decimal_mark)
    if number is not None and (abs(number) > MOST_AMOUNT or number != round(number, PLACES)):
        raise Unfit("too-large" if abs(number) > MOST_AMOUNT else "too-many-places")
    return number


def _country(cell: str, _manner: Manner) -> str | None:
    code = clean.text(cell).upper()
    if code and (len(code) != 2 or not code.isascii() or not code.isalpha()):
        raise Unfit("not-a-country")
    return code or None


def _degrees(cell: str, _manner: Manner) -> float | None:
    number = amounts.decimal(cell.strip(), "." if "." in cell else None)
    return None if number is None else float(number)


def _whole(least: int, most: int) -> Read:
    def read(cell: str, manner: Manner) -> int | None:
        number = amounts.integer(cell, manner.decimal_mark)
        if number is not None and not least <= number <= most:
            raise Unfit("too-small" if number < least else "too-large")
        return number

    return read


def _email(cell: str, _manner: Manner) -> str | None:
    return clean.email(cell)


def _phone(cell: str, manner: Manner) -> clean.Doubtful | None:
    return clean.phone(cell, manner.region)


def _day(cell: str, manner: Manner) -> date | None:
    return days.day(cell, manner.day_order)


_CONTACT: Mapping[str, Read] = {
    "name": _text(200),
    "title": _text(200),
    "department": _text(200),
    "phone": _phone,
    "mobile": _phone,
    "email": _email,
    "messenger": _text(200),
    "birthday": _day,
    "layer": _code_of("layer"),
}

FIELDS: Mapping[Target, Mapping[str, Read]] = {
    Target.ACCOUNTS: {
        "code": _text(64),
        "name": _text(200),
        "relationship": _code_of("relationship"),
        "tier": _code_of("tier"),
        "status": _code_of("account_status"),
        "industry": _text(100),
        "tags": _tags,
        "time_zone": _time_zone,
        "parent_code": _text(64),
        "lead": _email,
        "place.label": _text(200),
        "place.address": _text(500),
        "place.city": _text(200),
        "place.country": _country,
        "place.latitude": _degrees,
        "place.longitude": _degrees,
        "place.radius_metres": _whole(10, 50_000),
        **{f"contact.{name}": read for name, read in _CONTACT.items()},
    },
    Target.CONTACTS: {"account_code": _text(64), **_CONTACT},
}
REQUIRED: Mapping[Target, frozenset[str]] = {
    Target.ACCOUNTS: frozenset({"code", "name"}),
    Target.CONTACTS: frozenset({"account_code", "name"}),
}
OF_FACTS: Mapping[str, Read] = {"amount": _amount, "text": _text(2000), "due_on": _day}


def reader_of(target: Target, name: str) -> Read:
    """How the text of a cell is read as a field; the parts of facts are called `fact.0.amount`."""
    return FIELDS[target][name] if name in FIELDS[target] else OF_FACTS[name.rpartition(".")[2]]
