"""A rep follows the link of the Monday mail and confirms the week, without a password, once."""

import re
from datetime import timedelta

import pytest

from kamfield.core.work import Work
from kamfield.outside import SilentOutside
from kamfield.pages.models import WeekLink
from kamfield.reminders.models import Reminder
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Cast, Moment
from tests.make.accounts import make_account
from tests.make.browsers import Browser
from tests.make.reminders import letters_to, work_off
from tests.make.todos import in_shanghai, live_at, local, the_list
from tests.make.visits import make_prepared_visit

MONDAY = in_shanghai(2026, 3, 9, 7, 30)
FRIDAY = in_shanghai(2026, 3, 13, 15, 0)
LINK = r"https://kamfield\.example\.com(/week\?token=([\w-]{43}))"


@pytest.fixture
def week(api: Api, work: Work, worker: Worker, moment: Moment) -> None:
    """Li has a visit and two to-dos in the week of March 9; it is that Monday, 07:30."""
    work_off(worker)
    account = make_account(work, name="Harbour Bearings")
    make_prepared_visit(work, account, day=MONDAY.date() + timedelta(days=1))
    work.db.commit()
    for title in ("Order samples", "Call the laboratory"):
        api.li.post("/todo-items", {"title": title, "due_on": "2026-03-12"})
    live_at(worker, moment, MONDAY)


def linked(outside: SilentOutside, address: str = "li@example.com") -> str:
    """Where the button of the latest weekly mail leads."""
    weekly = [one for one in letters_to(outside, address) if re.search(LINK, one.text)]
    found = re.search(LINK, weekly[-1].text)
    assert found
    assert found[0] in (weekly[-1].html or "").replace("&amp;", "&")
    return found[1]


def confirmation(api: Api, monday: str = "2026-03-09") -> str:
    return the_list(api.li, monday)["confirmation"]


def test_the_link_shows_the_week_and_its_button_confirms_it(
    browser: Browser, api: Api, outside: SilentOutside, week: None
) -> None:
    page = browser.open(linked(outside))
    assert page.status_code == 200
    for said in ("Li，第 11 周清单", "Harbour Bearings", "Mr Chen signs", "Order samples", "待办：2", "12:00 之前确认"):
        assert said in browser.text, said
    assert confirmation(api) == "waiting", "looking confirms nothing"
    page = browser.send("/week/link")
    assert page.status_code == 200
    assert "您已于 3月9日周一 07:30 确认。" in browser.text
    assert confirmation(api) == "in_time"


def test_it_acts_once_and_shows_nothing_of_the_week_afterwards(
    browser: Browser, api: Api, outside: SilentOutside, week: None
) -> None:
    link = linked(outside)
    browser.open(link)
    form = browser.form("/week/link")
    assert [browser.post("/week/link", form).status_code for _ in range(2)] == [303, 303], "a double tap"
    acts = api.ada.get("/journal?verb=todo.confirm_week").json["items"]
    assert [act["actor_id"] for act in acts] == ["user-li"]
    assert browser.open(link).status_code == 200
    assert "Harbour" not in browser.text
    assert browser.forms() == []
    assert 'href="/week"' in browser.page.text


def test_mail_scanners_that_open_every_link_confirm_nothing(
    browser: Browser, api: Api, work: Work, outside: SilentOutside, week: None
) -> None:
    link = linked(outside)
    journal = "SELECT count(*) FROM journal"
    before = work.db.connection().exec_driver_sql(journal).scalar()
    for _ in range(3):
        assert browser.client.get(link).status_code == 200
        assert browser.client.head(link).status_code == 200
    assert browser.client.get("/week/link").status_code == 405
    assert work.db.connection().exec_driver_sql(journal).scalar() == before
    assert confirmation(api) == "waiting"


def test_it_lives_as_long_as_its_week(
    browser: Browser, api: Api, outside: SilentOutside, week: None, moment: Moment
) -> None:
    link = linked(outside)
    moment.set(in_shanghai(2026, 3, 15, 23, 59))
    assert browser.open(link).status_code == 200
    assert "记为逾期" in browser.text
    form = browser.form("/week/link")
    moment.set(in_shanghai(2026, 3, 16, 0, 0))
    late = browser.post("/week/link", form)
    assert late.status_code == 410
    assert browser.open(link).status_code == 410
    assert "此链接对应的一周已结束。" in browser.text
    assert "Harbour" not in browser.text
    assert the_list(api.li, "2026-03-09")["confirmed_at"] is None


def test_an_invented_or_cut_link_says_so_and_offers_the_way_on(
    browser: Browser, outside: SilentOutside, week: None
) -> None:
    for link in (linked(outside)[:-1], "/week?token=", "/week?token=<script>", "/week?token=%00"):
        page = browser.open(link)
        assert page.status_code == 410, link
        assert 'href="/week"' in page.text
        assert "<script>" not in page.text
    assert browser.post("/week/link", {"token": "x"}).status_code == 410
    assert browser.post("/week/link", {}).status_code == 410


