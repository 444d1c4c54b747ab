"""Distances against published ones, and boxes that never lose a point."""

import math

import pytest
from geographiclib.geodesic import Geodesic
from hypothesis import example, given
from hypothesis import strategies as st

from kamfield.geo.distance import Box, bounding_box, great_circle_metres, metres_between
from kamfield.geo.point import Point


def degrees(whole: int, minutes: float, seconds: float) -> float:
    return whole + minutes / 60 + seconds / 3600


# Flinders Peak to Buninyong: Geoscience Australia's test line for geodesic formulas (GDA technical manual).
FLINDERS_PEAK = Point(-degrees(37, 57, 3.72030), degrees(144, 25, 29.52440))
BUNINYONG = Point(-degrees(37, 39, 10.15610), degrees(143, 55, 35.38390))
# New York to Singapore: the example of GeographicLib's GeodSolve manual. Wellington to Salamanca: of its
# Python manual.
JFK = Point(degrees(40, 38, 23), -degrees(73, 46, 44))
CHANGI = Point(degrees(1, 21, 33), degrees(103, 59, 22))

PUBLISHED = [
    (FLINDERS_PEAK, BUNINYONG, 54_972.271, 0.001),
    (JFK, CHANGI, 15_347_628, 1),
    (Point(-41.32, 174.81), Point(40.96, -5.50), 19_959_679.267, 0.001),
    (Point(0, 0), Point(90, 0), 10_001_965.729, 0.001),  # WGS-84's quarter meridian
    (
        Point(0, 179.5),
        Point(0, -179.5),
        math.radians(1) * 6_378_137,
        0.001,
    ),  # a degree of equator over the date line
    (Point(90, 0), Point(90, 123), 0, 0.001),
]

points = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))


@pytest.mark.parametrize(("a", "b", "metres", "tolerance"), PUBLISHED)
def test_distances_agree_with_published_ones(a, b, metres, tolerance):
    assert metres_between(a, b) == pytest.approx(metres, abs=tolerance)
    assert metres_between(b, a) == pytest.approx(metres, abs=tolerance)


@given(points, points)
def test_the_sphere_is_within_six_per_mille_of_the_ellipsoid(a, b):
    assert great_circle_metres(a, b) == pytest.approx(metres_between(a, b), rel=0.006, abs=0.01)


def test_a_box_around_beijing_is_one_and_about_as_large_as_asked():
    [box] = bounding_box(Point(39.9, 116.4), 1_000)
    assert box.north - box.south == pytest.approx(2_000 / 111_000, rel=0.02)
    assert box.east - box.west == pytest.approx(2_000 / (111_320 * math.cos(math.radians(39.9))), rel=0.02)


@pytest.mark.parametrize("longitude", [179.999, -179.999, -180])
def test_the_date_line_splits_a_box_in_two(longitude):
    in_the_east, in_the_west = bounding_box(Point(-18, longitude), 5_000)
    assert in_the_east.east == 180
    assert in_the_west.west == -180
    assert in_the_east.west > 179.9
    assert in_the_west.east < -179.9


@pytest.mark.parametrize("latitude", [89.999, -89.999, 90, -90])
def test_around_a_pole_a_box_goes_all_the_way_round(latitude):
    [box] = bounding_box(Point(latitude, 50), 5_000)
    assert (box.west, box.east) == (-180, 180)
    assert max(abs(box.south), abs(box.north)) == 90


@pytest.mark.parametrize("metres", [-1, math.nan, math.inf])
def test_an_impossible_radius_is_refused(metres):
    with pytest.raises(ValueError, match="impossible"):
        bounding_box(Point(0, 0), metres)


@given(
    centre=points,
    metres=st.floats(0, 20_100_000) | st.floats(0, 50_000),
    share=st.floats(0, 1) | st.just(1.0),
    azimuth=st.floats(-180, 180) | st.sampled_from([0.0, 90.0, -90.0, 180.0]),
)
@example(centre=Point(-18, 180), metres=0, share=1, azimuth=0)
@example(centre=Point(0, 179.9), metres=0.1 * math.radians(1) * 6_378_137, share=1, azimuth=90)
@example(centre=Point(89.9999, 10), metres=100, share=1, azimuth=0)
def test_no_point_within_the_radius_is_outside_the_boxes(centre, metres, share, azimuth):
    found = Geodesic.WGS84.Direct(centre.latitude, centre.longitude, azimuth, metres * share)
    reached = Point(found["lat2"], found["lon2"])
    assert any(holds(box, reached) for box in bounding_box(centre, metres))


@given(centre=points, other=points)
def test_no_point_at_exactly_the_radius_is_outside_the_boxes(centre, other):
    boxes = bounding_box(centre, metres_between(centre, other))
    assert any(holds(box, other) for box in boxes)


@given(centre=points, metres=st.floats(0, 20_100_000))
def test_boxes_are_boxes(centre, metres):
    boxes = bounding_box(centre, metres)
    assert 1 <= len(boxes) <= 2
    for box in boxes:
        assert -90 <= box.south <= box.north <= 90
        assert -180 <= box.west <= box.east <= 180


@given(centre=st.builds(Point, st.floats(-70, 70), st.floats(-170, 170)), metres=st.floats(100, 50_000))
def test_a_box_is_not_much_larger_than_needed(centre, metres):
    [box] = bounding_box(centre, metres)
    for corner in (Point(box.south, box.west), Point(box.north, box.east)):
        assert metres_between(centre, corner) < metres * 1.5 + 1


def holds(box: Box, point: Point) -> bool:
    return box.south <= point.latitude <= box.north and box.west <= point.longitude <= box.east
