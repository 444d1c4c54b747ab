"""A rep ticks off, carries and drops what stands on the week, and closes it item by item."""

from datetime import timedelta

import pytest

from kamfield.accounts.models import Account
from kamfield.core.work import Work
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Cast, Moment
from tests.make.accounts import make_account
from tests.make.browsers import Browser
from tests.make.plans import make_plan
from tests.make.reminders import work_off
from tests.make.todos import in_shanghai, live_at, the_list
from tests.make.visits import make_done_visit, make_prepared_visit, make_visit

MONDAY = in_shanghai(2026, 3, 9, 7, 30)


@pytest.fixture
def items(browser: Browser, api: Api, work: Work, worker: Worker, moment: Moment) -> list[str]:
    """The ids of li's two to-dos in the week of March 9; li has signed in and looks at the week."""
    work_off(worker)
    account = make_account(work, name="Harbour Bearings")
    make_prepared_visit(work, account, day=MONDAY.date() + timedelta(days=1))
    work.db.commit()
    titles = ("Order samples", "Call the laboratory")
    made = [api.li.post("/todo-items", {"title": title, "due_on": "2026-03-12"}).json["id"] for title in titles]
    live_at(worker, moment, MONDAY)
    browser.open("/week")
    browser.sign_in(Cast.li)
    return made


def address(item_id: str) -> str:
    return f"/week/items/{item_id}/decision"


def state(api: Api, item_id: str) -> tuple[str, str | None]:
    found = api.li.get(f"/todo-items/{item_id}").json
    return found["state"], found["reason"]


def test_one_tap_ticks_something_off_and_another_takes_it_back(browser: Browser, api: Api, items: list[str]) -> None:
    page = browser.send(address(items[0]), "complete")
    assert (page.status_code, page.request.path) == (200, "/week")
    assert state(api, items[0]) == ("done", None)
    assert "待办：1" in browser.text
    browser.send(address(items[0]), "reopen")
    assert state(api, items[0]) == ("open", None)


def test_a_double_tap_is_no_mistake(browser: Browser, api: Api, items: list[str]) -> None:
    form = browser.form(address(items[0]), "complete")
    assert [browser.post(address(items[0]), form).status_code for _ in range(2)] == [303, 303]
    assert state(api, items[0]) == ("done", None)


def test_what_is_dropped_needs_a_reason_what_is_carried_goes_on(browser: Browser, api: Api, items: list[str]) -> None:
    refused = browser.send(address(items[0]), "drop", reason=" ")
    assert refused.status_code == 422
    assert "请说明不再做的原因。" in browser.text
    browser.send(address(items[0]), "drop", reason="客户自己订了")
    browser.send(address(items[1]), "carry")
    assert [state(api, item) for item in items] == [("dropped", "客户自己订了"), ("carried", None)]
    page = browser.open("/week?monday=2026-03-16")
    assert page.status_code == 200
    assert "Call the laboratory" in browser.text


def test_a_report_is_not_ticked_off_but_the_page_says_how_it_is_done(browser: Browser, work: Work, api: Api) -> None:
    make_done_visit(work, make_account(work, name="Harbour Bearings"))
    work.db.commit()
    browser.open("/week")
    browser.sign_in(Cast.li)
    owed = [one for one in api.li.get("/todo-items").json["items"] if one["source_kind"] == "report"]
    assert not any(form["action"] == address(one["id"]) for one in owed for form in browser.forms())


def test_the_weeks_beside_it_are_a_tap_away_also_through_the_sign_in(browser: Browser, items: list[str]) -> None:
    assert 'href="/week?monday=2026-03-02"' in browser.page.text
    browser.send("/sign-out")
    browser.open("/week?monday=2026-03-16")
    browser.sign_in(Cast.li)
    assert "第 12 周" in browser.text
    for odd in ("yesterday", "0001-01-01", "9999-12-31", "2026-02-30"):
        assert browser.open(f"/week?monday={odd}").status_code == 200
        assert "第 11 周" in browser.text, odd


def test_each_thing_has_its_end_in_one_form(browser: Browser, api: Api, items: list[str]) -> None:
    browser.open("/week/closing")
    said = {f"end-{items[0]}": "done", f"end-{items[1]}": "drop", f"reason-{items[1]}": "No longer needed"}
    page = browser.send("/week/closing", **said)
    assert (page.status_code, page.request.path) == (200, "/week")
    assert [state(api, item) for item in items] == [("done", None), ("dropped", "No longer needed")]
    found = the_list(api.li, "2026-03-09")
    assert (found["closed_by_id"], found["confirmation"]) == ("user-li", "in_time")


def test_what_was_said_is_kept_when_a_reason_is_missing(browser: Browser, api: Api, items: list[str]) -> None:
    browser.open("/week/closing")
    refused = browser.send("/week/closing", **{f"end-{items[0]}": "done", f"end-{items[1]}": "drop"})
    assert refused.status_code == 422
    assert "请说明不再做的原因：Call the laboratory" in browser.text
    form = browser.form("/week/closing")
    assert (form[f"end-{items[0]}"], form[f"end-{items[1]}"]) == ("done", "drop")
    assert state(api, items[0]) == ("open", None)


def test_what_came_onto_the_week_unseen_keeps_it_open(browser: Browser, api: Api, items: list[str]) -> None:
    browser.open("/week/closing")
    form = browser.form("/week/closing")
    api.mei.post("/todo-items", {"title": "Call me back", "rep_id": "user-li", "due_on": "2026-03-13"})
    browser.page = browser.post("/week/closing", form)
    assert browser.page.status_code == 409
    assert "Call me back" in browser.text
    assert the_list(api.li, "2026-03-09")["closed_at"] is None


def test_closing_twice_is_no_mistake_and_a_week_to_come_is_not_closed(browser: Browser, items: list[str]) -> None:
    browser.open("/week/closing")
    form = browser.form("/week/closing")
    assert [browser.post("/week/closing", form).status_code for _ in range(2)] == [303, 303]
    browser.open("/week/closing?monday=2026-03-16")
    assert not any(form["action"] == "/week/closing" for form in browser.forms())


def test_nobody_ticks_off_what_is_not_theirs(browser: Browser, other: Browser, api: Api, items: list[str]) -> None:
    other.open("/week")
    other.sign_in(Cast.ren)
    form = {**other.form("/sign-out"), "decision": "complete"}
    assert other.post(address(items[0]), form).status_code == 404
    assert browser.post(address(items[0]), {"decision": "complete"}).status_code == 403, "without the seal"
    assert state(api, items[0]) == ("open", None)


def test_what_has_its_end_still_says_for_which_client(browser: Browser, api: Api, work: Work, items: list[str]) -> None:
    api.li.patch(f"/todo-items/{items[0]}", {"account_id": a_client(work)}, version=1)
    browser.send(address(items[0]), "complete")
    finished = browser.text.partition("已处理：1")[2]
    assert "Order samples Harbour Bearings" in finished


def a_client(work: Work) -> str:
    return work.db.query(Account).filter_by(name="Harbour Bearings").one().id


def test_what_lapses_is_told_apart_from_what_is_dropped(
    browser: Browser, api: Api, work: Work, worker: Worker, items: list[str]
) -> None:
    visit = make_visit(work, day=MONDAY.date() + timedelta(days=2))
    make_plan(work, [visit], month=MONDAY.date().replace(day=1), state="approved")
    work.db.commit()
    work_off(worker)
    browser.open("/week/closing")
    assert "随本周结束" in browser.text
    assert "仍需处理的下周会再次出现。" in browser.text
