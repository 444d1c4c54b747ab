"""A point on the earth, and the three datums in which phones and Chinese map services give one."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import prcoords

from kamfield.geo import china

Pair = tuple[float, float]


class NotOnEarth(ValueError):
    """A latitude or longitude that no place has."""


class Datum(StrEnum):
    """What a pair of degrees is counted from."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    BD09 = "bd09"


@dataclass(frozen=True, slots=True)
class Point:
    """A WGS-84 position in degrees: latitude in [-90, 90], longitude brought to [-180, 180).

    A longitude of up to one full turn either way is accepted (maps that scroll over the date line give 190
    for -170); anything beyond, and anything not finite, raises `NotOnEarth`.
    """

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        # Written so that NaN fails as well.
        if not -90 <= self.latitude <= 90:
            raise NotOnEarth(f"latitude {self.latitude} is not between -90 and 90")
        if not -360 <= self.longitude <= 360:
            raise NotOnEarth(f"longitude {self.longitude} is not between -360 and 360")
        object.__setattr__(self, "latitude", float(self.latitude))
        object.__setattr__(self, "longitude", _one_turn(float(self.longitude)))


def to_wgs84(latitude: float, longitude: float, datum: Datum) -> Point:
    """The point that `latitude`, `longitude` (degrees) mean in `datum`; exact to centimetres inside China.

    GCJ-02 and BD-09 differ from WGS-84 only where Chinese map services draw with the shift: the mainland,
    Hong Kong and Macau (AMap's `isAMapDataAvailable` names the same three). In Taiwan and abroad the pair is
    taken as it is. The land border is a coarse outline (`china.OUTLINE`), and within about a kilometre of
    that outline a pair can mean two points, one on either side: the one inside is taken. Raises `NotOnEarth`.
    """
    given = Point(latitude, longitude)
    if datum is Datum.WGS84 or not china.is_near(given.latitude, given.longitude):
        return given
    rectified = Point(*_RECTIFY[datum]((given.latitude, given.longitude)))
    # The way back misses by centimetres, which must not push a point on the outline's edge over it.
    inside = china.is_inside(rectified.latitude, rectified.longitude, margin=1e-6)
    return rectified if inside else given


def from_wgs84(point: Point, datum: Datum) -> tuple[float, float]:
    """Latitude and longitude of `point` in `datum`, in degrees; the way back of `to_wgs84`."""
    pair = (point.latitude, point.longitude)
    if datum is Datum.WGS84 or not china.is_inside(*pair):
        return pair
    latitude, longitude = _SHIFT[datum](pair)
    return latitude, longitude


def _one_turn(longitude: float) -> float:
    # math.remainder is exact and leaves a longitude in range as it is, to the last bit; (x + 180) % 360 - 180
    # does not.
    turned = math.remainder(longitude, 360.0)
    return -180.0 if turned == 180.0 else turned


# The "bored" ways back repeat until they stand still; the plain ones are a metre or two off.
_RECTIFY: dict[Datum, Callable[[Pair], Pair]] = {
    Datum.GCJ02: prcoords.gcj_wgs_bored,
    Datum.BD09: prcoords.bd_wgs_bored,
}
_SHIFT: dict[Datum, Callable[[Pair], Pair]] = {
    Datum.GCJ02: prcoords.wgs_gcj,
    Datum.BD09: prcoords.wgs_bd,
}
