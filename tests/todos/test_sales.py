"""Money on the week's list: answers that grow old before a purchase, and what nobody has decided yet."""

from datetime import date
from typing import Any

import pytest

from kamfield.core.work import Work
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Cast, Moment
from tests.make.accounts import make_account
from tests.make.opportunities import an_opportunity, say
from tests.make.quotes import a_quote, a_sent_quote
from tests.make.reminders import work_off
from tests.make.todos import in_shanghai, items, live_at

STALE, ENDING, QUOTE = ({"source_kind": kind} for kind in ("stale_answers", "opportunity_end", "quote_end"))


@pytest.fixture
def account_id(work: Work) -> str:
    account_id = make_account(work).id
    work.db.commit()
    return account_id


@pytest.fixture
def one(api: Api, account_id: str) -> dict[str, Any]:
    """An opportunity that should close in the middle of May."""
    return an_opportunity(api.li, account_id, name="Line 2", expected_close_on="2026-05-15")


def sent(api: Api, one: dict[str, Any]) -> str:
    return f"/quotes/{a_sent_quote(api.li, one['account_id'], {'opportunity_id': one['id']})['id']}"


def states(api: Api, kind: dict[str, str]) -> list[str]:
    return [item["state"] for item in items(api.li, **kind)]


def test_a_yes_that_grows_old_before_the_close_is_asked_again_and_ends_when_it_is(
    api: Api, worker: Worker, moment: Moment, one: dict[str, Any]
) -> None:
    for question in ("funds_secured", "need_clear"):
        say(api.li, one["id"], question, "yes")
    say(api.li, one["id"], "driver_evident", "unknown")
    live_at(worker, moment, in_shanghai(2026, 5, 4, 9))
    (item,) = items(api.li, **STALE)
    assert item["title"] == "预计签约日临近，请重新确认：Line 2（资金是否落实？需求是否明确？）"
    assert (item["due_on"], item["source_id"]) == ("2026-05-15", one["id"])
    refused = api.li.post(f"/todo-items/{item['id']}/completion").json
    assert (refused["code"], refused["where"]) == ("ends-elsewhere", f"/opportunities/{one['id']}/answers")
    say(api.li, one["id"], "funds_secured", "yes")
    work_off(worker)
    (item,) = items(api.li, **STALE)
    assert (item["state"], item["title"].endswith("Line 2（需求是否明确？）")) == ("open", True)
    say(api.li, one["id"], "need_clear", "no")
    work_off(worker)
    assert states(api, STALE) == ["done"]


@pytest.mark.parametrize(
    ("closes", "day", "asked"),
    [
        ("2026-05-31", date(2026, 5, 1), False),  # 60 days old: fresh to the last
        ("2026-05-31", date(2026, 5, 2), True),
        ("2026-06-01", date(2026, 5, 2), False),  # 30 days away: one more than the policy asks
        ("2026-04-01", date(2026, 5, 2), True),  # it should have closed long ago
    ],
)
def test_it_is_asked_when_it_is_stale_and_the_close_is_near(
    api: Api, worker: Worker, moment: Moment, account_id: str, closes: str, day: date, asked: bool
) -> None:
    api.ada.patch("/policies", {"answers_asked_days_before_close": 29})
    found = an_opportunity(api.li, account_id, expected_close_on=closes)
    say(api.li, found["id"], "funds_secured", "yes")
    live_at(worker, moment, in_shanghai(day.year, day.month, day.day, 9))
    api.li.patch(f"/opportunities/{found['id']}", {"description": "Looked at again"})
    work_off(worker)
    assert bool(items(api.li, **STALE)) == asked


@pytest.mark.parametrize(("ends", "body"), [("win", {}), ("loss", {"reason": "late"})])
def test_a_decided_purchase_asks_nothing_more(
    api: Api, worker: Worker, moment: Moment, one: dict[str, Any], ends: str, body: dict[str, str]
) -> None:
    say(api.li, one["id"], "funds_secured", "yes")
    live_at(worker, moment, in_shanghai(2026, 5, 4, 9))
    assert states(api, STALE) == ["open"]
    api.li.post(f"/opportunities/{one['id']}/{ends}", body)
    work_off(worker)
    assert states(api, STALE) == ["dropped"]


