"""What is to be planned: days with working hours, and visits that are due.

Times are minutes from local midnight, days are numbered from the first one of the period (gaps such as weekends
count), ways are minutes. What a thing is worth is counted in minutes of the rep's time, so that everything can be
weighed against travel.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from math import ceil
from typing import Any

from kamfield.geo.point import Point
from kamfield.geo.travel import leg

Span = tuple[int, int]  # from, to


@dataclass(frozen=True, slots=True)
class Day:
    """A day on which the rep works. `spans` are the working hours, in order and apart from each other."""

    number: int
    weekday: int  # Monday is 0
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """A visit that should be made. Tasks of one `group` (an account) keep `apart_days` from each other.

    `worth` is what it costs to leave the visit out, `drift` each day between it and the day `due` (which may lie before
    the period). `hours` are when the client receives visitors, by weekday; None means always. `fixed` is a day, and
    perhaps a start, that nobody may change; `was_on` the day it is planned for so far.
    """

    id: str
    group: str
    minutes: int
    worth: int
    due: int
    point: Point | None = None
    apart_days: int = 1
    drift: float = 0
    hours: tuple[tuple[Span, ...], ...] | None = None
    fixed_day: int | None = None
    fixed_start: int | None = None
    was_on: int | None = None


@dataclass(frozen=True)
class Problem:
    """A period of one rep. Each day begins and ends at `start`; without one its first way and its last are free.

    `change_cost` is what it costs to move a visit that stands on a day already, in minutes.
    """

    days: tuple[Day, ...]
    tasks: tuple[Task, ...]
    start: Point | None = None
    change_cost: int = 90

    def stored(self) -> dict[str, Any]:
        """As JSON; `restored` is the way back."""
        return asdict(self)

    @cached_property
    def ways(self) -> list[list[int]]:
        """Minutes from each place to each other; 0 is the start, task `n` of `tasks` is `n + 1`.

        A client whose place is not known is thought to be where the day begins: so leaving a visit out never makes the
        rest of a day impossible.
        """
        given = [task.point for task in self.tasks]
        base = self.start or next((point for point in given if point), None)
        points = [self.start, *(point or base for point in given)]
        known: dict[tuple[Point, Point], int] = {}
        return [[_minutes(a, b, known) for b in points] for a in points]

    @cached_property
    def windows(self) -> list[list[tuple[Span, ...]]]:
        """By task and place of the day in `days`: when the visit may take place."""
        return [[_shared(day, task) for day in self.days] for task in self.tasks]


def restored(stored: Mapping[str, Any]) -> Problem:
    """The problem that was stored as JSON."""
    days = tuple(Day(**{**day, "spans": _spans(day["spans"])}) for day in stored["days"])
    tasks = tuple(_task(task) for task in stored["tasks"])
    return Problem(days, tasks, _point(stored["start"]), stored["change_cost"])


def _task(stored: Mapping[str, Any]) -> Task:
    return Task(**{**stored, "point": _point(stored["point"]), "hours": _week(stored["hours"])})


def _point(stored: Mapping[str, float] | None) -> Point | None:
    return Point(**stored) if stored else None


def _week(stored: Any) -> tuple[tuple[Span, ...], ...] | None:
    return None if stored is None else tuple(_spans(day) for day in stored)


def _spans(stored: Any) -> tuple[Span, ...]:
    return tuple((opens, closes) for opens, closes in stored)


def _minutes(a: Point | None, b: Point | None, known: dict[tuple[Point, Point], int]) -> int:
    if a is None or b is None or a == b:
        return 0
    key = (a, b) if (a.latitude, a.longitude) < (b.latitude, b.longitude) else (b, a)
    if key not in known:
        known[key] = ceil(leg(*key).minutes - 1e-6)  # rounded up, no detour is ever shorter
    return known[key]


def _shared(day: Day, task: Task) -> tuple[Span, ...]:
    """The hours that rep and client share, as far as the visit fits into them."""
    if task.fixed_day is not None and task.fixed_day != day.number:
        return ()
    theirs = ((0, 24 * 60),) if task.hours is None else task.hours[day.weekday]
    both = ((max(a, c), min(b, d)) for a, b in day.spans for c, d in theirs)
    return tuple((a, b) for a, b in both if b - a >= task.minutes)
