"""Places: points in three datums, the main place, hours, corrections on the spot."""

from typing import Any

import pytest

from kamfield.accounts.models import Account
from kamfield.core.work import Work
from kamfield.geo.distance import metres_between
from kamfield.geo.point import Point
from tests.api import Api
from tests.make.accounts import BUND, make_account, make_place

GCJ = {"latitude": 31.238024, "longitude": 121.494585, "datum": "gcj02"}


@pytest.fixture
def account(work: Work) -> Account:
    account = make_account(work)
    work.db.commit()
    return account


def add(api: Api, account: Account, **columns: Any) -> dict[str, Any]:
    answer = api.li.post(f"/accounts/{account.id}/places", {"label": "Plant"} | columns)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json
    return found


def test_a_point_of_a_chinese_map_is_kept_as_gps_means_it(api: Api, account: Account) -> None:
    place = add(api, account, point=GCJ)
    assert place["location"] == "given"
    wgs84, gcj02 = (Point(**place["points"][datum]) for datum in ("wgs84", "gcj02"))
    assert metres_between(gcj02, Point(31.238024, 121.494585)) < 1
    assert 300 < metres_between(wgs84, gcj02) < 700
    assert metres_between(Point(**place["points"]["bd09"]), gcj02) > 300


def test_a_place_lives_at_an_address_of_its_own(api: Api, account: Account) -> None:
    place = add(api, account, point=GCJ)
    assert api.li.get(f"/places/{place['id']}").json == place
    assert api.li.get(f"/accounts/{account.id}/places").json["items"] == [place]
    assert api.sam.get(f"/places/{place['id']}").status_code == 404
    assert api.sam.get(f"/accounts/{account.id}/places").status_code == 404


def test_there_is_always_exactly_one_main_place(api: Api, account: Account) -> None:
    first, second, third = (add(api, account, label=label) for label in ("first", "second", "third"))
    assert main(api, account) == ["first"]
    assert api.li.patch(f"/places/{second['id']}", {"is_main": True}).json["is_main"] is True
    assert main(api, account) == ["second"]
    refused = api.li.patch(f"/places/{second['id']}", {"is_main": False})
    assert refused.json["errors"][0]["code"] == "no-main-place"
    api.li.delete(f"/places/{second['id']}")
    assert main(api, account) == ["first"]
    api.li.delete(f"/places/{first['id']}")
    assert main(api, account) == ["third"]
    api.li.delete(f"/places/{third['id']}")
    add(api, account, label="fourth", is_main=False)
    assert main(api, account) == ["fourth"]
    add(api, account, label="fifth", is_main=True)
    assert main(api, account) == ["fifth"]


def main(api: Api, account: Account) -> list[str]:
    places = api.li.get(f"/accounts/{account.id}/places").json["items"]
    return [place["label"] for place in places if place["is_main"]]


def test_a_rep_corrects_a_point_on_the_spot(api: Api, work: Work, account: Account) -> None:
    place = make_place(work, account, point=Point(31.0, 121.0))
    url = f"/places/{place.id}/point"
    rough = api.li.put(url, {"latitude": 31.24, "longitude": 121.49, "accuracy_metres": 900})
    assert (rough.status_code, rough.json["errors"][0]["code"]) == (422, "poor-accuracy")
    corrected = api.li.put(url, {"latitude": 31.24, "longitude": 121.49, "accuracy_metres": 8}).json
    assert corrected["points"]["wgs84"] == {"latitude": 31.24, "longitude": 121.49}
    assert (corrected["location"], corrected["accuracy_metres"]) == ("on_the_spot", 8)
    assert api.sam.put(url, {"latitude": 31.24, "longitude": 121.49, "accuracy_metres": 8}).status_code == 404


@pytest.mark.parametrize(
    "hours",
    [
        {"monday": [["09:00", "12:00"]]},
        {"mon": [["12:00", "09:00"]]},
        {"mon": [["09:00", "12:00"], ["11:00", "13:00"]]},
        {"mon": [["9:00", "12:00"]]},
        {"mon": [["09:00", "25:00"]]},
        {"mon": ["09:00", "12:00"]},
        {"mon": None},
        [],
    ],
)
def test_hours_that_are_none_are_refused(api: Api, account: Account, hours: Any) -> None:
    refused = api.li.post(f"/accounts/{account.id}/places", {"label": "Plant", "visiting_hours": hours})
    assert refused.status_code == 422
    assert refused.json["errors"][0]["pointer"].startswith("/visiting_hours")


def test_hours_come_back_as_they_were_given(api: Api, account: Account) -> None:
    hours = {"tue": [["13:30", "17:00"], ["18:00", "24:00"]], "mon": [["09:00", "11:30"]], "sun": []}
    place = add(api, account, visiting_hours=hours)
    assert place["visiting_hours"] == {"mon": hours["mon"], "tue": hours["tue"]}


@pytest.mark.parametrize(
    "point", [{"latitude": 91, "longitude": 0}, {"latitude": 1}, {"latitude": 1, "longitude": 1, "datum": "nad27"}]
)
def test_a_point_that_is_none_is_refused(api: Api, account: Account, point: Any) -> None:
    assert api.li.post(f"/accounts/{account.id}/places", {"label": "Plant", "point": point}).status_code == 422


def test_a_point_can_be_taken_away(api: Api, work: Work, account: Account) -> None:
    place = make_place(work, account, point=BUND)
    taken = api.li.patch(f"/places/{place.id}", {"point": None}).json
    assert (taken["points"], taken["location"]) == (None, "missing")