def test_one_that_is_put_off_is_asked_about_later(
    api: Api, worker: Worker, moment: Moment, one: dict[str, Any]
) -> None:
    say(api.li, one["id"], "funds_secured", "yes")
    live_at(worker, moment, in_shanghai(2026, 5, 4, 9))
    for closes, state in (("2026-12-15", "done"), ("2026-05-20", "open")):
        api.li.patch(f"/opportunities/{one['id']}", {"expected_close_on": closes})
        work_off(worker)
        assert states(api, STALE) == [state]
    assert items(api.li, **STALE)[0]["due_on"] == "2026-05-20"


def test_the_last_quotation_lost_asks_the_owner_until_they_decide(
    api: Api, worker: Worker, one: dict[str, Any]
) -> None:
    api.li.post(f"{sent(api, one)}/loss", {"reason": "price"})
    work_off(worker)
    (item,) = items(api.li, **ENDING)
    assert item["title"] == "Line 2：该商机已没有未决的报价：是赢单、丢单，还是会再报价？"
    assert (item["state"], item["due_on"], item["source_id"]) == ("open", "2026-03-02", one["id"])
    api.li.post(f"/opportunities/{one['id']}/loss", {"reason": "price"})
    work_off(worker)
    assert states(api, ENDING) == ["done"]


def test_another_offer_answers_the_question_too(api: Api, worker: Worker, one: dict[str, Any]) -> None:
    api.li.post(f"{sent(api, one)}/withdrawal")
    work_off(worker)
    assert states(api, ENDING) == ["open"]
    a_quote(api.li, one["account_id"], opportunity_id=one["id"])
    work_off(worker)
    assert states(api, ENDING) == ["dropped"]


def test_who_told_at_once_is_not_asked(api: Api, worker: Worker, one: dict[str, Any]) -> None:
    api.li.post(f"{sent(api, one)}/win", {"opportunity": "open"})
    work_off(worker)
    api.li.post(f"{sent(api, one)}/loss", {"reason": "price", "opportunity": "lost"})
    work_off(worker)
    assert states(api, ENDING) == []


def test_an_expired_one_leaves_the_question_behind(
    api: Api, worker: Worker, moment: Moment, one: dict[str, Any]
) -> None:
    quote = a_sent_quote(api.li, one["account_id"], {"opportunity_id": one["id"]}, valid_until="2026-03-04")
    moment.advance(days=4)
    work_off(worker)
    assert states(api, ENDING) == ["open"]
    api.li.post(f"/quotes/{quote['id']}/renewal", {"valid_until": "2026-04-30"})
    work_off(worker)
    assert states(api, ENDING) == ["dropped"]


def test_a_decided_purchase_asks_whoever_has_a_quotation_open_for_it(
    api: Api, worker: Worker, one: dict[str, Any]
) -> None:
    path = sent(api, one)
    api.li.post(f"/opportunities/{one['id']}/win")
    work_off(worker)
    (item,) = items(api.li, **QUOTE)
    assert (item["title"], item["state"]) == ("客户已有结论，请登记报价结果：Q2026-0001 24 infusion pumps", "open")
    assert api.li.post(f"/todo-items/{item['id']}/completion").json["where"] == path
    api.li.post(f"{path}/withdrawal")
    work_off(worker)
    assert states(api, QUOTE) == ["done"]


def test_a_purchase_that_is_opened_again_needs_no_ends_of_its_quotations(
    api: Api, worker: Worker, one: dict[str, Any]
) -> None:
    sent(api, one)
    api.li.post(f"/opportunities/{one['id']}/loss", {"reason": "late"})
    work_off(worker)
    assert states(api, QUOTE) == ["open"]
    assert api.mei.post(f"/opportunities/{one['id']}/reopening", {"reason": "They ask again"}).status_code == 200
    work_off(worker)
    assert states(api, QUOTE) == ["dropped"]


def test_the_questions_are_the_owners_and_not_the_sellers(api: Api, worker: Worker, one: dict[str, Any]) -> None:
    api.li.post(f"/accounts/{one['account_id']}/members", {"user_id": Cast.ren.id})
    theirs = a_sent_quote(api.ren, one["account_id"], {"opportunity_id": one["id"]})
    api.ren.post(f"/quotes/{theirs['id']}/loss", {"reason": "price"})
    work_off(worker)
    assert (states(api, ENDING), items(api.ren, **ENDING)) == (["open"], [])
