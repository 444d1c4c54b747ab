"""Check-in verdicts: the table of cases, and what must hold for every fix."""

import math
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from geographiclib.geodesic import Geodesic
from hypothesis import assume, given
from hypothesis import strategies as st

from kamfield.geo.fence import Fix, Judgement, Limits, Place, Reason, Verdict, judge
from kamfield.geo.point import Point

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DOOR = Point(39.9042, 116.4074)
PLANT = Place("plant", DOOR, 300)


def off(point: Point, metres: float, azimuth: float = 90) -> Point:
    found = Geodesic.WGS84.Direct(point.latitude, point.longitude, azimuth, metres)
    return Point(found["lat2"], found["lon2"])


def fix(metres: float = 0, accuracy: float | None = 10, *, at: datetime = NOON, mock: bool = False, door=DOOR) -> Fix:
    return Fix(off(door, metres), accuracy, at, mock)


def judged(given: Fix | None, places=(PLANT,), *, previous=None, received_at=NOON, limits=None) -> Judgement:
    return judge(given, places, previous=previous, received_at=received_at, limits=limits or Limits())


@pytest.mark.parametrize(
    ("metres", "accuracy", "verdict", "reasons"),
    [
        (0, 10, "verified", []),
        (280, 10, "verified", []),
        (295, 10, "verified", ["edge-of-fence"]),
        (305, 10, "unverified", ["edge-of-fence"]),
        (390, 100, "unverified", ["edge-of-fence"]),
        (311, 10, "out_of_range", ["outside-fence"]),
        (401, 100, "out_of_range", ["outside-fence"]),
        (50_000, 10, "out_of_range", ["outside-fence"]),
        (0, 101, "verified", []),  # coarse, but the whole circle is at the door
        (0, 299, "verified", []),
        (0, 301, "unverified", ["poor-accuracy", "edge-of-fence"]),
        (290, 101, "unverified", ["poor-accuracy", "edge-of-fence"]),
        (50_000, 2_000, "unverified", ["poor-accuracy", "outside-fence"]),
        (0, None, "unverified", ["accuracy-unknown"]),
        (0, 0, "unverified", ["accuracy-unknown"]),  # Android without an accuracy
        (0, -1, "unverified", ["accuracy-unknown"]),  # iOS with an invalid position
        (0, math.nan, "unverified", ["accuracy-unknown"]),
        (0, math.inf, "unverified", ["accuracy-unknown"]),
        (50_000, None, "unverified", ["accuracy-unknown"]),
    ],
)
def test_the_accuracy_circle_decides(metres, accuracy, verdict, reasons):
    judgement = judged(fix(metres, accuracy))
    assert (judgement.verdict, list(judgement.reasons)) == (verdict, reasons)
    assert judgement.place_id == "plant"
    assert judgement.metres == pytest.approx(metres, abs=0.001)


def test_codes_are_the_released_ones():
    assert list(Verdict) == ["verified", "out_of_range", "unverified", "implausible"]
    assert set(Reason) == {
        "no-fix", "no-located-place", "accuracy-unknown", "poor-accuracy", "edge-of-fence", "outside-fence",
        "mock-location", "clock-ahead", "impossible-speed",
    }  # fmt: skip


def test_without_a_fix_nothing_is_verified_and_nobody_accused():
    assert judged(None, previous=fix(at=NOON)) == Judgement(Verdict.UNVERIFIED, (Reason.NO_FIX,), None, None)


@pytest.mark.parametrize("places", [(), (Place("office", None, 300),)])
def test_without_a_located_place_nothing_can_be_verified(places):
    expected = Judgement(Verdict.UNVERIFIED, (Reason.NO_LOCATED_PLACE,), None, None)
    assert judged(fix(), places) == expected


def test_of_several_places_the_nearest_speaks():
    gate, office = Place("gate", off(DOOR, 100), 300), Place("office", None, 300)
    assert judged(fix(90), (PLANT, office, gate)).place_id == "gate"
    assert judged(fix(10), (PLANT, office, gate)).place_id == "plant"
    far = judged(fix(5_000), (PLANT, office, gate))
    assert (far.verdict, far.place_id) == (Verdict.OUT_OF_RANGE, "gate")


def test_a_wide_fence_around_a_farther_place_beats_a_narrow_one_nearby():
    gate = Place("gate", off(DOOR, 260), 20)
    judgement = judged(fix(200), (gate, PLANT))
    assert (judgement.verdict, judgement.place_id) == (Verdict.VERIFIED, "plant")
    assert judgement.metres == pytest.approx(200, abs=0.001)


def test_a_mocked_position_is_implausible_even_at_the_door():
    judgement = judged(fix(mock=True))
    assert (judgement.verdict, judgement.reasons) == (Verdict.IMPLAUSIBLE, (Reason.MOCK_LOCATION,))
    assert judgement.place_id == "plant"


