"""What visits took: time with the client, and the ways.

The way to a visit counts for it: from the visit before on that day, or from where the rep's day begins; the last visit
of a day also bears the way back. Ways are estimates (`geo.travel`); visits without a place, such as calls, have none.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from kamfield.geo.point import Point
from kamfield.geo.travel import leg


@dataclass(frozen=True, slots=True)
class Made:
    """One visit that took place, on the rep's day."""

    visit_id: str
    rep_id: str
    day: date
    came_at: datetime | None
    left_at: datetime | None
    planned_at: datetime | None
    planned_minutes: int | None
    point: Point | None
    start: Point | None

    @property
    def minutes(self) -> float:
        """How long it took; how long it was to take where nobody checked in and out."""
        if self.came_at is None or self.left_at is None:
            return self.planned_minutes or 0
        return max(0.0, (self.left_at - self.came_at).total_seconds() / 60)

    @property
    def order(self) -> tuple[str, date, bool, float, str]:
        """By person and day, then as the day went; without any time at its end."""
        at = self.came_at or self.planned_at
        return self.rep_id, self.day, at is None, at.timestamp() if at else 0, self.visit_id


@dataclass(slots=True)
class Effort:
    """Visits, minutes with the client, and metres and minutes on the way; not rounded."""

    visits: int = 0
    visit_minutes: float = 0
    travel_metres: float = 0
    travel_minutes: float = 0

    def add(self, other: "Effort") -> None:
        """Both together."""
        self.visits += other.visits
        self.visit_minutes += other.visit_minutes
        self.travel_metres += other.travel_metres
        self.travel_minutes += other.travel_minutes


def efforts(made: Iterable[Made]) -> dict[str, Effort]:
    """What each visit took, by its id; `made` are all visits of the days in question."""
    found: dict[str, Effort] = {}
    for _, day in groupby(sorted(made, key=lambda one: one.order), key=lambda one: (one.rep_id, one.day)):
        found |= _efforts_of_day(list(day))
    return found


def _efforts_of_day(day: Sequence[Made]) -> dict[str, Effort]:
    found = {one.visit_id: Effort(1, one.minutes) for one in day}
    outside = [one for one in day if one.point is not None]
    here = day[0].start
    for one in outside:
        _go(found[one.visit_id], here, one.point)
        here = one.point
    if outside:
        _go(found[outside[-1].visit_id], here, outside[-1].start)
    return found


def _go(effort: Effort, start: Point | None, end: Point | None) -> None:
    if start is not None and end is not None:
        way = leg(start, end)
        effort.travel_metres += way.metres
        effort.travel_minutes += way.minutes
