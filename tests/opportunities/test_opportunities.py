"""An opportunity from the first hint to the client's decision, over HTTP."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from kamfield.core.work import Work
from kamfield.opportunities.actions import take_offer
from kamfield.opportunities.rules.offers import Offer
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Cast, Moment
from tests.make.accounts import make_account
from tests.make.opportunities import an_opportunity
from tests.make.quotes import a_quote


@pytest.fixture
def account_id(work: Work) -> str:
    return make_account(work).id


def names(api: Api, query: str = "") -> list[str]:
    return [one["name"] for one in api.li.get(f"/opportunities?{query}").json["items"]]


def test_it_begins_as_a_potential_one_of_the_caller(api: Api, account_id: str) -> None:
    found = an_opportunity(api.li, account_id)
    assert (found["status"], found["owner_id"], found["amount"]) == ("potential", "user-li", "480000.00")
    assert (found["probability"], found["amount_source"]) == (15, "own")
    assert api.li.get(f"/opportunities/{found['id']}").json["name"] == "Bearing housings for line 2"


def test_the_currency_is_the_companys_unless_given(api: Api, account_id: str) -> None:
    api.ada.patch("/policies", {"currency": "EUR"})
    plain = {"account_id": account_id, "name": "Seals", "expected_close_on": "2026-06-30"}
    assert api.li.post("/opportunities", plain).json["currency"] == "EUR"


def test_a_manager_may_note_one_for_a_rep(api: Api, account_id: str) -> None:
    assert an_opportunity(api.mei, account_id, owner_id="user-li")["owner_id"] == "user-li"
    draft = {"account_id": account_id, "name": "x", "expected_close_on": "2026-06-30", "owner_id": "user-mei"}
    refused = api.li.post("/opportunities", draft)
    assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, "/owner_id")


@pytest.mark.parametrize(("field", "value"), [("probability", 101), ("amount", "-1"), ("currency", "yuan")])
def test_what_makes_no_sense_is_refused_at_its_field(api: Api, account_id: str, field: str, value: object) -> None:
    draft = {"account_id": account_id, "name": "x", "expected_close_on": "2026-06-30", field: value}
    refused = api.li.post("/opportunities", draft)
    assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, f"/{field}")


def test_the_list_is_filtered_and_sorted(api: Api, account_id: str, work: Work) -> None:
    elsewhere = make_account(work).id
    an_opportunity(api.li, account_id, name="B", expected_close_on="2026-05-31", currency="EUR")
    an_opportunity(api.li, elsewhere, name="A", expected_close_on="2026-09-30")
    won = an_opportunity(api.li, account_id, name="C", expected_close_on="2026-04-30")
    api.li.post(f"/opportunities/{won['id']}/win")
    assert names(api) == ["C", "B", "A"]
    assert names(api, "sort=-name") == ["C", "B", "A"]
    assert names(api, "sort=name") == ["A", "B", "C"]
    assert names(api, f"account_id={elsewhere}") == ["A"]
    assert names(api, "status=won") == names(api, "undecided=false") == ["C"]
    assert names(api, "undecided=true") == ["B", "A"]
    assert names(api, "currency=EUR") == ["B"]
    assert names(api, "closes_from=2026-05-31&closes_to=2026-05-31") == ["B"]
    assert names(api, "owner_id=user-ren") == []


def test_the_pages_follow_each_other(api: Api, account_id: str) -> None:
    for number in range(5):
        an_opportunity(api.li, account_id, name=f"{number}")
    first = api.li.get("/opportunities?limit=3").json
    rest = api.li.get(f"/opportunities?limit=3&cursor={first['next_cursor']}").json
    assert [one["name"] for one in (*first["items"], *rest["items"])] == ["0", "1", "2", "3", "4"]


def test_a_change_needs_the_version_that_was_seen(api: Api, account_id: str) -> None:
    found = an_opportunity(api.li, account_id)
    changed = api.li.patch(f"/opportunities/{found['id']}", {"probability": 60}, version=found["version"])
    assert changed.json["probability"] == 60
    again = api.li.patch(f"/opportunities/{found['id']}", {"probability": 10}, version=found["version"])
    assert again.status_code == 412


def test_what_was_won_does_not_change_until_a_manager_opens_it_again(api: Api, account_id: str) -> None:
    path = f"/opportunities/{an_opportunity(api.li, account_id)['id']}"
    won = api.li.post(f"{path}/win").json
    assert (won["status"], won["decided_on"], won["decided_from"]) == ("won", "2026-03-02", "potential")
    assert api.li.patch(path, {"amount": "1.00"}).json["code"] == "wrong-state"
    assert api.li.delete(path).status_code == 409
    assert api.li.post(f"{path}/loss", {"reason": "price"}).status_code == 409
    assert api.li.post(f"{path}/reopening", {"reason": "cancelled"}).status_code == 403
    opened = api.mei.post(f"{path}/reopening", {"reason": "The order was cancelled"}).json
    assert (opened["status"], opened["decided_on"]) == ("potential", None)
    assert api.li.patch(path, {"amount": "1.00"}).json["amount"] == "1.00"
    told = [one["text"] for one in api.mei.get(f"/accounts/{account_id}/timeline").json["items"]]
    assert any("The order was cancelled" in text for text in told)


def test_a_lost_one_says_why_to_whom_and_what_we_learned(api: Api, account_id: str) -> None:
    path = f"/opportunities/{an_opportunity(api.li, account_id)['id']}"
    lost = api.li.post(f"{path}/loss", {"reason": "late", "lost_to": "Nordring", "learned": "Meet the engineer"}).json
    assert (lost["status"], lost["loss_reason"], lost["lost_to"]) == ("lost", "late", "Nordring")
    assert lost["learned"] == "Meet the engineer"
    assert api.li.post(f"{path}/win").status_code == 409


def test_the_day_of_a_decision_is_the_reps_and_not_tomorrow(api: Api, account_id: str, moment: Moment) -> None:
    moment.set(datetime(2026, 3, 2, 17, 0, tzinfo=UTC))  # already the third in Shanghai
    path = f"/opportunities/{an_opportunity(api.li, account_id)['id']}"
    refused = api.li.post(f"{path}/win", {"decided_on": "2026-03-04"})
    assert refused.json["errors"][0]["pointer"] == "/decided_on"
    assert api.li.post(f"{path}/win").json["decided_on"] == "2026-03-03"


def test_a_step_back_needs_a_reason_and_has_an_end(api: Api, account_id: str) -> None:
    path = f"/opportunities/{an_opportunity(api.li, account_id)['id']}"
    assert api.li.post(f"{path}/setbacks", {"reason": "x"}).json["code"] == "wrong-state"
    assert api.li.post(f"{path}/setbacks").status_code == 422


def test_one_that_never_was_one_goes(api: Api, account_id: str) -> None:
    path = f"/opportunities/{an_opportunity(api.li, account_id)['id']}"
    assert api.li.delete(path).status_code == 204
    assert api.li.get(path).status_code == 404
    assert names(api) == []


def test_the_team_sees_it_the_stranger_does_not(api: Api, account_id: str) -> None:
    found = an_opportunity(api.li, account_id)
    path = f"/opportunities/{found['id']}"
    assert api.ren.get(path).status_code == 404
    assert api.mei.post(f"/accounts/{account_id}/members", {"user_id": "user-ren"}).status_code == 201
    assert api.ren.get(path).status_code == 200
    assert [one["id"] for one in api.ren.get("/opportunities").json["items"]] == [found["id"]]
    assert api.ren.patch(path, {"probability": 1}).status_code == 403
    assert api.sam.get(path).status_code == 404


def test_what_refers_to_an_opportunity_is_of_the_same_account(api: Api, account_id: str, work: Work) -> None:
    elsewhere = make_account(work).id
    mine, other = an_opportunity(api.li, account_id)["id"], an_opportunity(api.li, elsewhere)["id"]
    quote = a_quote(api.li, account_id, opportunity_id=mine)
    assert [one["id"] for one in api.li.get(f"/quotes?opportunity_id={mine}").json["items"]] == [quote["id"]]
    refused = api.li.patch(f"/quotes/{quote['id']}", {"opportunity_id": other})
    assert refused.json["errors"][0] == {
        "pointer": "/opportunity_id",
        "code": "not-of-this-account",
        "detail": "This opportunity belongs to another account.",
    }
    visit = api.li.post("/visits", {"account_id": account_id, "day": "2026-03-04", "quote_id": quote["id"]}).json
    assert (visit["quote_id"], visit["opportunity_id"]) == (quote["id"], mine)
    assert api.li.patch(f"/visits/{visit['id']}", {"opportunity_id": other}).status_code == 422
    assert [one["id"] for one in api.li.get(f"/visits?opportunity_id={mine}").json["items"]] == [visit["id"]]
    plan = api.li.post("/plans", {"month": "2026-03"}).json
    line = {"visit_id": visit["id"], "opportunity_id": other}
    assert api.li.post(f"/plans/{plan['id']}/lines", line).status_code == 422
    line["opportunity_id"] = mine
    assert api.li.post(f"/plans/{plan['id']}/lines", line).json["opportunity_id"] == mine


def test_a_leavers_open_opportunities_go_on(api: Api, account_id: str, worker: Worker) -> None:
    open_one, won = (an_opportunity(api.li, account_id)["id"] for _ in range(2))
    api.li.post(f"/opportunities/{won}/win")
    assert api.mei.post("/handovers", {"leaver_id": "user-li", "receiver_id": "user-ren"}).status_code == 201
    worker.run_due()
    assert api.ren.get(f"/opportunities/{open_one}").json["owner_id"] == "user-ren"
    assert api.mei.get(f"/opportunities/{won}").json["owner_id"] == "user-li"


def test_opportunities_follow_a_merged_account(api: Api, account_id: str, work: Work, worker: Worker) -> None:
    other = make_account(work)
    found = an_opportunity(api.li, other.id)["id"]
    assert api.mei.post(f"/accounts/{account_id}/merge", {"from_id": other.id}).status_code == 200
    worker.run_due()
    assert api.li.get(f"/opportunities/{found}").json["account_id"] == account_id


def test_what_a_quotation_says_counts_until_the_owner_says_otherwise(api: Api, account_id: str, work: Work) -> None:
    found = an_opportunity(api.li, account_id)["id"]
    by_li = replace(work, user=Cast.li.actor)
    offer = Offer("a-quote", Decimal("99.50"), "EUR", probability=70)
    assert take_offer(by_li, found, offer)
    assert not take_offer(by_li, found, offer)
    work.db.flush()
    seen = api.li.get(f"/opportunities/{found}").json
    assert (seen["amount"], seen["currency"]) == ("99.50", "EUR")
    assert (seen["amount_source"], seen["amount_source_id"]) == ("quote", "a-quote")
    assert (seen["probability"], seen["probability_source"], seen["probability_source_id"]) == (70, "quote", "a-quote")
    own = api.li.patch(f"/opportunities/{found}", {"amount": "100.00"}).json
    assert (own["amount_source"], own["amount_source_id"], own["probability_source"]) == ("own", None, "quote")
    own = api.li.patch(f"/opportunities/{found}", {"probability": 40}).json
    assert (own["probability"], own["probability_source"], own["probability_source_id"]) == (40, "own", None)
    api.li.post(f"/opportunities/{found}/win")
    assert not take_offer(by_li, found, Offer("a-quote", Decimal("1"), "EUR"))