def test_somebody_who_left_confirms_nothing(browser: Browser, api: Api, outside: SilentOutside, week: None) -> None:
    browser.open(linked(outside))
    form = browser.form("/week/link")
    assert api.ada.post("/users/user-li/deactivation").status_code < 300
    assert browser.post("/week/link", form).status_code == 410


def test_a_week_that_was_confirmed_in_the_app_needs_no_button(
    browser: Browser, api: Api, outside: SilentOutside, week: None
) -> None:
    link = linked(outside)
    api.li.post(f"/todo-lists/{the_list(api.li, '2026-03-09')['id']}/confirmation")
    browser.open(link)
    assert "这里已没有要做的。" in browser.text
    assert browser.forms() == []


def test_a_week_that_was_closed_meanwhile_says_why_it_cannot_be_confirmed(
    browser: Browser, api: Api, outside: SilentOutside, week: None
) -> None:
    browser.open(linked(outside))
    form = browser.form("/week/link")
    api.li.post(f"/todo-lists/{the_list(api.li, '2026-03-09')['id']}/closing", {"carry_open": True})
    refused = browser.post("/week/link", form)
    assert refused.status_code == 409
    assert "/week/link" not in refused.text


def test_the_friday_link_closes_the_week_and_carries_what_is_open(
    browser: Browser, api: Api, worker: Worker, moment: Moment, outside: SilentOutside, week: None
) -> None:
    live_at(worker, moment, FRIDAY)
    browser.open(linked(outside))
    assert "关闭本周清单同时视为确认。" in browser.text
    assert '<a href="#decision">关闭本周清单</a>' in browser.page.text, "the way down says what stands there"
    page = browser.send("/week/link")
    assert page.status_code == 200
    found = the_list(api.li, "2026-03-09")
    assert (found["closed_by_id"], found["confirmation"], found["counts"]["carried"]) == ("user-li", "late", 2)


def test_what_came_onto_the_list_unseen_is_not_carried_unseen(
    browser: Browser, api: Api, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    work_off(worker)
    item = api.sam.post("/todo-items", {"title": "Order samples"}).json
    api.sam.post(f"/todo-items/{item['id']}/completion")
    live_at(worker, moment, local("Europe/Berlin", 2026, 3, 6, 15, 0))
    browser.open(linked(outside, "sam@example.com"))
    assert "Nothing is left open." in browser.text
    api.sam.post("/todo-items", {"title": "Call the laboratory"})
    page = browser.send("/week/link")
    assert page.status_code == 409
    assert "Call the laboratory" in browser.text
    assert browser.send("/week/link").status_code == 200, "now it was seen"


def test_no_link_is_mailed_for_a_week_that_is_confirmed_already(
    api: Api, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    work_off(worker)
    live_at(worker, moment, in_shanghai(2026, 3, 9, 0, 5))
    api.li.post(f"/todo-lists/{the_list(api.li, '2026-03-09')['id']}/confirmation")
    live_at(worker, moment, MONDAY)
    assert "/week?token=" not in letters_to(outside, "li@example.com")[-1].text


def test_the_token_stays_nowhere(
    browser: Browser, work: Work, outside: SilentOutside, week: None, caplog: pytest.LogCaptureFixture
) -> None:
    link = linked(outside)
    token = link.partition("=")[2]
    with caplog.at_level("DEBUG"):
        browser.open(link)
        browser.send("/week/link")
    assert token not in caplog.text
    work.db.expire_all()
    (row,) = work.db.query(Reminder).filter_by(user_id="user-li", kind="week").all()
    assert token not in f"{row.secret}{row.text}{row.html}{row.params}"
    assert "token=…" in row.text
    for entry in work.db.connection().exec_driver_sql("SELECT before, after, also, details FROM journal").all():
        assert token not in str(entry)
    assert token not in {link.token_hash for link in work.db.query(WeekLink)}


def test_ones_own_week_is_confirmed_and_closed_behind_a_sign_in(browser: Browser, api: Api, week: None) -> None:
    browser.open("/week")
    browser.sign_in(Cast.li)
    assert "Order samples" in browser.text
    browser.send("/week/confirmation")
    assert confirmation(api) == "in_time"
    browser.open("/week/closing")
    browser.send("/week/closing")
    assert the_list(api.li, "2026-03-09")["counts"]["carried"] == 2
    assert "已于 3月9日周一 07:30 关闭。" in browser.text


def test_another_ones_week_is_out_of_reach_and_forms_are_sealed(browser: Browser, api: Api, week: None) -> None:
    theirs = the_list(api.li, "2026-03-09")["id"]
    browser.open("/week")
    browser.sign_in(Cast.ren)
    assert "Order samples" not in browser.text
    form = {**browser.form("/sign-out"), "list_id": theirs}
    assert browser.post("/week/confirmation", form).status_code == 404
    assert browser.post("/week/closing", {"list_id": theirs}).status_code == 403
    browser.send("/sign-out")
    browser.open("/week")
    browser.sign_in(Cast.mei)
    form = {**browser.form("/sign-out"), "list_id": theirs}
    refused = browser.post("/week/confirmation", form)
    assert refused.status_code == 403, "a manager sees it, but only the rep confirms it"
    assert confirmation(api) == "waiting"
