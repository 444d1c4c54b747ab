"""Weeks where each rep is: clocks that change, the turn of the year, journeys, and a worker that was down."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kamfield.core.work import Work
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Cast, Moment
from tests.make.reminders import work_off
from tests.make.todos import in_shanghai, items, live_at, local, the_list
from tests.make.visits import make_done_visit

# the Monday of a week in which, or just before which, the clocks change; and weeks around New Year
WEEKS = [
    ("Europe/Berlin", "2026-03-23"),
    ("Europe/Berlin", "2026-03-30"),
    ("Europe/Berlin", "2026-10-26"),
    ("America/New_York", "2026-03-09"),
    ("America/New_York", "2026-11-02"),
    ("America/Sao_Paulo", "2026-06-15"),
    ("Australia/Lord_Howe", "2026-04-06"),
    ("Australia/Lord_Howe", "2026-10-05"),
    ("Pacific/Kiritimati", "2026-12-28"),
    ("Pacific/Kiritimati", "2027-01-04"),
    ("Asia/Kolkata", "2026-12-28"),
    ("Africa/Cairo", "2026-04-27"),
]


def lists(api: Api) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = api.ada.get("/todo-lists?rep_id=user-li&limit=200").json["items"]
    return found


@pytest.fixture
def no_holidays(api: Api) -> None:
    api.ada.patch("/policies", {"holiday_country": ""})


@pytest.mark.parametrize(("zone", "monday"), WEEKS)
def test_the_week_opens_at_midnight_and_is_confirmed_by_noon_where_the_rep_is(
    api: Api, worker: Worker, moment: Moment, no_holidays: None, zone: str, monday: str
) -> None:
    day = date.fromisoformat(monday)
    midnight = local(zone, day.year, day.month, day.day)
    moment.set(midnight - timedelta(days=6))
    assert api.ada.patch("/users/user-li", {"time_zone": zone}).status_code == 200
    live_at(worker, moment, midnight - timedelta(seconds=1))
    before = [one["monday"] for one in lists(api)]
    assert monday not in before
    live_at(worker, moment, midnight)
    found = lists(api)[-1]
    assert (found["monday"], datetime.fromisoformat(found["opened_at"])) == (monday, midnight)
    assert (found["iso_year"], found["iso_week"]) == day.isocalendar()[:2]
    deadline = datetime.fromisoformat(found["confirm_due_at"]).astimezone(ZoneInfo(zone))
    assert deadline.isoformat()[:16] == f"{monday}T12:00"


def test_iso_week_53_is_followed_by_week_1(api: Api, worker: Worker, moment: Moment, no_holidays: None) -> None:
    for day in ("2026-12-21", "2026-12-28", "2027-01-04"):
        live_at(worker, moment, in_shanghai(*map(int, day.split("-"))))
    assert [(one["iso_year"], one["iso_week"]) for one in lists(api)] == [(2026, 52), (2026, 53), (2027, 1)]
    api.li.post("/todo-items", {"title": "Order samples", "due_on": "2027-01-10"})
    assert items(api.li)[0]["list_id"] == the_list(api.li, "2027-01-04")["id"]


def test_whoever_flies_east_gets_the_week_when_it_begins_there(
    api: Api, worker: Worker, moment: Moment, no_holidays: None
) -> None:
    api.ada.patch("/users/user-li", {"time_zone": "America/New_York"})
    work_off(worker)
    moment.set(local("America/New_York", 2026, 3, 4, 9))
    api.ada.patch("/users/user-li", {"time_zone": "Asia/Shanghai"})
    work_off(worker)
    live_at(worker, moment, in_shanghai(2026, 3, 9, 0, 0))
    assert lists(api)[-1]["opened_at"] == "2026-03-08T16:00:00Z"


def test_whoever_flies_west_keeps_the_list_and_gets_the_next_one_a_little_later(
    api: Api, worker: Worker, moment: Moment, no_holidays: None
) -> None:
    work_off(worker)
    live_at(worker, moment, in_shanghai(2026, 3, 9, 1, 0))
    assert [one["monday"] for one in lists(api)] == ["2026-03-02", "2026-03-09"]
    api.ada.patch("/users/user-li", {"time_zone": "America/New_York"})
    work_off(worker)
    mine = api.li.post("/todo-items", {"title": "Order samples"}).json
    assert mine["list_id"] == the_list(api.li, "2026-03-09")["id"], "the old week is closed and stays so"
    live_at(worker, moment, local("America/New_York", 2026, 3, 9, 0, 0))
    live_at(worker, moment, local("America/New_York", 2026, 3, 16, 0, 0))
    assert [(one["monday"], one["opened_at"]) for one in lists(api)][1:] == [
        ("2026-03-09", "2026-03-08T17:00:00Z"),
        ("2026-03-16", "2026-03-16T04:00:00Z"),
    ]


def test_the_hour_of_confirming_goes_along_on_a_journey(
    api: Api, worker: Worker, moment: Moment, no_holidays: None
) -> None:
    work_off(worker)
    assert the_list(api.li, "2026-03-02")["confirm_due_at"] == "2026-03-02T04:00:00Z"
    api.ada.patch("/users/user-li", {"time_zone": "Europe/Berlin"})
    work_off(worker)
    assert the_list(api.li, "2026-03-02")["confirm_due_at"] == "2026-03-02T11:00:00Z"


def test_a_worker_that_was_down_from_friday_to_tuesday_opens_one_week_and_loses_nothing(
    api: Api, work: Work, worker: Worker, moment: Moment
) -> None:
    work_off(worker)
    api.li.post("/todo-items", {"title": "Order samples", "due_on": "2026-03-06"})
    make_done_visit(work)
    work.db.commit()
    live_at(worker, moment, in_shanghai(2026, 3, 10, 15, 0))
    assert [(one["monday"], one["closed_by_id"]) for one in lists(api)] == [("2026-03-02", None), ("2026-03-09", None)]
    there = [(one["source_kind"], one["times_carried"]) for one in items(api.li, state="open")]
    assert sorted(there) == [("own", 1), ("report", 0)], "a report that never stood on a list was not carried"


def test_after_three_weeks_without_a_worker_there_is_one_list_with_everything(
    api: Api, worker: Worker, moment: Moment
) -> None:
    work_off(worker)
    api.li.post("/todo-items", {"title": "Order samples", "due_on": "2026-03-06"})
    live_at(worker, moment, in_shanghai(2026, 3, 25, 9, 0))
    assert [one["monday"] for one in lists(api)] == ["2026-03-02", "2026-03-23"]
    assert [one["times_carried"] for one in items(api.li, state="open")] == [1]


def test_who_is_inactive_gets_no_list_and_who_comes_back_gets_one_at_once(
    api: Api, worker: Worker, moment: Moment
) -> None:
    work_off(worker)
    assert api.ada.post("/users/user-li/deactivation").status_code < 300
    live_at(worker, moment, in_shanghai(2026, 3, 9, 0, 0))
    assert [one["monday"] for one in lists(api)] == ["2026-03-02"]
    moment.set(in_shanghai(2026, 3, 11, 9, 0))
    assert api.ada.delete("/users/user-li/deactivation").status_code < 300
    work_off(worker)
    assert [one["monday"] for one in lists(api)] == ["2026-03-02", "2026-03-09"]


def test_a_manager_gets_a_list_when_there_is_something_on_it(
    api: Api, work: Work, worker: Worker, moment: Moment
) -> None:
    work_off(worker)
    assert api.mei.get("/todo-lists?rep_id=user-mei").json["items"] == []
    make_done_visit(work, rep=Cast.mei)
    work.db.commit()
    live_at(worker, moment, in_shanghai(2026, 3, 9, 0, 0))
    assert [item["source_kind"] for item in items(api.mei)] == ["report"]
