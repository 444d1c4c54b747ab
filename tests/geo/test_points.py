"""Points and datums: what is refused, what is shifted, and that the way back arrives."""

import math
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamfield.geo import china
from kamfield.geo.distance import metres_between
from kamfield.geo.point import Datum, NotOnEarth, Point, from_wgs84, to_wgs84

SHIFTED = (Datum.GCJ02, Datum.BD09)

# Published by the map services: AMap's and Baidu's own examples of their conversion interfaces
# (restapi.amap.com/v3/assistant/coordinate/convert; api.map.baidu.com/geoconv/v1), and the vectors with which
# the public implementation "eviltransform" is tested in every language.
PUBLISHED = [
    (Datum.GCJ02, (39.990475, 116.481499), (39.991754014757, 116.487585177952)),
    (Datum.GCJ02, (31.1774276, 121.5272106), (31.17530398364597, 121.531541859215)),
    (Datum.GCJ02, (22.543847, 113.912316), (22.540796131694766, 113.9171764808363)),
    (Datum.GCJ02, (39.911954, 116.377817), (39.91334545536069, 116.38404722455657)),
    (Datum.BD09, (29.575429778924, 114.21892734521), (29.57908428837437, 114.2307519546763)),
]

# To a hundredth of a degree, which is enough to tell on which side of a border a town lies.
IN_CHINA = {
    "Beijing": (39.90, 116.40), "Shanghai": (31.23, 121.47), "Tianjin": (39.13, 117.20),
    "Chongqing": (29.56, 106.55), "Harbin": (45.80, 126.53), "Changchun": (43.82, 125.32),
    "Shenyang": (41.80, 123.43), "Hohhot": (40.84, 111.75), "Shijiazhuang": (38.04, 114.51),
    "Taiyuan": (37.87, 112.55), "Jinan": (36.65, 117.12), "Zhengzhou": (34.75, 113.63),
    "Xi'an": (34.34, 108.94), "Lanzhou": (36.06, 103.83), "Yinchuan": (38.49, 106.23),
    "Xining": (36.62, 101.78), "Urumqi": (43.83, 87.62), "Lhasa": (29.65, 91.14),
    "Chengdu": (30.57, 104.07), "Guiyang": (26.65, 106.63), "Kunming": (25.04, 102.71),
    "Nanning": (22.82, 108.37), "Haikou": (20.04, 110.20), "Guangzhou": (23.13, 113.26),
    "Changsha": (28.23, 112.94), "Wuhan": (30.59, 114.31), "Nanchang": (28.68, 115.86),
    "Fuzhou": (26.07, 119.30), "Hangzhou": (30.27, 120.16), "Hefei": (31.82, 117.23),
    "Nanjing": (32.06, 118.80), "Hong Kong": (22.32, 114.17), "Macau": (22.20, 113.54),
    # and the towns at the rim, clockwise from the north
    "Mohe": (53.48, 122.37), "Heihe": (50.25, 127.50), "Jiayin": (48.89, 130.40), "Fuyuan": (48.36, 134.31),
    "Hulin": (45.76, 132.97), "Suifenhe": (44.40, 131.15), "Hunchun": (42.86, 130.37),
    "Changbai": (41.42, 128.20), "Dandong": (40.13, 124.39), "Dalian": (38.91, 121.60),
    "Rongcheng": (37.17, 122.49), "Shengsi": (30.73, 122.45), "Cangnan": (27.52, 120.43),
    "Pingtan": (25.50, 119.79), "Xiamen": (24.48, 118.09), "Shantou": (23.35, 116.68),
    "Sanya": (18.25, 109.51), "Sansha": (16.83, 112.34), "Dongxing": (21.55, 107.97),
    "Pingxiang": (22.10, 106.77), "Hekou": (22.53, 103.96), "Mengla": (21.48, 101.57),
    "Jinghong": (22.01, 100.80), "Ruili": (24.01, 97.85), "Tengchong": (25.02, 98.49),
    "Gongshan": (27.74, 98.67), "Yadong": (27.49, 88.91), "Zhangmu": (27.99, 85.98),
    "Gyirong": (28.85, 85.30), "Purang": (30.29, 81.18), "Gar": (32.50, 80.11), "Taxkorgan": (37.77, 75.23),
    "Kashgar": (39.47, 75.99), "Khorgos": (44.21, 80.41), "Yining": (43.91, 81.28), "Tacheng": (46.75, 82.98),
    "Altay": (47.85, 88.14), "Yiwu": (43.25, 94.70), "Ejin": (41.96, 101.07), "Bayan Obo": (41.78, 109.97),
    "Erenhot": (43.65, 111.98), "Manzhouli": (49.60, 117.38), "Ergun": (50.24, 120.18),
}  # fmt: skip

