"""A day as the phone shows it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kamfield.geo.point import Point
from kamfield.geo.travel import Leg, leg

MOST_VISITS = 50
MOST_ITEMS = 10
MOST_STEPS = 50
MOST_UNFINISHED = 10
MOST_CLIENTS = 3
PLAN_TOLD_DAYS = 5  # before the day on which a plan is due
MISSED_TOLD_DAYS = 7


@dataclass(frozen=True, slots=True)
class Some:
    """The first few rows of a list, and how many there are in all."""

    count: int
    items: Sequence[Any]


@dataclass(frozen=True, slots=True)
class DayVisit:
    """A visit as a row, who is to be met, and the way to it from the one before (or from where the day starts)."""

    visit: Any
    contact_names: Sequence[str]
    leg: Leg | None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.visit, name)


@dataclass(frozen=True, slots=True)
class Chase:
    """A quotation to chase as its earliest step, and all the days on which that was or is to be done."""

    earliest: Any
    days: Sequence[date]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.earliest, name)


@dataclass(frozen=True, slots=True)
class Day:
    """Everything of it. `travel` is the sum of the legs that are known."""

    on: date
    rep_id: str
    rep_name: str
    time_zone: str
    away: bool
    start: Point | None
    visits: Sequence[DayVisit]
    travel: Leg
    week: Any
    todos: Some
    follow_ups: Some
    alerts: Some


def once_each(steps: Some) -> Some:
    """Two steps of one quotation are one call to make."""
    of_quotes: dict[str, list[Any]] = {}
    for one in steps.items:
        of_quotes.setdefault(one.quote_id, []).append(one)
    chases = [Chase(several[0], [one.due_on for one in several]) for several in of_quotes.values()]
    return Some(steps.count - len(steps.items) + len(chases), chases[:MOST_ITEMS])


def legs_to(start: Point | None, points: Iterable[Point | None]) -> list[Leg | None]:
    """The way to each stop from the last known place before it; none to what has no place, or from nowhere."""
    found: list[Leg | None] = []
    before = start
    for point in points:
        found.append(leg(before, point) if before and point else None)
        before = point or before
    return found


def total(legs: Iterable[Leg | None]) -> Leg:
    """The known legs together."""
    known = [one for one in legs if one is not None]
    return Leg(sum(one.metres for one in known), sum(one.minutes for one in known))
