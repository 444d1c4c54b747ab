"""A discount above the policy's limit goes out only with a manager's yes to the price as it is."""

from datetime import timedelta

import pytest

from kamfield.core.work import Work
from kamfield.worker import Worker
from tests.api import Api, Caller
from tests.cast import Moment
from tests.make.accounts import make_account
from tests.make.quotes import KNOWN, LINE, a_quote
from tests.make.reminders import work_off

LARGE = LINE | {"discount_percent": "15"}


@pytest.fixture
def account_id(work: Work) -> str:
    return make_account(work).id


@pytest.fixture
def path(api: Api, account_id: str) -> str:
    return a_ready_quote(api.li, account_id)


def a_ready_quote(caller: Caller, account_id: str) -> str:
    quote = a_quote(caller, account_id, amount=None, lines=[LARGE], dossier=KNOWN)
    caller.post(f"/quotes/{quote['id']}/readiness")
    return f"/quotes/{quote['id']}"


def test_a_large_discount_does_not_leave_without_a_managers_yes(api: Api, path: str) -> None:
    assert api.li.get(path).json["needs_price_approval"] is True
    refused = api.li.post(f"{path}/sending", headers={"Accept-Language": "zh-CN"})
    assert (refused.status_code, refused.json["code"]) == (409, "price-not-approved")
    assert refused.json["detail"] == "折扣 15% 超过上限 10%，价格须由经理批准。"
    assert (refused.json["discount_percent"], refused.json["price_state"]) == ("15", "open")
    asked = api.li.post(f"{path}/price-request", {"comment": "Entry into their second plant"}).json
    assert (asked["price_state"], asked["price_waiting_for_id"]) == ("asked", "user-mei")
    (waiting,) = api.mei.get("/quotes/awaiting-price-approval").json["items"]
    assert waiting["reference"] == "Q2026-0001"
    assert api.li.get("/quotes/awaiting-price-approval").json["items"] == []
    approved = api.mei.post(f"{path}/price-approval", {"comment": "This once", "version": waiting["version"]}).json
    assert (approved["price_state"], approved["price_decided_by_id"]) == ("approved", "user-mei")
    assert api.li.post(f"{path}/sending").json["state"] == "sent"


def test_nobody_approves_their_own(api: Api, path: str, account_id: str, work: Work) -> None:
    assert api.li.post(f"{path}/price-approval").status_code == 403
    assert api.ren.post(f"{path}/price-approval").status_code == 404
    theirs = a_ready_quote(api.mei, account_id)
    assert api.mei.post(f"{theirs}/price-approval").status_code == 403
    assert api.dana.post(f"{theirs}/price-approval").status_code == 200


def test_a_stand_in_approves_on_behalf(api: Api, path: str) -> None:
    today = {"from_on": "2026-03-02", "to_on": "2026-03-06"}
    assert api.mei.post("/delegations", {"stand_in_id": "user-ren", **today}).status_code == 201
    approved = api.ren.post(f"{path}/price-approval")
    assert approved.json["price_decided_by_id"] == "user-ren"
    assert approved.json["price_on_behalf_of_id"] == "user-mei"


def test_another_price_asks_again(api: Api, path: str) -> None:
    api.mei.post(f"{path}/price-approval")
    (line,) = api.li.get(path).json["lines"]
    same = {"id": line["id"], **LARGE, "description": "Other words"}
    assert api.li.put(f"{path}/lines", {"lines": [same]}).json["price_state"] == "approved"
    cheaper = api.li.put(f"{path}/lines", {"lines": [same | {"price": "7000"}]}).json
    assert (cheaper["price_state"], cheaper["price_decided_by_id"]) == ("open", None)
    assert api.li.post(f"{path}/sending").json["code"] == "price-not-approved"


def test_a_manager_decides_about_the_price_they_saw(api: Api, path: str) -> None:
    seen = api.mei.get(path).json["version"]
    api.li.put(f"{path}/lines", {"lines": [LARGE | {"discount_percent": "60"}]})
    assert api.mei.post(f"{path}/price-approval", {"version": seen}).status_code == 412


def test_a_refusal_says_why_and_another_price_may_be_asked_for(api: Api, path: str) -> None:
    api.li.post(f"{path}/price-request")
    refused = api.mei.post(f"{path}/price-refusal", {"reason": "Below cost"}).json
    assert (refused["price_state"], refused["price_comment"]) == ("refused", "Below cost")
    assert api.li.post(f"{path}/sending").json["price_state"] == "refused"
    assert api.mei.post(f"{path}/price-refusal", {"reason": "Still"}).status_code == 409
    assert api.li.post(f"{path}/price-request").json["price_state"] == "asked"