def test_suspicions_stand_before_the_other_reasons():
    judgement = judged(fix(50_000, at=NOON + timedelta(hours=1), mock=True), previous=fix(at=NOON + timedelta(hours=1)))
    assert judgement.verdict is Verdict.IMPLAUSIBLE
    assert judgement.reasons == (
        Reason.MOCK_LOCATION, Reason.CLOCK_AHEAD, Reason.IMPOSSIBLE_SPEED, Reason.OUTSIDE_FENCE,
    )  # fmt: skip


def test_a_mocked_position_without_a_place_is_implausible():
    judgement = judged(fix(mock=True), ())
    assert judgement.verdict is Verdict.IMPLAUSIBLE
    assert judgement.reasons == (Reason.MOCK_LOCATION, Reason.NO_LOCATED_PLACE)


@pytest.mark.parametrize("late", [timedelta(seconds=1), timedelta(hours=9), timedelta(days=40)])
def test_a_check_in_recorded_offline_comes_late_and_is_fine(late):
    assert judged(fix(at=NOON - late)).verdict is Verdict.VERIFIED


@pytest.mark.parametrize(
    ("ahead", "verdict"),
    [
        (timedelta(minutes=5), "verified"),
        (timedelta(minutes=5, seconds=1), "implausible"),
        (timedelta(days=365), "implausible"),
    ],
)
def test_a_clock_may_run_ahead_by_the_tolerance_and_no_more(ahead, verdict):
    assert judged(fix(at=NOON + ahead)).verdict == verdict


def test_the_same_instant_in_another_zone_is_not_skew():
    beijing = timezone(timedelta(hours=8))
    assert judged(fix(at=NOON.astimezone(beijing))).verdict is Verdict.VERIFIED


SHANGHAI, FRANKFURT = Point(31.23, 121.47), Point(50.11, 8.68)


@pytest.mark.parametrize(
    ("where", "passed", "possible"),
    [
        (SHANGHAI, timedelta(hours=4), True),  # by air, from door to door
        (SHANGHAI, timedelta(hours=1), False),
        (FRANKFURT, timedelta(hours=11), True),
        (FRANKFURT, timedelta(hours=6), False),
        (Point(39.13, 117.20), timedelta(minutes=30), True),  # Tianjin, by train
        (Point(39.13, 117.20), timedelta(minutes=15), False),
        (off(DOOR, 10_000), timedelta(minutes=10), True),
        (off(DOOR, 10_000), timedelta(minutes=1), False),
        (off(DOOR, 500), timedelta(0), True),  # a jump from mast to satellite
        (off(DOOR, 1_010), timedelta(0), True),
        (off(DOOR, 1_030), timedelta(0), False),  # a kilometre beyond both accuracies in no time
        (off(DOOR, 1_030), timedelta(seconds=1), True),
        (off(DOOR, 3_000), timedelta(microseconds=1), False),
        (DOOR, timedelta(0), True),
    ],
)
def test_nobody_travels_faster_than_trains_and_aeroplanes(where, passed, possible):
    previous = Fix(where, 10, NOON - passed)
    judgement = judged(fix(), previous=previous)
    assert (judgement.verdict, judgement.reasons) == (
        (Verdict.VERIFIED, ()) if possible else (Verdict.IMPLAUSIBLE, (Reason.IMPOSSIBLE_SPEED,))
    )


def test_accuracies_are_taken_off_the_way():
    previous = Fix(off(DOOR, 1_190), 95, NOON)
    assert judged(fix(accuracy=99), previous=previous).verdict is Verdict.VERIFIED
    assert judged(fix(accuracy=10), previous=previous).reasons == (Reason.IMPOSSIBLE_SPEED,)


@pytest.mark.parametrize(
    "previous",
    [Fix(SHANGHAI, 5_000, NOON), Fix(SHANGHAI, None, NOON), Fix(SHANGHAI, 10, NOON, mock=True)],
    ids=["poor", "unknown", "mocked"],
)
def test_an_untrustworthy_earlier_fix_accuses_nobody(previous):
    assert judged(fix(), previous=previous).verdict is Verdict.VERIFIED


def test_a_poor_fix_does_not_accuse_its_owner_of_flying():
    judgement = judged(fix(accuracy=3_000), previous=Fix(SHANGHAI, 10, NOON))
    assert judgement.verdict is Verdict.UNVERIFIED


def test_fixes_may_arrive_in_any_order():
    earlier, later = Fix(SHANGHAI, 10, NOON - timedelta(hours=4)), fix()
    assert judged(later, previous=earlier).verdict is Verdict.VERIFIED
    assert judged(earlier, [Place("bund", SHANGHAI, 300)], previous=later).verdict is Verdict.VERIFIED


