"""A quotation ends with its last day where the client is, also when the client, or who counts for them, moves."""

from datetime import UTC, datetime
from typing import Any

import pytest

from kamfield.core.work import Work
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Cast, Moment
from tests.make.accounts import make_account
from tests.make.quotes import a_sent_quote
from tests.make.reminders import work_off
from tests.quotes.test_quotes import steps_of

MIDNIGHT = {  # after the 7th of March
    "Asia/Shanghai": datetime(2026, 3, 7, 16, 0, tzinfo=UTC),
    "Europe/Berlin": datetime(2026, 3, 7, 23, 0, tzinfo=UTC),
    "America/New_York": datetime(2026, 3, 8, 5, 0, tzinfo=UTC),
}


@pytest.fixture
def account_id(work: Work) -> str:
    return make_account(work, time_zone="Asia/Shanghai").id


def state_at(api: Api, worker: Worker, moment: Moment, quote: dict[str, Any], at: datetime) -> str:
    moment.set(at)
    work_off(worker)
    return str(api.dana.get(f"/quotes/{quote['id']}").json["state"])


def ends_with_its_day_in(zone: str, api: Api, worker: Worker, moment: Moment, quote: dict[str, Any]) -> None:
    before = MIDNIGHT[zone].replace(minute=59, hour=(MIDNIGHT[zone].hour - 1))
    assert state_at(api, worker, moment, quote, before) == "sent"
    assert state_at(api, worker, moment, quote, MIDNIGHT[zone]) == "expired"


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York"])
def test_a_client_who_moves_west_has_until_their_own_midnight(
    api: Api, account_id: str, worker: Worker, moment: Moment, zone: str
) -> None:
    quote = a_sent_quote(api.li, account_id, valid_until="2026-03-07")
    assert api.li.patch(f"/accounts/{account_id}", {"time_zone": zone}).status_code == 200
    ends_with_its_day_in(zone, api, worker, moment, quote)


def test_a_client_who_moves_east_does_not_keep_the_longer_day(
    api: Api, work: Work, worker: Worker, moment: Moment
) -> None:
    account_id = make_account(work, time_zone="America/New_York").id
    quote = a_sent_quote(api.li, account_id, valid_until="2026-03-07")
    assert state_at(api, worker, moment, quote, MIDNIGHT["Asia/Shanghai"]) == "sent"
    assert api.li.patch(f"/accounts/{account_id}", {"time_zone": "Asia/Shanghai"}).status_code == 200
    assert state_at(api, worker, moment, quote, MIDNIGHT["Asia/Shanghai"]) == "expired"


def test_without_a_zone_of_the_client_the_owners_counts(
    api: Api, account_id: str, worker: Worker, moment: Moment
) -> None:
    quote = a_sent_quote(api.li, account_id, valid_until="2026-03-07")
    api.li.patch(f"/accounts/{account_id}", {"time_zone": None})
    assert api.li.patch("/users/user-li", {"time_zone": "Europe/Berlin"}).status_code == 200
    ends_with_its_day_in("Europe/Berlin", api, worker, moment, quote)


def test_the_receivers_days_count_after_a_hand_over(api: Api, work: Work, worker: Worker, moment: Moment) -> None:
    quote = a_sent_quote(api.li, make_account(work).id, valid_until="2026-03-07")
    assert api.ada.post("/handovers", {"leaver_id": Cast.li.id, "receiver_id": Cast.sam.id}).status_code == 201
    ends_with_its_day_in("Europe/Berlin", api, worker, moment, quote)


def test_a_merged_clients_quotations_end_where_the_one_that_is_left_is(
    api: Api, account_id: str, work: Work, worker: Worker, moment: Moment
) -> None:
    other = make_account(work, time_zone="Europe/Berlin")
    quote = a_sent_quote(api.li, account_id, valid_until="2026-03-07")
    assert api.mei.post(f"/accounts/{other.id}/merge", {"from_id": account_id}).status_code == 200
    ends_with_its_day_in("Europe/Berlin", api, worker, moment, quote)


@pytest.mark.parametrize(("ending", "body"), [("win", {}), ("loss", {"reason": "price"})])
def test_no_move_touches_what_was_decided(
    api: Api, account_id: str, worker: Worker, moment: Moment, ending: str, body: dict[str, str]
) -> None:
    quote = a_sent_quote(api.li, account_id, valid_until="2026-03-07")
    decided = api.li.post(f"/quotes/{quote['id']}/{ending}", body).json
    api.li.patch(f"/accounts/{account_id}", {"time_zone": "Pacific/Kiritimati"})
    assert state_at(api, worker, moment, quote, MIDNIGHT["America/New_York"]) == decided["state"]
    assert api.li.get(f"/quotes/{quote['id']}").json["version"] == decided["version"]


def test_a_move_doubles_no_step(api: Api, account_id: str, worker: Worker) -> None:
    quote = a_sent_quote(api.li, account_id, valid_until="2026-03-31")
    before = steps_of(api, quote["id"])
    for zone in ("America/New_York", "Asia/Shanghai", None):
        api.li.patch(f"/accounts/{account_id}", {"time_zone": zone})
        work_off(worker)
    assert steps_of(api, quote["id"]) == before
    assert api.ada.get("/journal?verb=quote.reschedule").json["items"] == []
