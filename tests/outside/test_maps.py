"""Addresses looked up on a real server that may answer well, badly or not at all."""

import socket
from typing import Any

import pytest

from kamfield.outside.maps import GeopyMaps, Located, MapsUnavailable, SilentMaps
from tests.outside.map_server import MapServer

HOSPITAL: dict[str, Any] = {
    "lat": "39.9127",
    "lon": "116.4160",
    "display_name": "协和医院, 东城区, 北京市",
    "place_rank": 30,
}


def maps_of(server: MapServer, path: str = "", **options: Any) -> GeopyMaps:
    return GeopyMaps("kamfield-tests/1", server.url + path, **{"pause_seconds": 0.0, **options})


def test_an_address_is_found_with_its_label_and_precision(map_server: MapServer) -> None:
    map_server.answers(HOSPITAL)
    found = maps_of(map_server).locate("北京 协和医院", "CN")
    assert found == Located(39.9127, 116.4160, "协和医院, 东城区, 北京市", "building")
    assert found.position == (39.9127, 116.4160)
    assert map_server.questions[0]["q"] == "北京 协和医院"
    assert map_server.questions[0]["countrycodes"] == "cn"
    assert map_server.user_agents == ["kamfield-tests/1"]


def test_without_a_country_the_whole_world_is_asked(map_server: MapServer) -> None:
    maps_of(map_server).locate("Union Hospital", None)
    assert "countrycodes" not in map_server.questions[0]


@pytest.mark.parametrize(
    ("rank", "precision"),
    [(30, "building"), (26, "street"), (16, "town"), (12, "region"), (None, None), ("x", None)],
)
def test_the_rank_says_how_exact_the_place_is(map_server: MapServer, rank: Any, precision: str | None) -> None:
    map_server.answers({**HOSPITAL, "place_rank": rank})
    found = maps_of(map_server).locate("somewhere", None)
    assert found is not None
    assert found.precision == precision


def test_an_unknown_address_is_none(map_server: MapServer) -> None:
    assert maps_of(map_server).locate("Nowhere Street 0", None) is None


def test_an_empty_address_asks_nobody(map_server: MapServer) -> None:
    assert maps_of(map_server).locate("  ", "CN") is None
    assert map_server.questions == []


def test_the_server_may_live_under_a_path(map_server: MapServer) -> None:
    maps_of(map_server, "/nominatim/").locate("somewhere", None)
    assert map_server.paths == ["/nominatim/search"]


def test_too_many_questions_say_when_to_come_back(map_server: MapServer) -> None:
    map_server.status, map_server.headers = 429, {"Retry-After": "120"}
    with pytest.raises(MapsUnavailable) as unavailable:
        maps_of(map_server).locate("somewhere", None)
    assert unavailable.value.retry_after_seconds == 120
    assert len(map_server.questions) == 1


@pytest.mark.parametrize("status", [400, 401, 403, 404, 500, 502, 503, 504])
def test_a_server_in_trouble_is_unavailable_and_is_not_pestered(map_server: MapServer, status: int) -> None:
    map_server.status = status
    with pytest.raises(MapsUnavailable):
        maps_of(map_server).locate("somewhere", None)
    assert len(map_server.questions) == 1


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<html>Sign in to the hotel's wifi</html>",
        "[",
        "[1, 2]",
        '["a"]',
        "[null]",
        "[{}]",
        "[[]]",
        "17",
        '"text"',
        '{"error": "out of order"}',
        '[{"lat": "north", "lon": "east"}]',
        '[{"lat": "95", "lon": "10"}]',
        '[{"lat": "10", "lon": "181"}]',
        '[{"lat": NaN, "lon": 10}]',
        '[{"lat": "inf", "lon": 10}]',
        '[{"lat": null, "lon": null}]',
        '[{"lat": [1], "lon": {}}]',
    ],
)
def test_garbage_is_no_place(map_server: MapServer, body: str) -> None:
    map_server.body = body
    with pytest.raises(MapsUnavailable):
        maps_of(map_server).locate("somewhere", None)


def test_bytes_that_are_no_text_are_no_place(map_server: MapServer) -> None:
    map_server.headers = {"Content-Encoding": "gzip", "Content-Type": "application/json; charset=nonsense"}
    with pytest.raises(MapsUnavailable):
        maps_of(map_server).locate("somewhere", None)


def test_a_slow_server_is_given_up(map_server: MapServer) -> None:
    map_server.delay_seconds = 0.5
    with pytest.raises(MapsUnavailable):
        maps_of(map_server, timeout_seconds=0.1).locate("somewhere", None)


def test_nobody_at_the_port_is_unavailable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(MapsUnavailable):
        GeopyMaps("kamfield-tests/1", f"http://127.0.0.1:{port}").locate("somewhere", None)


def test_questions_keep_their_distance_also_after_a_failure(map_server: MapServer) -> None:
    maps = maps_of(map_server, pause_seconds=0.2)
    map_server.status = 500
    with pytest.raises(MapsUnavailable):
        maps.locate("first", None)
    map_server.status = 200
    maps.locate("second", None)
    maps.locate("third", None)
    first, second, third = map_server.asked_at
    assert min(second - first, third - second) > 0.15


@pytest.mark.parametrize("base_url", ["", "maps.example.com", "ftp://maps.example.com", "https://", "https://h/?q=1"])
def test_an_impossible_address_of_the_server_stops_the_start(base_url: str) -> None:
    with pytest.raises(ValueError, match="map server"):
        GeopyMaps("kamfield-tests/1", base_url)


def test_the_silent_map_knows_what_it_was_given_and_what_it_was_asked() -> None:
    clinic = Located(52.5, 13.4, "Klinik, Berlin")
    maps = SilentMaps({"Klinik": clinic, "Sturm": MapsUnavailable("storm", 60)})
    assert maps.locate("Klinik", "DE") == clinic
    assert maps.locate("Nirgendwo", None) is None
    with pytest.raises(MapsUnavailable, match="storm"):
        maps.locate("Sturm", None)
    assert maps.asked == [("Klinik", "DE"), ("Nirgendwo", None), ("Sturm", None)]
