"""What a month asks of a rep: minutes with clients, and on the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kamfield.geo.point import Point
from kamfield.geo.travel import leg
from kamfield.plans.rules.month import Month, Stop


@dataclass(frozen=True, slots=True)
class Load:
    """Visits, minutes with clients, and metres and minutes of the ways: from the start, between visits, and back."""

    visits: int
    visit_minutes: int
    travel_metres: int
    travel_minutes: int

    @property
    def minutes(self) -> int:
        """All of it."""
        return self.visit_minutes + self.travel_minutes


def load_of(stops: Sequence[Stop], start: Point | None = None) -> Load:
    """The load of one day, whose stops are in order, from `start` and back; unknown ends of ways count nothing."""
    points = [start, *(stop.point for stop in stops), start]
    legs = [leg(a, b) for a, b in pairwise(points) if a and b]
    return Load(
        len(stops),
        sum(stop.minutes for stop in stops),
        round(sum(way.metres for way in legs)),
        round(sum(way.minutes for way in legs)),
    )


def load_of_month(month: Month) -> Load:
    """The loads of its days together."""
    days = [load_of(stops, month.start) for stops in month.days.values()]
    return Load(
        sum(day.visits for day in days),
        sum(day.visit_minutes for day in days),
        sum(day.travel_metres for day in days),
        sum(day.travel_minutes for day in days),
    )