def test_a_clock_change_neither_hides_nor_makes_a_journey():
    # On 25 October 2026 Berlin's clocks go from 03:00 back to 02:00: 01:50 and 02:10 (again) are 80 minutes
    # apart.
    berlin = ZoneInfo("Europe/Berlin")
    before = datetime(2026, 10, 25, 1, 50, tzinfo=berlin)
    after = datetime(2026, 10, 25, 2, 10, tzinfo=berlin, fold=1)
    previous = Fix(off(DOOR, 200_000), 10, before)
    assert judged(fix(at=after), previous=previous, received_at=after).verdict is Verdict.VERIFIED
    soon = after.replace(fold=0)
    assert judged(fix(at=soon), previous=previous, received_at=soon).reasons == (Reason.IMPOSSIBLE_SPEED,)
    assert judged(fix(at=after), received_at=soon).reasons == (Reason.CLOCK_AHEAD,)


@pytest.mark.parametrize("at", [NOON.replace(tzinfo=None), datetime.max.replace(tzinfo=timezone(-timedelta(hours=1)))])
def test_an_instant_that_means_nothing_is_refused(at):
    with pytest.raises(ValueError, match=r"no time zone|outside the calendar"):
        fix(at=at)
    with pytest.raises(ValueError, match=r"no time zone|outside the calendar"):
        judged(fix(), received_at=at)


@pytest.mark.parametrize(
    "door", [Point(-18, 179.9999), Point(-18, -180), Point(89.9995, 20), Point(-90, 0), Point(90, -77)]
)
def test_fences_work_over_the_date_line_and_at_the_poles(door):
    place = [Place("station", door, 300)]
    for azimuth in (0, 90, 180, 270):
        here, there = Fix(off(door, 200, azimuth), 10, NOON), Fix(off(door, 400, azimuth), 10, NOON)
        assert judged(here, place, previous=there).verdict is Verdict.VERIFIED
        assert judged(there, place, previous=here).verdict is Verdict.OUT_OF_RANGE


doors = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))
accuracies = st.none() | st.floats(allow_nan=True) | st.floats(1, 500)
instants = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
fixes = st.builds(Fix, doors, accuracies, instants, st.booleans())
fences = st.builds(Place, st.uuids().map(str), st.none() | doors, st.floats(1, 5_000))
RANK = [Verdict.VERIFIED, Verdict.UNVERIFIED, Verdict.OUT_OF_RANGE]


@given(st.none() | fixes, st.lists(fences, max_size=4), st.none() | fixes, instants)
def test_every_check_in_gets_a_verdict_and_all_but_the_clear_ones_a_reason(given_fix, places, previous, now):
    judgement = judged(given_fix, places, previous=previous, received_at=now)
    assert judgement.reasons or judgement.verdict is Verdict.VERIFIED
    assert len(set(judgement.reasons)) == len(judgement.reasons)
    assert (judgement.place_id is None) == (judgement.metres is None)
    if given_fix is not None:
        assert (judgement.place_id is None) == all(place.point is None for place in places)
        assert judgement.verdict is Verdict.IMPLAUSIBLE or not given_fix.mock


@given(doors, st.floats(0, 2_000), st.floats(0, 360), st.floats(1, 100), st.floats(1, 1_000))
def test_a_good_fix_is_verified_exactly_if_its_centre_is_inside(door, metres, azimuth, accuracy, radius):
    assume(abs(metres - radius) > 0.001)
    judgement = judged(Fix(off(door, metres, azimuth), accuracy, NOON), [Place("here", door, radius)])
    assert (judgement.verdict is Verdict.VERIFIED) == (metres < radius)


@given(st.floats(0, 2_000), st.floats(1, 500), st.floats(0, 500))
def test_a_wider_fence_never_worsens_the_verdict(metres, radius, wider):
    narrow = judged(fix(metres, 50), [Place("here", DOOR, radius)])
    wide = judged(fix(metres, 50), [Place("here", DOOR, radius + wider)])
    assert RANK.index(wide.verdict) <= RANK.index(narrow.verdict)


@given(fixes, st.lists(fences, min_size=1, max_size=3), fences, st.randoms())
def test_another_allowed_place_never_worsens_the_verdict_and_order_does_not_matter(given_fix, places, other, chance):
    assume(not given_fix.mock)
    fewer, more = (judged(given_fix, each, received_at=given_fix.at) for each in (places, [*places, other]))
    assert RANK.index(more.verdict) <= RANK.index(fewer.verdict) or fewer.place_id is None
    shuffled = chance.sample(places, len(places))
    assert judged(given_fix, shuffled, received_at=given_fix.at) == fewer


@given(fixes, fixes, st.timedeltas(timedelta(0), timedelta(days=2)))
def test_more_time_never_makes_a_journey_impossible(here, there, more):
    def too_fast(passed: timedelta) -> bool:
        now = Fix(here.point, 10, there.at + passed)
        return Reason.IMPOSSIBLE_SPEED in judged(now, previous=there, received_at=now.at).reasons

    assert too_fast(timedelta(minutes=10)) or not too_fast(timedelta(minutes=10) + more)
