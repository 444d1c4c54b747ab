"""The verdict on a check-in: was the rep at the customer's door? Fair to the rep when the phone is unsure."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum, StrEnum

from kamfield.geo.distance import metres_between
from kamfield.geo.point import Point
from kamfield.geo.travel import Pace, minutes_at


class Verdict(StrEnum):
    """What a check-in is worth."""

    VERIFIED = "verified"
    OUT_OF_RANGE = "out_of_range"
    UNVERIFIED = "unverified"
    IMPLAUSIBLE = "implausible"


class Reason(StrEnum):
    """Why, as codes that never change once released."""

    NO_FIX = "no-fix"
    NO_LOCATED_PLACE = "no-located-place"
    ACCURACY_UNKNOWN = "accuracy-unknown"
    POOR_ACCURACY = "poor-accuracy"
    EDGE_OF_FENCE = "edge-of-fence"
    OUTSIDE_FENCE = "outside-fence"
    MOCK_LOCATION = "mock-location"
    CLOCK_AHEAD = "clock-ahead"
    IMPOSSIBLE_SPEED = "impossible-speed"


@dataclass(frozen=True, slots=True)
class Fix:
    """A position as a phone reports it, with the radius of its accuracy and the phone's own (aware) clock.

    An accuracy of None, zero or less, or not finite means unknown (Android says 0, iOS -1); the instant is
    kept in UTC. Raises ValueError for an instant without a time zone or one that UTC cannot hold.
    """

    point: Point
    accuracy_metres: float | None
    at: datetime
    mock: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", _in_utc(self.at))
        accuracy = self.accuracy_metres
        if accuracy is not None and not 0 < accuracy < math.inf:
            object.__setattr__(self, "accuracy_metres", None)


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere the visit may take place: a circle around a point, if the point is known."""

    id: str
    point: Point | None
    radius_metres: float


