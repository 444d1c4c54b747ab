"""A rep puts something to do on the week with a browser."""

from datetime import timedelta

import pytest

from kamfield.core.work import Work
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Cast, Moment
from tests.make.accounts import make_account
from tests.make.browsers import Browser
from tests.make.reminders import work_off
from tests.make.todos import in_shanghai, live_at, the_list

MONDAY = in_shanghai(2026, 3, 9, 7, 30)


@pytest.fixture
def client_id(browser: Browser, work: Work, worker: Worker, moment: Moment) -> str:
    """A client of li, who has signed in and looks at the week of March 9."""
    account_id: str = make_account(work, name="Harbour Bearings").id
    make_account(work, lead=Cast.sam, name="Elbe Pumps")
    work.db.commit()
    work_off(worker)
    live_at(worker, moment, MONDAY)
    browser.open("/week")
    browser.sign_in(Cast.li)
    return account_id


def items(api: Api, title: str) -> list[dict]:
    return [one for one in api.li.get("/todo-items").json["items"] if one["title"] == title]


def test_a_title_is_enough_and_it_stands_on_the_week(browser: Browser, api: Api, client_id: str) -> None:
    page = browser.send("/week/items", title="Order samples")
    (made,) = items(api, "Order samples")
    assert (made["due_on"], made["account_id"], made["source_kind"]) == (None, None, "own")
    assert made["list_id"] == the_list(api.li, "2026-03-09")["id"]
    assert (page.status_code, page.request.path) == (200, "/week")
    assert f'id="item-{made["id"]}"' in page.text


def test_a_day_and_a_client_of_ones_own_go_with_it(browser: Browser, api: Api, client_id: str) -> None:
    assert "Harbour Bearings" in browser.page.text
    assert "Elbe Pumps" not in browser.page.text, "nobody else's clients are told"
    browser.send("/week/items", title="Order samples", due_on="2026-03-18", account_id=client_id)
    (made,) = items(api, "Order samples")
    assert (made["due_on"], made["account_name"]) == ("2026-03-18", "Harbour Bearings")
    assert "第 12 周" in browser.text, "one sees it where it stands"
    assert "Order samples" in browser.text


def test_a_double_tap_adds_one_and_the_same_words_another_time_add_another(
    browser: Browser, api: Api, client_id: str
) -> None:
    form = {**browser.form("/week/items"), "title": "Order samples"}
    answers = [browser.post("/week/items", form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303], answers[1].text
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert len(items(api, "Order samples")) == 1
    browser.post("/week/items", {**form, "title": "Call the laboratory"})
    assert len(items(api, "Call the laboratory")) == 1, "who goes back and writes something else loses nothing"
    browser.open("/week")
    browser.send("/week/items", title="Order samples")
    assert len(items(api, "Order samples")) == 2


def test_without_a_word_nothing_is_added_and_what_was_typed_is_kept(browser: Browser, api: Api, client_id: str) -> None:
    refused = browser.send("/week/items", title=" ", due_on="2026-03-12", account_id=client_id)
    assert refused.status_code == 422
    assert "请填写要做什么。" in browser.text
    assert browser.form("/week/items")["due_on"] == "2026-03-12"
    assert f'<option value="{client_id}" selected>' in browser.page.text


def test_of_a_week_to_come_it_is_due_in_it_and_a_week_that_is_over_takes_nothing(
    browser: Browser, api: Api, client_id: str
) -> None:
    browser.open("/week?monday=2026-03-16")
    browser.send("/week/items", title="Order samples")
    assert items(api, "Order samples")[0]["due_on"] == "2026-03-16"
    assert "第 12 周" in browser.text
    browser.open("/week?monday=2026-03-02")
    assert "/week/items" not in {form["action"] for form in browser.forms()}


def test_a_closed_week_leads_to_the_next_one(browser: Browser, api: Api, client_id: str) -> None:
    api.li.post(f"/todo-lists/{the_list(api.li, '2026-03-09')['id']}/closing", {"carry_open": True})
    browser.open("/week")
    browser.send("/week/items", title="Order samples")
    assert "第 12 周" in browser.text
    assert "Order samples" in browser.text


def test_only_a_form_of_ones_own_session_adds_and_only_for_ones_own_clients(
    browser: Browser, other: Browser, api: Api, client_id: str
) -> None:
    form = {**browser.form("/week/items"), "title": "Order samples"}
    assert browser.post("/week/items", {**form, "seal": ""}).status_code == 403
    other.open("/week")
    other.sign_in(Cast.sam)
    theirs = {**other.form("/week/items"), "title": "Order samples", "account_id": client_id}
    assert other.post("/week/items", theirs).status_code == 422
    assert not items(api, "Order samples")


def test_whose_two_hours_are_over_gets_back_what_they_wrote(
    browser: Browser, moment: Moment, api: Api, client_id: str
) -> None:
    form = {**browser.form("/week/items"), "title": "Order samples"}
    moment.set(MONDAY + timedelta(hours=3))
    refused = browser.post("/week/items", form)
    assert refused.status_code == 401
    assert "Order samples" in refused.text
