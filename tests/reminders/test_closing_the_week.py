"""The Friday mail, the quiet hours, and hours that go along on a journey."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from kamfield.core.work import Work
from kamfield.outside import SilentOutside
from kamfield.reminders.rules import quiet_until
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Moment
from tests.make.reminders import letters_to, reminder, work_off
from tests.make.todos import in_shanghai, live_at, local, the_list

FRIDAY = in_shanghai(2026, 3, 6, 15, 0)


def test_on_friday_afternoon_what_is_open_is_told(
    api: Api, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    work_off(worker)
    api.li.post("/todo-items", {"title": "寄送样品", "due_on": "2026-03-05"})
    live_at(worker, moment, FRIDAY - timedelta(minutes=1))
    outside.mail.sent.clear()
    live_at(worker, moment, FRIDAY)
    (letter,) = letters_to(outside, "li@example.com")
    assert letter.subject == "请关闭本周清单：未完成 1"
    assert "[ ] 寄送样品 · 3月5日周四" in letter.text
    assert "您还没有确认本周清单。" in letter.text
    assert letter.html is not None
    assert "寄送样品" in letter.html
    assert letters_to(outside, "ren@example.com") == [], "nothing stood on his list"


def test_whoever_closed_the_week_is_left_in_peace(
    api: Api, work: Work, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    work_off(worker)
    api.li.post("/todo-items", {"title": "Order samples"})
    closing = f"/todo-lists/{the_list(api.li, '2026-03-02')['id']}/closing"
    assert api.li.post(closing, {"carry_open": True}).status_code == 200
    live_at(worker, moment, FRIDAY)
    assert letters_to(outside, "li@example.com") == []
    assert reminder(work, "close_week:user-li:2026-W10").reason == "no_longer_needed"
    assert reminder(work, "close_week:user-ren:2026-W10").reason == "nothing_to_say"
    (listed,) = api.li.get("/reminders?kind=close_week").json["items"]
    story = api.li.get(f"/reminders/{listed['id']}", headers={"Accept-Language": "en"}).json
    assert "on Friday at 15:00" in story["why"] or "周五 15:00" in story["why"]


def test_a_week_of_everything_done_is_to_be_closed_too(
    api: Api, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    work_off(worker)
    item = api.sam.post("/todo-items", {"title": "Order samples"}).json
    api.sam.post(f"/todo-items/{item['id']}/completion")
    live_at(worker, moment, local("Europe/Berlin", 2026, 3, 6, 15, 0))
    (letter,) = letters_to(outside, "sam@example.com")
    assert letter.subject == "Close your week: nothing is left open"
    assert "Nothing is left open: you can close the week." in letter.text


def test_a_worker_that_was_down_until_saturday_sends_the_friday_mail_and_no_monday_mail(
    api: Api, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    live_at(worker, moment, in_shanghai(2026, 3, 9, 0, 0))
    api.li.post("/todo-items", {"title": "Order samples"})
    live_at(worker, moment, in_shanghai(2026, 3, 14, 10, 0))
    subjects = [letter.subject for letter in letters_to(outside, "li@example.com")]
    assert subjects == ["请关闭本周清单：未完成 1"]


def test_whoever_flies_east_is_reminded_at_the_hours_there(
    api: Api, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    work_off(worker)
    api.sam.post("/todo-items", {"title": "Order samples"})
    api.ada.patch("/users/user-sam", {"time_zone": "Asia/Shanghai"})
    live_at(worker, moment, local("Europe/Berlin", 2026, 3, 2, 7, 30))
    assert len(letters_to(outside, "sam@example.com")) == 1, "Monday's was still to come when he left"
    live_at(worker, moment, FRIDAY - timedelta(minutes=1))
    assert len(letters_to(outside, "sam@example.com")) == 1
    live_at(worker, moment, FRIDAY)
    assert [letter.subject[:15] for letter in letters_to(outside, "sam@example.com")][1:] == ["Close your week"]


def test_in_the_quiet_hours_a_mail_waits_for_the_morning(
    api: Api, work: Work, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    work_off(worker)
    api.ada.patch("/policies", {"quiet_until": "09:00"})
    live_at(worker, moment, in_shanghai(2026, 3, 9, 7, 30))
    assert letters_to(outside, "li@example.com") == []
    waiting = reminder(work, "week:user-li:2026-W11")
    assert (waiting.state, waiting.due_at) == ("due", in_shanghai(2026, 3, 9, 9, 0))
    live_at(worker, moment, in_shanghai(2026, 3, 9, 9, 0))
    assert len(letters_to(outside, "li@example.com")) == 1


def test_a_link_that_somebody_asked_for_does_not_wait(
    api: Api, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    moment.set(in_shanghai(2026, 3, 2, 23, 0))
    api.nobody.post("/password-resets", {"email": "li@example.com"})
    work_off(worker)
    assert len(letters_to(outside, "li@example.com")) == 1


@pytest.mark.parametrize(
    ("zone", "at", "begins", "ends", "until"),
    [
        ("Asia/Shanghai", "2026-03-02T19:59", "20:00", "07:30", None),
        ("Asia/Shanghai", "2026-03-02T20:00", "20:00", "07:30", "2026-03-03T07:30"),
        ("Asia/Shanghai", "2026-03-03T07:29", "20:00", "07:30", "2026-03-03T07:30"),
        ("Asia/Shanghai", "2026-03-03T07:30", "20:00", "07:30", None),
        ("Europe/Berlin", "2026-03-28T23:00", "20:00", "07:30", "2026-03-29T07:30"),
        ("Europe/Berlin", "2026-10-25T01:00", "20:00", "07:30", "2026-10-25T07:30"),
        ("America/New_York", "2026-03-08T01:30", "20:00", "02:30", "2026-03-08T03:30"),
        ("Australia/Lord_Howe", "2026-04-05T00:30", "20:00", "07:30", "2026-04-05T07:30"),
        ("Asia/Shanghai", "2026-03-02T12:30", "12:00", "14:00", "2026-03-02T14:00"),
        ("Asia/Shanghai", "2026-03-02T11:30", "12:00", "14:00", None),
    ],
)
def test_quiet_hours_are_those_of_the_clock_on_the_wall(
    zone: str, at: str, begins: str, ends: str, until: str | None
) -> None:
    here = ZoneInfo(zone)
    instant = datetime.fromisoformat(at).replace(tzinfo=here).astimezone(UTC)
    found = quiet_until(instant, here, time.fromisoformat(begins), time.fromisoformat(ends))
    assert (found and found.astimezone(here).isoformat()[:16]) == until


def test_an_hour_that_comes_twice_does_not_keep_a_mail_for_ever() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    again = datetime(2026, 10, 25, 2, 10, fold=1, tzinfo=berlin).astimezone(UTC)
    assert quiet_until(again, berlin, time(20), time(2, 30)) is None