@dataclass(frozen=True, slots=True)
class Limits:
    """How strict a judgement is.

    - `accuracy_metres`: a fix less accurate than this is poor.
    - `clock_ahead`: how far the phone's clock may run before the server's. Behind is no limit: what was
      recorded offline comes late, by weeks if need be.
    - `jump_metres`: how far two fixes may differ beyond their accuracies in no time at all: phones hand out
      positions up to a minute old, and jump between satellite, Wi-Fi and mast.
    - `fastest`: the quickest anybody gets about: 300 km/h (train) for the first 150 km, 900 km/h (aeroplane)
      beyond.
    """

    accuracy_metres: float = 100
    clock_ahead: timedelta = timedelta(minutes=5)
    jump_metres: float = 1_000
    fastest: Pace = ((150_000, 300), (math.inf, 900))


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict, all reasons (weightiest first), the place it is about and the metres to its centre."""

    verdict: Verdict
    reasons: tuple[Reason, ...]
    place_id: str | None = None
    metres: float | None = None


def judge(
    fix: Fix | None,
    places: Iterable[Place],
    *,
    previous: Fix | None,
    received_at: datetime,
    limits: Limits = Limits(),
) -> Judgement:
    """The verdict on a check-in at one of `places`, received at `received_at`, after the fix `previous`.

    - `verified`: the whole accuracy circle lies in a fence, however wide it is; or a good fix's centre does
      (then with `edge-of-fence`).
    - `unverified`: no fix, no place with a point, a poor or unknown accuracy, or a good fix just outside
      whose circle still reaches the fence. Doubt neither certifies nor accuses.
    - `out_of_range`: the circle of a good fix lies wholly outside every fence.
    - `implausible`: reported as mock, from a clock that runs ahead, or too far from `previous` for the time
      between. It outweighs the others; their reasons stand behind its own. Poor or mocked fixes do not accuse
      by speed.

    The place is the one that speaks best for the rep, the nearest of equals. Raises ValueError if
    `received_at` is naive.
    """
    if fix is None:
        return Judgement(Verdict.UNVERIFIED, (Reason.NO_FIX,))
    standing = _best_standing(fix, places)
    verdict, findings = _by_position(fix, standing, limits)
    suspicions = tuple(_suspicions(fix, previous, _in_utc(received_at), limits))
    return Judgement(
        Verdict.IMPLAUSIBLE if suspicions else verdict,
        suspicions + findings,
        standing.place_id if standing else None,
        standing.metres if standing else None,
    )


class _Reach(IntEnum):
    """How an accuracy circle lies to a fence, from the best for the rep to the worst."""

    INSIDE = 0
    CENTRE_INSIDE = 1
    TOUCHING = 2
    OUTSIDE = 3


@dataclass(frozen=True, slots=True, order=True)
class _Standing:
    reach: _Reach
    metres: float
    place_id: str


_BY_REACH: dict[_Reach, tuple[Verdict, tuple[Reason, ...]]] = {
    _Reach.INSIDE: (Verdict.VERIFIED, ()),
    _Reach.CENTRE_INSIDE: (Verdict.VERIFIED, (Reason.EDGE_OF_FENCE,)),
    _Reach.TOUCHING: (Verdict.UNVERIFIED, (Reason.EDGE_OF_FENCE,)),
    _Reach.OUTSIDE: (Verdict.OUT_OF_RANGE, (Reason.OUTSIDE_FENCE,)),
}


def _best_standing(fix: Fix, places: Iterable[Place]) -> _Standing | None:
    standings = []
    for place in places:
        if place.point is not None:
            metres = metres_between(fix.point, place.point)
            standings.append(_Standing(_reach(metres, place.radius_metres, fix), metres, place.id))
    return min(standings, default=None)


def _reach(metres: float, radius: float, fix: Fix) -> _Reach:
    accuracy = math.inf if fix.accuracy_metres is None else fix.accuracy_metres
    if metres + accuracy <= radius:
        return _Reach.INSIDE
    if metres <= radius:
        return _Reach.CENTRE_INSIDE
    return _Reach.TOUCHING if metres - accuracy <= radius else _Reach.OUTSIDE


def _by_position(fix: Fix, standing: _Standing | None, limits: Limits) -> tuple[Verdict, tuple[Reason, ...]]:
    if standing is None:
        return Verdict.UNVERIFIED, (Reason.NO_LOCATED_PLACE,)
    if fix.accuracy_metres is None:
        return Verdict.UNVERIFIED, (Reason.ACCURACY_UNKNOWN,)
    verdict, findings = _BY_REACH[standing.reach]
    if _is_good(fix, limits) or standing.reach is _Reach.INSIDE:
        return verdict, findings
    return Verdict.UNVERIFIED, (Reason.POOR_ACCURACY, *findings)


def _suspicions(fix: Fix, previous: Fix | None, received_at: datetime, limits: Limits) -> Iterator[Reason]:
    if fix.mock:
        yield Reason.MOCK_LOCATION
    if fix.at - received_at > limits.clock_ahead:
        yield Reason.CLOCK_AHEAD
    if previous is not None and _is_too_fast(previous, fix, limits):
        yield Reason.IMPOSSIBLE_SPEED


def _is_too_fast(previous: Fix, fix: Fix, limits: Limits) -> bool:
    """Compares the time the way needs with the time that passed: nothing to divide by for equal instants."""
    if not _is_good(previous, limits) or not _is_good(fix, limits) or previous.mock:
        return False
    slack = (previous.accuracy_metres or 0) + (fix.accuracy_metres or 0) + limits.jump_metres
    surely_moved = metres_between(previous.point, fix.point) - slack
    # Offline fixes may arrive in any order, so only the time between them counts, not its sign.
    passed_minutes = abs(fix.at - previous.at) / timedelta(minutes=1)
    return minutes_at(surely_moved, limits.fastest) > passed_minutes


def _is_good(fix: Fix, limits: Limits) -> bool:
    return fix.accuracy_metres is not None and fix.accuracy_metres <= limits.accuracy_metres


def _in_utc(instant: datetime) -> datetime:
    # Not only neatness: two instants of one zone subtract as wall clocks, an hour wrong across a clock
    # change.
    if instant.utcoffset() is None:
        raise ValueError(f"{instant} has no time zone")
    try:
        return instant.astimezone(UTC)
    except OverflowError as overflow:
        raise ValueError(f"{instant} lies outside the calendar in UTC") from overflow
