"""Travel estimates: believable, and without surprises for a planner that compares them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamfield.geo.distance import metres_between
from kamfield.geo.point import Point
from kamfield.geo.travel import BY_CAR, Leg, leg, minutes_at, route

BEIJING_SOUTH, TIANJIN = Point(39.865, 116.379), Point(39.135, 117.210)
TIANANMEN, ZHONGGUANCUN = Point(39.907, 116.391), Point(39.984, 116.316)

points = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))
lengths = st.floats(0, 20_000_000)


@pytest.mark.parametrize(
    ("metres", "minutes"), [(0, 0), (5_000, 12), (10_000, 24), (30_000, 48), (50_000, 72), (150_000, 147)]
)
def test_the_pace_by_car_is_as_documented(metres, minutes):
    assert minutes_at(metres, BY_CAR) == pytest.approx(minutes)


def test_a_leg_across_town_takes_about_half_an_hour():
    across = leg(TIANANMEN, ZHONGGUANCUN)
    assert 12_000 < across.metres < 16_000
    assert 25 < across.minutes < 35


def test_the_way_to_the_next_city_is_driven_faster():
    across, over = leg(TIANANMEN, ZHONGGUANCUN), leg(BEIJING_SOUTH, TIANJIN)
    assert 130_000 < over.metres < 150_000  # by motorway G2: some 135 km
    assert 110 < over.minutes < 150
    assert over.metres / over.minutes > 1.5 * across.metres / across.minutes


def test_a_speed_can_be_set():
    at_sixty = leg(TIANANMEN, ZHONGGUANCUN, detour=1, kmh=60)
    assert at_sixty.minutes == pytest.approx(at_sixty.metres / 1000)
    assert at_sixty.metres == pytest.approx(metres_between(TIANANMEN, ZHONGGUANCUN), rel=0.006)


@pytest.mark.parametrize("wrong", [{"detour": 0.9}, {"detour": math.nan}, {"kmh": 0}, {"kmh": -5}, {"kmh": math.nan}])
def test_an_impossible_detour_or_speed_is_refused(wrong):
    with pytest.raises(ValueError, match=r"shorter|nobody"):
        leg(TIANANMEN, ZHONGGUANCUN, **wrong)


def test_a_route_has_a_leg_between_each_two_points():
    assert route([]) == []
    assert route([TIANANMEN]) == []
    assert route([TIANANMEN, ZHONGGUANCUN, TIANJIN]) == [
        leg(TIANANMEN, ZHONGGUANCUN),
        leg(ZHONGGUANCUN, TIANJIN),
    ]
    assert route([TIANANMEN, TIANANMEN]) == [Leg(0, 0)]
    assert route([TIANANMEN, TIANJIN], kmh=80) == [leg(TIANANMEN, TIANJIN, kmh=80)]


@given(points, points)
def test_there_and_back_are_the_same(a, b):
    there, back = leg(a, b), leg(b, a)
    assert there.metres == pytest.approx(back.metres, abs=1e-3)
    assert there.minutes == pytest.approx(back.minutes, abs=1e-3)


@given(lengths, lengths)
def test_a_longer_way_never_takes_less_time(one, other):
    shorter, longer = sorted((one, other))
    assert minutes_at(shorter, BY_CAR) <= minutes_at(longer, BY_CAR)


@given(points, points, points)
def test_going_by_way_of_another_place_never_saves_time(a, b, c):
    by_way = sum(each.minutes for each in route([a, b, c]))
    assert leg(a, c).minutes <= by_way + 1e-3
