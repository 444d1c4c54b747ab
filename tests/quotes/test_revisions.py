"""Another offer after the first: what the client has stays readable, and the ladder follows."""

import pytest

from kamfield.core.work import Work
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Moment
from tests.make.accounts import make_account
from tests.make.quotes import LINE, a_quote, a_sent_quote
from tests.quotes.test_quotes import steps_of


@pytest.fixture
def account_id(work: Work) -> str:
    return make_account(work).id


@pytest.fixture
def path(api: Api, account_id: str) -> str:
    sent = a_sent_quote(api.li, account_id, {"amount": None, "lines": [LINE]}, valid_until="2026-03-31")
    return f"/quotes/{sent['id']}"


def test_a_new_revision_keeps_the_old_one_readable(api: Api, path: str) -> None:
    begun = api.li.post(f"{path}/revisions", {"reason": "They take 30"}).json
    assert (begun["number"], begun["revision"], begun["reference"]) == ("Q2026-0001", 2, "Q2026-0001-R2")
    assert (begun["state"], begun["sent_on"], begun["amount"]) == ("ready", None, "186000.00")
    more = api.li.put(f"{path}/lines", {"lines": [LINE | {"quantity": "30"}]}).json
    assert more["amount"] == "232500.00"
    (old,) = api.li.get(f"{path}/revisions").json["items"]
    full = api.li.get(f"/revisions/{old['id']}").json
    assert (full["revision"], full["amount"], full["valid_until"]) == (1, "186000.00", "2026-03-31")
    assert [line["quantity"] for line in full["lines"]] == ["24"]
    assert full["reason"] == "They take 30"


def test_the_ladder_rests_until_the_revision_is_sent(api: Api, path: str, moment: Moment) -> None:
    quote_id = path.rpartition("/")[2]
    moment.advance(days=2)
    api.li.post(f"{path}/revisions")
    assert steps_of(api, quote_id) == []
    moment.advance(days=2)
    api.li.post(f"{path}/sending", {"valid_until": "2026-03-31"})
    assert steps_of(api, quote_id) == [
        ("after-3", "2026-03-09"),
        ("after-7", "2026-03-13"),
        ("after-14", "2026-03-20"),
        ("before-3", "2026-03-28"),
    ]


def test_an_unsent_revision_can_be_dropped(api: Api, path: str) -> None:
    quote_id = path.rpartition("/")[2]
    before, steps = api.li.get(path).json, steps_of(api, quote_id)
    api.li.post(f"{path}/revisions")
    api.li.put(f"{path}/lines", {"lines": [LINE | {"quantity": "1"}, LINE]})
    assert api.li.post(f"{path}/win").status_code == 409
    dropped = api.li.delete(f"{path}/revision-draft")
    assert dropped.status_code == 200
    after = api.li.get(path).json
    changing = {"version", "updated_at"}
    assert {name: after[name] for name in after.keys() - changing} == {
        name: before[name] for name in before.keys() - changing
    }
    assert (steps_of(api, quote_id), api.li.get(f"{path}/revisions").json["items"]) == (steps, [])
    assert api.li.post(f"{path}/win").json["state"] == "won"


def test_a_revision_can_be_begun_dropped_and_begun_again(api: Api, path: str) -> None:
    for _ in range(2):
        assert api.li.post(f"{path}/revisions").json["revision"] == 2
        assert api.li.delete(f"{path}/revision-draft").json["revision"] == 1
    assert api.li.delete(f"{path}/revision-draft").status_code == 409


def test_what_was_never_sent_is_not_revised(api: Api, account_id: str) -> None:
    quote = a_quote(api.li, account_id)
    assert api.li.post(f"/quotes/{quote['id']}/revisions").status_code == 409
    assert api.li.delete(f"/quotes/{quote['id']}/revision-draft").status_code == 409


def test_an_expired_one_is_renewed_or_revised(api: Api, path: str, worker: Worker, moment: Moment) -> None:
    quote_id = path.rpartition("/")[2]
    moment.advance(days=40)
    worker.run_due()
    past = api.li.post(f"{path}/renewal", {"valid_until": "2026-04-10"})
    assert (past.status_code, past.json["errors"][0]["code"]) == (422, "in-the-past")
    renewed = api.li.post(f"{path}/renewal", {"valid_until": "2026-04-30"}).json
    assert (renewed["state"], renewed["chased_from"]) == ("sent", "2026-04-11")
    assert [day for _, day in steps_of(api, quote_id)] == ["2026-04-14", "2026-04-18", "2026-04-25", "2026-04-27"]
    assert api.li.post(f"{path}/renewal", {"valid_until": "2026-05-30"}).status_code == 409
    moment.advance(days=40)
    worker.run_due()
    assert api.li.get(path).json["state"] == "expired"
    assert api.li.post(f"{path}/revisions").json["state"] == "ready"


def test_the_opportunity_is_worth_what_was_sent(api: Api, account_id: str) -> None:
    body = {"account_id": account_id, "name": "Pumps", "probability": 40, "expected_close_on": "2026-06-30"}
    opportunity = api.li.post("/opportunities", body).json
    where = f"/opportunities/{opportunity['id']}"
    offer = {"amount": None, "lines": [LINE], "opportunity_id": opportunity["id"]}
    sent = a_sent_quote(api.li, account_id, offer)
    assert float(api.li.get(where).json["amount"]) == 186000
    api.li.post(f"/quotes/{sent['id']}/revisions")
    api.li.put(f"/quotes/{sent['id']}/lines", {"lines": [LINE | {"quantity": "1"}]})
    assert float(api.li.get(where).json["amount"]) == 186000
    api.li.post(f"/quotes/{sent['id']}/sending")
    assert float(api.li.get(where).json["amount"]) == 7750
