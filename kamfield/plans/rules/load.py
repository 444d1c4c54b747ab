"""What a month asks of a rep: minutes with clients, and on the way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from kamfield.geo.point import Point
from kamfield.geo.travel import leg
from kamfield.plans.rules.month import Month, Stop


@dataclass(frozen=True, slots=True)
class Load:
    """Visits, minutes with clients, and metres and minutes of the ways: from the start, between visits, and back.

    `capacity_minutes` is what the rep works meanwhile. `day` is set on the load of a single day.
    """

    visits: int
    visit_minutes: int
    travel_metres: int
    travel_minutes: int
    capacity_minutes: int = 0
    day: date | None = None

    @property
    def minutes(self) -> int:
        """All of it."""
        return self.visit_minutes + self.travel_minutes


def load_of(stops: Sequence[Stop], start: Point | None = None) -> Load:
    """The load of one day, whose stops are in order, from `start` and back; unknown ends of ways count nothing."""
    if not stops:
        return Load(0, 0, 0, 0)
    points = [start, *(stop.point for stop in stops), start]
    legs = [leg(a, b) for a, b in pairwise(points) if a and b]
    return Load(
        len(stops),
        sum(stop.minutes for stop in stops),
        round(sum(way.metres for way in legs)),
        round(sum(way.minutes for way in legs)),
    )


def loads_of(month: Month) -> list[Load]:
    """The load of each day that has one, or on which the rep works."""
    last = month.last.day
    working = [day for day in (month.first + timedelta(days=n) for n in range(last)) if month.minutes_on(day)]
    days = sorted({*working, *month.days})
    return [
        replace(load_of(month.days.get(day, ()), month.start), capacity_minutes=month.minutes_on(day), day=day)
        for day in days
    ]


def load_of_month(month: Month) -> Load:
    """The loads of its days together."""
    return sum_of(loads_of(month))


def sum_of(loads: Iterable[Load]) -> Load:
    """Several loads together."""
    days = list(loads)
    return Load(
        sum(day.visits for day in days),
        sum(day.visit_minutes for day in days),
        sum(day.travel_metres for day in days),
        sum(day.travel_minutes for day in days),
        sum(day.capacity_minutes for day in days),
    )