NOT_SHIFTED = {
    "Taipei": (25.03, 121.57), "Kaohsiung": (22.63, 120.30), "Seoul": (37.57, 126.98),
    "Busan": (35.18, 129.08), "Pyongyang": (39.02, 125.75), "Tokyo": (35.68, 139.69),
    "Fukuoka": (33.59, 130.40), "Vladivostok": (43.12, 131.89), "Khabarovsk": (48.48, 135.08),
    "Ulaanbaatar": (47.92, 106.92), "Dalanzadgad": (43.57, 104.43), "Almaty": (43.24, 76.89),
    "Bishkek": (42.87, 74.59), "New Delhi": (28.61, 77.21), "Leh": (34.16, 77.58),
    "Kathmandu": (27.72, 85.32), "Thimphu": (27.47, 89.64), "Mandalay": (21.98, 96.08),
    "Hanoi": (21.03, 105.85), "Da Nang": (16.07, 108.22), "Manila": (14.60, 120.98),
    "Singapore": (1.35, 103.82), "Berlin": (52.52, 13.40), "Denver": (39.74, -104.99),
    "Suva": (-18.14, 178.44), "the south pole": (-90.0, 0.0), "the north pole": (90.0, 0.0),
}  # fmt: skip

chinese_points = st.sampled_from(china.OUTLINE).flatmap(
    lambda row: st.builds(Point, st.floats(row[0], row[1]), st.floats(row[2], row[3]))
)
any_points = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))


@pytest.fixture(autouse=True)
def _silence():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(90.001, 0), (-91, 0), (116.4, 39.9), (0, 361), (0, -360.5), (math.nan, 0), (0, math.nan),
     (math.inf, 0), (0, -math.inf)],
)  # fmt: skip
def test_a_place_that_is_not_on_earth_is_refused(latitude, longitude):
    with pytest.raises(NotOnEarth, match="not between"):
        Point(latitude, longitude)


@pytest.mark.parametrize(
    ("longitude", "kept"),
    [(180, -180), (-180, -180), (190, -170), (-190, 170), (360, 0), (-360, 0), (359.5, -0.5),
     (math.nextafter(-180, -200), math.nextafter(180, 0)), (179.999, 179.999), (116.3975, 116.3975)],
)  # fmt: skip
def test_a_longitude_is_kept_within_one_turn(longitude, kept):
    assert Point(0, longitude).longitude == pytest.approx(kept, abs=1e-12)
    assert -180 <= Point(0, longitude).longitude < 180


@given(st.floats(-360, 360))
def test_a_longitude_never_leaves_its_range_and_changes_only_by_whole_turns(longitude):
    kept = Point(0, longitude).longitude
    assert -180 <= kept < 180
    assert math.remainder(kept - longitude, 360) == pytest.approx(0, abs=1e-9)


@given(st.floats(-90, 90), st.floats(-180, 180, exclude_max=True))
def test_a_point_in_range_is_kept_to_the_last_bit(latitude, longitude):
    point = Point(latitude, longitude)
    assert (point.latitude, point.longitude) == (latitude, longitude)


def test_points_are_values():
    assert Point(40, 190) == Point(40.0, -170.0)
    assert len({Point(1, 2), Point(1.0, 2.0)}) == 1
    with pytest.raises(AttributeError):
        Point(1, 2).latitude = 3


@pytest.mark.parametrize(("datum", "gps", "shifted"), PUBLISHED)
def test_conversions_agree_with_what_the_map_services_publish(datum, gps, shifted):
    assert metres_between(Point(*from_wgs84(Point(*gps), datum)), Point(*shifted)) < 1
    assert metres_between(to_wgs84(*shifted, datum), Point(*gps)) < 1


def test_a_gcj02_point_of_beijing_taken_for_gps_is_half_a_kilometre_off():
    beijing = Point(*IN_CHINA["Beijing"])
    assert 450 < metres_between(Point(*from_wgs84(beijing, Datum.GCJ02)), beijing) < 650


@pytest.mark.parametrize("datum", SHIFTED)
@pytest.mark.parametrize("town", IN_CHINA)
def test_every_town_of_china_is_shifted_and_found_again(town, datum):
    point = Point(*IN_CHINA[town])
    shifted = from_wgs84(point, datum)
    assert 30 < metres_between(Point(*shifted), point) < 2_000
    assert metres_between(to_wgs84(*shifted, datum), point) < 0.05


@pytest.mark.parametrize("datum", Datum)
@pytest.mark.parametrize("town", NOT_SHIFTED)
def test_taiwan_and_the_world_are_left_alone(town, datum):
    point = Point(*NOT_SHIFTED[town])
    assert from_wgs84(point, datum) == (point.latitude, point.longitude)
    assert to_wgs84(point.latitude, point.longitude, datum) == point


@pytest.mark.parametrize("datum", SHIFTED)
@given(point=chinese_points)
def test_the_round_trip_inside_china_loses_less_than_a_metre(datum, point):
    assert metres_between(to_wgs84(*from_wgs84(point, datum), datum), point) < 1


@pytest.mark.parametrize("datum", Datum)
@given(point=any_points)
def test_nothing_anywhere_moves_by_more_than_the_known_shift(datum, point):
    assert metres_between(to_wgs84(point.latitude, point.longitude, datum), point) < 2_500
    assert metres_between(Point(*from_wgs84(point, datum)), point) < 2_500


@given(point=any_points)
def test_wgs84_is_itself(point):
    assert to_wgs84(*from_wgs84(point, Datum.WGS84), Datum.WGS84) == point


@pytest.mark.parametrize("datum", Datum)
def test_impossible_degrees_are_refused_in_every_datum(datum):
    with pytest.raises(NotOnEarth):
        to_wgs84(116.4, 39.9, datum)
