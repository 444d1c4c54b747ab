"""What every answer carries."""

import gzip
import json

import pytest
from backports import zstd
from flask import Flask

from kamfield.app import build
from kamfield.core.db import Database
from kamfield.settings import Settings
from tests.api import Api
from tests.cast import Moment

ORIGIN = "https://app.example"


@pytest.fixture
def open_to_an_app(settings: Settings, database: Database, moment: Moment) -> Flask:
    others = {**vars(settings), "cors_origins": f"https://other.example, {ORIGIN}"}
    return build(Settings(**others), database=database, clock=moment)


@pytest.mark.parametrize("path", ["/me", "/users", "/users/nobody", "/nowhere", "/healthz", "/docs"])
def test_every_answer_is_secured(api: Api, path: str) -> None:
    headers = api.li.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"


def test_a_request_keeps_the_id_it_came_with(api: Api) -> None:
    answer = api.li.get("/nowhere", headers={"X-Request-Id": "phone-1:42"})
    assert (answer.headers["X-Request-Id"], answer.json["request_id"]) == ("phone-1:42", "phone-1:42")


@pytest.mark.parametrize("given", ["", "x" * 101, "a b", "<script>", "a\tb"])
def test_an_impossible_id_is_replaced(api: Api, given: str) -> None:
    found = api.li.get("/me", headers={"X-Request-Id": given}).headers["X-Request-Id"]
    assert found != given
    assert len(found) == 36


def test_large_answers_are_packed_as_the_client_likes(api: Api) -> None:
    plain = api.nobody.get("/openapi.json").data
    zipped = api.nobody.get("/openapi.json", headers={"Accept-Encoding": "gzip"})
    assert (zipped.headers["Content-Encoding"], gzip.decompress(zipped.data)) == ("gzip", plain)
    packed = api.nobody.get("/openapi.json", headers={"Accept-Encoding": "gzip, zstd"})
    assert (packed.headers["Content-Encoding"], zstd.decompress(packed.data)) == ("zstd", plain)
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert json.loads(plain)["openapi"].startswith("3.1")
    assert "Content-Encoding" not in api.li.get("/me", headers={"Accept-Encoding": "gzip"}).headers


def test_a_browser_app_of_a_known_origin_may_read(open_to_an_app: Flask) -> None:
    api = Api(open_to_an_app)
    for path in ("/me", "/users/nobody"):
        headers = api.li.get(path, headers={"Origin": ORIGIN}).headers
        assert headers["Access-Control-Allow-Origin"] == ORIGIN
        assert "ETag" in headers["Access-Control-Expose-Headers"]
        assert "Origin" in headers["Vary"]


def test_a_browser_asks_first_and_is_told(open_to_an_app: Flask) -> None:
    asks = {"Origin": ORIGIN, "Access-Control-Request-Method": "PATCH", "Access-Control-Request-Headers": "If-Match"}
    answer = Api(open_to_an_app).nobody.send("OPTIONS", "/policies", headers=asks)
    assert answer.status_code == 200
    assert "PATCH" in answer.headers["Access-Control-Allow-Methods"]
    assert {"Authorization", "If-Match", "Idempotency-Key"} <= set(
        answer.headers["Access-Control-Allow-Headers"].split(", ")
    )


def test_other_origins_are_told_nothing(open_to_an_app: Flask, api: Api) -> None:
    for caller, origin in ((Api(open_to_an_app).li, "https://evil.example"), (api.li, ORIGIN)):
        assert "Access-Control-Allow-Origin" not in caller.get("/me", headers={"Origin": origin}).headers


def test_every_request_is_one_line_in_the_log(api: Api, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", "kamfield.access"):
        api.li.get("/me", headers={"X-Request-Id": "seen-in-the-log"})
    (line,) = caplog.records
    assert line.getMessage() == "GET /api/v1/me 200"
    assert (line.request_id, line.user_id, line.status) == ("seen-in-the-log", "user-li", 200)
