"""What the way from one customer to the next takes, estimated without a road map."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kamfield.geo.distance import great_circle_metres
from kamfield.geo.point import Point

# Steps of (up to how many metres, km/h within that step), like the brackets of a tax. As each step is faster
# than the one before, a longer way never takes less time, and going by way of a third place on the line never
# saves any.
Pace = tuple[tuple[float, float], ...]

# By car, door to door: the first 10 km in town traffic, the next 40 km on arterial and ring roads, the rest
# on motorways with breaks. 5 km take 12 minutes, 10 km 24, 50 km 72, 150 km 147.
BY_CAR: Pace = ((10_000, 25), (50_000, 50), (math.inf, 80))

# Road length over straight line. Measured for South Korea: 1.26 on average, 1.22 to 1.44 by region (T. Kim et
# al., "Calculation of Regional Circuity Factors using Road Network Distance in South Korea", 2015, which
# finds the United States lower, Japan and Europe higher).
DETOUR = 1.3

_METRES_A_MINUTE_PER_KMH = 1000 / 60


@dataclass(frozen=True, slots=True)
class Leg:
    """One way between two points: metres on the road and minutes under way, both estimates, not rounded."""

    metres: float
    minutes: float


def leg(a: Point, b: Point, *, detour: float = DETOUR, kmh: float | None = None) -> Leg:
    """The way from `a` to `b`: straight line times `detour`, at the pace of `BY_CAR` or steadily at `kmh`.

    The straight line is that of the sphere (0.6 % off at worst, which the detour drowns), because a planner
    asks for many thousand legs. Raises ValueError for a detour below 1 or a speed that is not above 0.
    """
    if not 1 <= detour < math.inf:
        raise ValueError(f"a detour of {detour} would be shorter than the straight line")
    if kmh is not None and not 0 < kmh < math.inf:
        raise ValueError(f"nobody arrives at {kmh} km/h")
    metres = great_circle_metres(a, b) * detour
    return Leg(metres, minutes_at(metres, BY_CAR if kmh is None else ((math.inf, kmh),)))


def route(points: Sequence[Point], *, detour: float = DETOUR, kmh: float | None = None) -> list[Leg]:
    """The legs through `points` in their order: one fewer than the points, none for a single point."""
    return [leg(a, b, detour=detour, kmh=kmh) for a, b in pairwise(points)]


def minutes_at(metres: float, pace: Pace) -> float:
    """Minutes that `metres` take at `pace`; its last step must reach to infinity."""
    minutes, start = 0.0, 0.0
    for end, kmh in pace:
        minutes += max(0.0, min(metres, end) - start) / (kmh * _METRES_A_MINUTE_PER_KMH)
        start = end
    return minutes
