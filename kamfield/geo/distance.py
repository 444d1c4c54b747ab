"""How far two points are apart, and the boxes in which everything near a point must lie."""

import math
from typing import NamedTuple

from kamfield.geo.point import Point

# WGS-84. The shortest metre-per-radian is at the equator going north: a (1 - e²).
EQUATOR_RADIUS_METRES = 6_378_137.0
LEAST_MERIDIAN_RADIUS_METRES = 6_335_439.3

# A millimetre more than asked for swallows every rounding, and reaches over a date line that is just touched.
_ROUNDING_METRES = 0.001


class Box(NamedTuple):
    """A rectangle in WGS-84 degrees, edges included, that does not cross the date line (west <= east)."""

    south: float
    west: float
    north: float
    east: float


def metres_between(a: Point, b: Point) -> float:
    """Length in metres of the shortest way over the WGS-84 ellipsoid (Karney 2013, by geopy)."""
    from geopy.distance import geodesic  # only where something is measured: it brings every map service along

    return float(geodesic((a.latitude, a.longitude), (b.latitude, b.longitude)).meters)


def great_circle_metres(a: Point, b: Point) -> float:
    """Length in metres on a sphere: within 0.6 % of `metres_between` and far quicker, for estimates."""
    from geopy.distance import great_circle

    return float(great_circle((a.latitude, a.longitude), (b.latitude, b.longitude)).meters)


def bounding_box(point: Point, metres: float) -> list[Box]:
    """One box, or two where the date line splits it, holding every point within `metres` of `point`.

    Meant as the indexed prefilter of a query (`latitude BETWEEN … AND longitude BETWEEN …`); the corners are
    farther than `metres`, so `metres_between` has the last word. Where the circle reaches a pole the box
    spans all longitudes.

    A way of r metres changes the latitude by at most r / a(1-e²), and while it stays below latitude f, the
    longitude by at most r / (a cos f): meridian arcs and parallels of the ellipsoid are nowhere shorter.
    Raises ValueError if `metres` is negative or not finite.
    """
    if not 0 <= metres < math.inf:
        raise ValueError(f"a radius of {metres} metres is impossible")
    south, north = _latitudes(point.latitude, metres + _ROUNDING_METRES)
    reach = _longitude_reach(max(abs(south), abs(north)), metres + _ROUNDING_METRES)
    return _split(max(south, -90.0), point.longitude, min(north, 90.0), reach)


def _latitudes(latitude: float, metres: float) -> tuple[float, float]:
    reach = math.degrees(metres / LEAST_MERIDIAN_RADIUS_METRES)
    return latitude - reach, latitude + reach


def _longitude_reach(farthest_latitude: float, metres: float) -> float:
    if farthest_latitude >= 90:
        return math.inf
    return math.degrees(metres / (EQUATOR_RADIUS_METRES * math.cos(math.radians(farthest_latitude))))


def _split(south: float, longitude: float, north: float, reach: float) -> list[Box]:
    if reach >= 180:
        return [Box(south, -180.0, north, 180.0)]
    west, east = longitude - reach, longitude + reach
    if west < -180:
        return [Box(south, west + 360, north, 180.0), Box(south, -180.0, north, east)]
    if east > 180:
        return [Box(south, west, north, 180.0), Box(south, -180.0, north, east - 360)]
    return [Box(south, west, north, east)]
