"""ETag, If-Match, If-None-Match."""

import pytest

from tests.api import Api


def test_a_thing_has_an_etag_and_is_not_sent_twice(api: Api) -> None:
    first = api.li.get("/me")
    assert first.headers["ETag"] == f'"{first.json["version"]}"'
    for known in (first.headers["ETag"], f"W/{first.headers['ETag']}", f'"0", {first.headers["ETag"]}'):
        again = api.li.get("/me", headers={"If-None-Match": known})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]
    assert api.li.get("/me", headers={"If-None-Match": '"999"'}).status_code == 200


def test_a_change_names_the_version_it_saw(api: Api) -> None:
    missing = api.ada.send("PATCH", "/policies", json={"visit_minutes": 30})
    assert (missing.status_code, missing.json["code"]) == (428, "version-missing")
    assert api.ada.patch("/policies", {"visit_minutes": 30}, version=0).status_code == 200
    stale = api.ada.patch("/policies", {"visit_minutes": 31}, version=0)
    assert (stale.status_code, stale.json["code"]) == (412, "changed-meanwhile")
    assert stale.json["version"] == 1
    assert api.ada.patch("/policies", {"visit_minutes": 31}, version="*").headers["ETag"] == '"2"'


@pytest.mark.parametrize("given", ['"x"', "1, 2", '"99999999999999999999"', "W/1x"])
def test_what_is_no_etag_of_ours_matches_nothing(api: Api, given: str) -> None:
    api.ada.patch("/policies", {"visit_minutes": 30})
    assert api.ada.patch("/policies", {"visit_minutes": 31}, headers={"If-Match": given}).status_code == 412


def test_a_head_request_has_the_headers_and_no_body(api: Api) -> None:
    answer = api.li.send("HEAD", "/me")
    assert (answer.status_code, answer.data, answer.headers["ETag"]) == (200, b"", '"1"')
