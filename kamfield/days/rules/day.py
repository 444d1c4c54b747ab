"""A day as the phone shows it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kamfield.core.once import once_each
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


def to_chase(steps: Some) -> Some:
    """The quotations behind some steps: two steps of one are one call to make."""
    quotes = once_each(steps.items, "quote_id")
    return Some(steps.count - len(steps.items) + len(quotes), quotes[:MOST_ITEMS])


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
