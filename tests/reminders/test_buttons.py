"""Single mails have a button that opens the right page, after a sign-in; none leads to nothing or to raw JSON."""

import re
from datetime import date

import pytest
from flask import Flask

from kamfield.core.work import Work
from kamfield.outside import SilentOutside
from kamfield.outside.mail import Letter
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Cast, Moment
from tests.make.accounts import make_account
from tests.make.browsers import Browser
from tests.make.plans import make_plan
from tests.make.reminders import letters_to, work_off
from tests.make.todos import in_shanghai, live_at
from tests.make.visits import make_visit

LINK = re.compile(r"https://kamfield\.example\.com(/\S+)")
WEDNESDAY_MORNING = in_shanghai(2026, 3, 4, 7, 31)


@pytest.fixture(autouse=True)
def settled(worker: Worker, moment: Moment, outside: SilentOutside) -> None:
    work_off(worker)
    live_at(worker, moment, in_shanghai(2026, 3, 3, 16, 0))
    outside.mail.sent.clear()


def ways(letter: Letter) -> list[str]:
    """Where the mail leads, but for ending such mails."""
    found = [path for path in LINK.findall(letter.text) if not path.startswith("/unsubscribe")]
    assert all(path in (letter.html or "") for path in found)
    return found


def opened(app: Flask, path: str) -> str:
    """What li reads there."""
    browser = Browser(app)
    browser.open(path)
    page = browser.sign_in(Cast.li)
    assert (page.status_code, page.mimetype, page.request.path) == (200, "text/html", path)
    return browser.text


def test_a_visit_that_is_not_prepared_opens_the_week(
    app: Flask, work: Work, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    make_visit(work, make_account(work, name="Harbour Bearings"), day=date(2026, 3, 4))
    work.db.commit()
    live_at(worker, moment, in_shanghai(2026, 3, 3, 17, 1))
    (letter,) = letters_to(outside, "li@example.com")
    assert ways(letter) == ["/week"]
    assert "Harbour Bearings" in opened(app, "/week")


def test_a_to_do_opens_the_week_on_which_it_stands(
    app: Flask, api: Api, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    api.li.post("/todo-items", {"title": "Send samples", "due_on": "2026-03-04"})
    live_at(worker, moment, WEDNESDAY_MORNING)
    (letter,) = letters_to(outside, "li@example.com")
    assert ways(letter) == ["/week"]
    assert "Send samples" in opened(app, "/week")


def test_several_have_one_button_for_the_week_and_a_link_for_the_plan(
    app: Flask, api: Api, work: Work, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    plan = make_plan(work)
    work.db.commit()
    live_at(worker, moment, in_shanghai(2026, 3, 19, 16, 0))
    outside.mail.sent.clear()
    for title in ("Send samples", "Book a hotel"):
        api.li.post("/todo-items", {"title": title, "due_on": "2026-03-20"})
    live_at(worker, moment, in_shanghai(2026, 3, 20, 7, 31))
    (letter,) = letters_to(outside, "li@example.com")
    assert sorted(ways(letter)) == [f"/plans/{plan.id}", "/week"]
    assert "2026" in opened(app, f"/plans/{plan.id}")


def test_a_client_not_seen_for_too_long_has_no_page_and_so_no_button(
    work: Work, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    make_account(work, name="Harbour Bearings", tier="A", last_visited_on=date(2026, 1, 5))
    work.db.commit()
    live_at(worker, moment, WEDNESDAY_MORNING)
    (letter,) = letters_to(outside, "li@example.com")
    assert "Harbour Bearings" in letter.subject
    assert ways(letter) == []
