"""Days, months, hours, money and lists as a reader writes them; what the templates of mails may call."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache, lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_interval, format_skeleton
from babel.lists import format_list

from kamfield.core.money import money_told, percent_told
from kamfield.core.texts import N_, translate
from kamfield.core.weeks import Week

# After the preheader nothing else shall stand in the preview of an inbox: characters that take no room.
FILLING = "\u034f\u200c\u00a0" * 80
NOON, EVENING = 12, 18


@dataclass(frozen=True)
class Month:
    """A month among the values of a notice, by its first day."""

    first: date


@dataclass(frozen=True)
class Days:
    """Several days among the values of a notice."""

    several: Sequence[date]


def tools(locale: str) -> dict[str, Any]:
    """What templates may call: `pair` is a thing and its value, `aside` what stands in brackets, `wide` a width."""
    return {
        "_": lambda text, **params: translate(text, locale, **params),
        "pair": lambda what, value: translate(N_("%(what)s: %(value)s"), locale, what=what, value=value),
        "aside": lambda text: translate(N_(" (%(beside)s)"), locale, beside=text),
        "wide": _columns,
        "filling": FILLING,
        "greeting": lambda name, at, zone: greeting(name, at.astimezone(zone), locale),
        "day": lambda on: day(on, locale),
        "days": lambda several: days(several, locale),
        "week_days": lambda week: week_days(week, locale),
        "month": lambda on: month(on, locale),
        "clock": lambda at, zone: f"{at.astimezone(zone):%H:%M}",
        "percent": lambda number: percent_told(number, locale),
        "since": lambda number, on: _since(number, on, locale),
        "money": lambda amount, currency: "" if amount is None else money_told(amount, currency, locale),
    }


def written(values: Mapping[str, Any], locale: str, zone: ZoneInfo, today: date | None = None) -> dict[str, Any]:
    """Days, months and instants as a reader writes them; everything else as it is.

    Of a day in another year than `today` the year is told.
    """
    return {name: _written(value, locale, zone, today) for name, value in values.items()}


def greeting(name: str, local: datetime, locale: str) -> str:
    """A mail of the morning may be late: a worker was down."""
    if local.hour < NOON:
        return translate(N_("Good morning, %(name)s"), locale, name=name)
    if local.hour < EVENING:
        return translate(N_("Good afternoon, %(name)s"), locale, name=name)
    return translate(N_("Good evening, %(name)s"), locale, name=name)


def day(on: date, locale: str, today: date | None = None) -> str:
    """A day as a reader writes it, with the day of the week."""
    return _formed(on, "MMMEd" if today is None or on.year == today.year else "yMMMEd", locale)


def days(several: Sequence[date], locale: str) -> str:
    """One day, or several in a row."""
    return format_list([day(one, locale) for one in several], locale=spoken(locale))


def week_days(week: Week, locale: str) -> str:
    """From which day to which a week goes: `Mar 9 – 15`."""
    return str(format_interval(week.monday, week.sunday, "MMMd", locale=spoken(locale)))


def month(first: date, locale: str) -> str:
    """A month and its year as a reader writes them."""
    return _formed(first, "yMMMM", locale)


def _written(value: object, locale: str, zone: ZoneInfo, today: date | None) -> object:
    if isinstance(value, Month):
        return month(value.first, locale)
    if isinstance(value, datetime):
        local = value.astimezone(zone)
        return translate(N_("%(day)s, %(hour)s"), locale, day=day(local.date(), locale, today), hour=f"{local:%H:%M}")
    if isinstance(value, date):
        return day(value, locale, today)
    return days(value.several, locale) if isinstance(value, Days) else value


@lru_cache(maxsize=512)  # the days of one week stand many times in thousands of mails
def _formed(on: date, skeleton: str, locale: str) -> str:
    return str(format_skeleton(skeleton, datetime.combine(on, time(), UTC), locale=spoken(locale)))


@cache
def spoken(locale: str) -> Locale:
    """A language as babel knows it; to look it up by name takes longer than to write a day."""
    return Locale.parse(locale.replace("-", "_"))


def _since(number: int, on: date, locale: str) -> str:
    text = N_("since %(day)s") if number == 1 else N_("%(number)s, the oldest since %(day)s")
    return translate(text, locale, number=number, day=day(on, locale))


def _columns(text: str) -> int:
    """How wide a text is where every letter has one width; a Chinese one has two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
