"""Addresses become points in the background, and never over the head of a person."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from kamfield.accounts.models import Account, Locating
from kamfield.core.journal import Entry
from kamfield.core.work import Work
from kamfield.outside import Outside, SilentOutside
from kamfield.outside.maps import Located, MapsUnavailable, SilentMaps
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Moment
from tests.make.accounts import make_account

ADDRESS = "中山东一路 12 号"
ASKED = f"{ADDRESS}, 上海"
BUND = Located(31.24, 121.49, "The Bund")


@pytest.fixture
def known() -> dict[str, Located | MapsUnavailable]:
    """What the map knows; a test may change it while it runs."""
    return {ASKED: BUND}


@pytest.fixture
def outside(outside: SilentOutside, known: dict[str, Any]) -> Outside:
    return replace(outside, maps=SilentMaps(known))


@pytest.fixture
def account(work: Work) -> Account:
    account = make_account(work)
    work.db.commit()
    return account


@pytest.fixture
def place(api: Api, account: Account) -> dict[str, Any]:
    body = {"label": "Plant", "address": ADDRESS, "city": "上海", "country": "CN"}
    added = api.li.post(f"/accounts/{account.id}/places", body).json
    assert (added["location"], added["points"]) == ("waiting", None)
    found: dict[str, Any] = added
    return found


def now(api: Api, place: dict[str, Any]) -> tuple[str, dict[str, float] | None]:
    found = api.li.get(f"/places/{place['id']}").json
    return found["location"], found["points"] and found["points"]["wgs84"]


def test_an_address_becomes_a_point(
    api: Api, worker: Worker, outside: SilentOutside, place: dict[str, Any], work: Work
) -> None:
    worker.run_due()
    assert outside.maps.asked == [(ASKED, "CN")]
    assert now(api, place) == ("maps", {"latitude": 31.24, "longitude": 121.49})
    assert work.db.query(Entry).filter_by(verb="place.locate").one().actor_id == "system"
    worker.run_due()
    assert len(outside.maps.asked) == 1


def test_an_address_that_the_map_does_not_know_says_so(
    api: Api, worker: Worker, known: dict[str, Any], place: dict[str, Any]
) -> None:
    known.clear()
    worker.run_due()
    assert now(api, place) == ("not_found", None)


def test_a_map_out_of_reach_is_asked_again(
    api: Api, worker: Worker, moment: Moment, known: dict[str, Any], place: dict[str, Any]
) -> None:
    known[ASKED] = MapsUnavailable("no answer")
    worker.run_due()
    assert now(api, place) == ("waiting", None)
    known[ASKED] = BUND
    moment.advance(seconds=29)
    worker.run_due()
    assert now(api, place) == ("waiting", None)
    moment.advance(seconds=2)
    worker.run_due()
    assert now(api, place)[0] == "maps"


def test_a_map_that_names_an_hour_is_left_alone_for_it(
    api: Api, worker: Worker, moment: Moment, outside: SilentOutside, known: dict[str, Any], place: dict[str, Any]
) -> None:
    known[ASKED] = MapsUnavailable("too many questions", retry_after_seconds=3600)
    worker.run_due()
    moment.advance(minutes=59)
    worker.run_due()
    assert len(outside.maps.asked) == 1
    known[ASKED] = BUND
    moment.advance(minutes=2)
    worker.run_due()
    assert now(api, place)[0] == "maps"


def test_what_was_given_up_is_taken_up_the_next_night(
    api: Api, worker: Worker, moment: Moment, known: dict[str, Any], place: dict[str, Any], work: Work
) -> None:
    known[ASKED] = MapsUnavailable("no answer")
    for _ in range(6):
        worker.run_due()
        moment.advance(minutes=10)
    assert work.db.query(Locating).one().parked_at is not None
    work.db.expire_all()
    known[ASKED] = BUND
    moment.set(datetime(2026, 3, 3, 3, 21, tzinfo=UTC))
    worker.run_due()
    worker.run_due()
    assert now(api, place)[0] == "maps"


def test_what_the_map_has_answered_is_cleared_away_at_night(
    worker: Worker, moment: Moment, place: dict[str, Any], work: Work
) -> None:
    worker.run_due()
    assert work.db.query(Locating).count() == 1
    moment.set(datetime(2026, 3, 2, 18, 51, tzinfo=UTC))
    worker.run_due()
    assert work.db.query(Locating).count() == 0


def test_the_map_never_moves_a_point_that_a_person_set(
    api: Api, worker: Worker, place: dict[str, Any], outside: SilentOutside
) -> None:
    here = {"latitude": 31.1, "longitude": 121.1}
    api.li.put(f"/places/{place['id']}/point", here | {"accuracy_metres": 8})
    worker.run_due()
    assert now(api, place) == ("on_the_spot", here)
    api.li.patch(f"/places/{place['id']}", {"address": "elsewhere"})
    worker.run_due()
    assert now(api, place) == ("on_the_spot", here)


def test_an_answer_about_an_old_address_is_dropped(
    api: Api, worker: Worker, known: dict[str, Any], place: dict[str, Any], outside: SilentOutside
) -> None:
    known["南京路 1 号, 上海"] = Located(31.23, 121.47, "Nanjing Road")
    api.li.patch(f"/places/{place['id']}", {"address": "南京路 1 号"})
    worker.run_due()
    assert [address for address, _ in outside.maps.asked] == [ASKED, "南京路 1 号, 上海"]
    assert now(api, place) == ("maps", {"latitude": 31.23, "longitude": 121.47})


def test_nobody_is_asked_about_a_place_that_is_gone(
    api: Api, worker: Worker, place: dict[str, Any], work: Work
) -> None:
    api.li.delete(f"/places/{place['id']}")
    worker.run_due()
    assert work.db.query(Entry).filter_by(verb="place.locate").count() == 0