def test_what_needs_no_approval_asks_nobody(api: Api, path: str) -> None:
    api.ada.patch("/policies", {"discount_limit_percent": "15"})
    assert api.li.get(path).json["needs_price_approval"] is False
    asked = api.li.post(f"{path}/price-request")
    assert (asked.status_code, asked.json["code"]) == (409, "approval-not-needed")
    assert api.li.post(f"{path}/sending").status_code == 200


def test_who_does_not_answer_is_passed_over_upwards(api: Api, path: str, worker: Worker, moment: Moment) -> None:
    api.li.post(f"{path}/price-request")
    for hours, asked in ((47, "user-mei"), (1, "user-dana"), (48, None), (48, None)):
        moment.set(moment.now + timedelta(hours=hours))
        worker.run_due()
        assert api.li.get(path).json["price_waiting_for_id"] == asked
    assert api.mei.post(f"{path}/price-approval").status_code == 200


@pytest.mark.parametrize(("hours", "asked"), [(4, "user-dana"), (6, "user-mei")])
def test_other_hours_hold_for_a_price_that_waits_already(
    api: Api, path: str, worker: Worker, moment: Moment, hours: int, asked: str
) -> None:
    api.li.post(f"{path}/price-request")
    moment.advance(hours=3)
    assert api.ada.patch("/policies", {"escalation_hours": hours}).status_code == 200
    worker.run_due()
    assert asked_of(api, path) == "user-mei"
    moment.advance(hours=1)
    worker.run_due()
    assert asked_of(api, path) == asked


def test_other_hours_count_from_when_the_one_who_is_asked_now_was(
    api: Api, path: str, worker: Worker, moment: Moment
) -> None:
    api.li.post(f"{path}/price-request")
    moment.advance(hours=48)
    worker.run_due()
    moment.advance(hours=1)
    assert api.ada.patch("/policies", {"escalation_hours": 4}).status_code == 200
    for hours, asked in ((0, "user-dana"), (2, "user-dana"), (1, None)):
        moment.advance(hours=hours)
        worker.run_due()
        assert asked_of(api, path) == asked


def asked_of(api: Api, path: str) -> str | None:
    found: str | None = api.li.get(path).json["price_waiting_for_id"]
    return found


def test_it_follows_the_rep_to_another_manager_who_has_the_whole_time(
    api: Api, path: str, worker: Worker, moment: Moment
) -> None:
    api.li.post(f"{path}/price-request")
    moment.advance(hours=40)
    assert api.ada.patch("/users/user-li", {"manager_id": "user-max"}).status_code == 200
    worker.run_due()
    assert asked_of(api, path) == "user-max"
    for hours, asked in ((47, "user-max"), (1, "user-dana")):
        moment.advance(hours=hours)
        worker.run_due()
        assert asked_of(api, path) == asked


def test_an_approver_who_leaves_is_passed_over_and_one_who_comes_back_is_not_asked_again(
    api: Api, path: str, worker: Worker
) -> None:
    api.li.post(f"{path}/price-request")
    assert api.ada.post("/users/user-mei/deactivation").status_code == 200
    worker.run_due()
    assert asked_of(api, path) == "user-dana"
    assert api.ada.delete("/users/user-mei/deactivation").status_code == 200
    worker.run_due()
    assert asked_of(api, path) == "user-dana"


def test_what_everybody_above_let_lie_stays_with_the_administrators(
    api: Api, path: str, worker: Worker, moment: Moment
) -> None:
    api.li.post(f"{path}/price-request")
    for _ in range(2):
        moment.advance(hours=48)
        worker.run_due()
    assert asked_of(api, path) is None
    assert api.ada.patch("/users/user-li", {"manager_id": "user-max"}).status_code == 200
    worker.run_due()
    assert asked_of(api, path) is None


def test_the_manager_who_inherits_a_quotation_is_not_asked_about_it(api: Api, path: str, worker: Worker) -> None:
    api.li.post(f"{path}/price-request")
    given = api.ada.post("/handovers", {"leaver_id": "user-li", "receiver_id": "user-mei"})
    assert given.status_code == 201, given.json
    work_off(worker)
    inherited = api.mei.get(path).json
    assert (inherited["owner_id"], inherited["price_waiting_for_id"]) == ("user-mei", "user-dana")


def test_the_decision_is_on_the_timeline(api: Api, path: str, account_id: str) -> None:
    api.mei.post(f"{path}/price-approval")
    told = api.li.get(f"/accounts/{account_id}/timeline").json["items"][0]["text"]
    assert told == "Mei approved the price of quotation Q2026-0001 (discount 15%)."
