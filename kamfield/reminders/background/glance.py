"""What a person would rather look at than read: the week of a rep, the cover of a team."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from babel.dates import format_skeleton

from kamfield.core.texts import N_, translate
from kamfield.core.weeks import Week
from kamfield.core.work import Actor, Work
from kamfield.policies import queries as policies
from kamfield.reminders.background.numbers import THINGS, VISITS, numbered
from kamfield.reminders.queries import cover as queries
from kamfield.reminders.rules import wording

WORKING_DAYS = 5
MOST_PEOPLE = 9
MONTH_DAYS = 31


@dataclass(frozen=True)
class DayCount:
    """How many visits and how many other things a day holds."""

    day: date
    visits: int
    todos: int


@dataclass(frozen=True)
class Cell:
    """Clients of one tier: all of them, visited, and not visited but planned."""

    tier: str
    all: int
    reached: int
    to_come: int


@dataclass(frozen=True)
class CoverRow:
    """How far somebody has come with the clients of each tier; without a name it is the team."""

    name: str | None
    cells: Sequence[Cell]


def days_of(week: Week, visits: Iterable[Any], others: Iterable[Any]) -> list[DayCount]:
    """The days from Monday to Friday, and the weekend when it holds something."""
    met, to_do = Counter(one.day for one in visits), Counter(day for one in others for day in one.days)
    days = [week.monday + timedelta(days=number) for number in range(7)]
    counted = [DayCount(day, met[day], to_do[day]) for day in days]
    full = any(one.visits or one.todos for one in counted[WORKING_DAYS:])
    return counted if full else counted[:WORKING_DAYS]


def week_chart(days: Sequence[DayCount], locale: str) -> Mapping[str, Any]:
    """The week as a picture; as a mapping that can be stored."""
    spoken = wording.spoken(locale)
    return {
        "chart": "week",
        "days": [
            {
                "label": format_skeleton("E", one.day, locale=spoken),
                "date": format_skeleton("d", one.day, locale=spoken),
                "first": one.visits,
                "second": one.todos,
            }
            for one in days
        ],
        "legend": [translate(text, locale) for text in (N_("Visits"), N_("To-dos and follow-ups"))],
    }


def week_words(days: Sequence[DayCount], locale: str) -> list[str]:
    """The same in words, a line per day."""
    return [translate(_said(one), locale, **_values(one, locale)) for one in days]


def covered(work: Work, manager: Actor, today: date) -> list[CoverRow]:
    """The team first, then those who have most left to do, for the tiers that are due every month; may be empty."""
    every_days = policies.current(work).visit_every_days
    tiers = [tier for tier, days in every_days.items() if days <= MONTH_DAYS]
    first = today.replace(day=1)
    month = (first, (first + timedelta(days=MONTH_DAYS)).replace(day=1) - timedelta(days=1))
    total = work.row(queries.cover(manager, month, today, tiers))
    people = work.db.execute(queries.cover_by_rep(manager, month, today, tiers).limit(MOST_PEOPLE)).all()
    rows = [CoverRow(None, _cells(total, tiers)), *(CoverRow(one.name, _cells(one, tiers)) for one in people)]
    return rows if people else []


def cover_chart(rows: Sequence[CoverRow], locale: str) -> Mapping[str, Any]:
    """The cover as a picture; as a mapping that can be stored."""
    cells = [[[one.reached, one.to_come, one.all] for one in row.cells] for row in rows]
    legend = (N_("visited"), N_("still planned"), N_("neither"))
    return {
        "chart": "cover",
        "rows": [{"name": _name(row, locale), "cells": of_row} for row, of_row in zip(rows, cells, strict=True)],
        "classes": [one.tier for one in rows[0].cells],
        "legend": [translate(text, locale) for text in legend],
    }


def cover_words(rows: Sequence[CoverRow], locale: str) -> list[str]:
    """The same in words, a line per person."""
    return [
        translate(N_("%(what)s: %(value)s"), locale, what=_name(row, locale), value=_told(row, locale)) for row in rows
    ]


def _said(one: DayCount) -> str:
    if one.visits or one.todos:
        return N_("%(day)s: %(what)s")
    return N_("%(day)s: nothing yet")


def _values(one: DayCount, locale: str) -> dict[str, Any]:
    what = numbered(((one.visits, VISITS), (one.todos, THINGS)), locale)
    return {"day": wording.day(one.day, locale), "what": what}


def _told(row: CoverRow, locale: str) -> str:
    told = (_cell_told(one) for one in row.cells if one.all)
    return translate(N_("; "), locale).join(translate(said, locale, **values) for said, values in told)


def _cell_told(cell: Cell) -> tuple[str, dict[str, Any]]:
    if cell.to_come:
        return N_("%(tier)s %(reached)s of %(all)s visited, %(to_come)s planned"), vars(cell)
    return N_("%(tier)s %(reached)s of %(all)s visited"), vars(cell)


def _name(row: CoverRow, locale: str) -> str:
    return row.name or translate(N_("Whole team"), locale)


def _cells(row: Any, tiers: Collection[str]) -> list[Cell]:
    found = row._mapping
    return [Cell(tier, found[f"{tier}_all"], found[f"{tier}_reached"], found[f"{tier}_to_come"]) for tier in tiers]
