"""The week must be updated: by the policy's hour on the first day worked, and what is late is marked."""

from datetime import timedelta

import pytest

from kamfield.core.work import Work
from kamfield.todos.models import TodoList
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Moment
from tests.make.reminders import work_off
from tests.make.todos import in_shanghai, items, live_at, the_list


def due(api: Api, monday: str) -> str | None:
    found: str | None = the_list(api.li, monday)["confirm_due_at"]
    return found


def confirm(api: Api, monday: str) -> dict[str, object]:
    answer = api.li.post(f"/todo-lists/{the_list(api.li, monday)['id']}/confirmation")
    assert answer.status_code == 200, answer.json
    return dict(the_list(api.li, monday))


def test_a_week_is_to_be_confirmed_by_monday_noon(api: Api, worker: Worker, moment: Moment) -> None:
    work_off(worker)
    assert the_list(api.li, "2026-03-02")["confirmation"] == "waiting"
    assert due(api, "2026-03-02") == "2026-03-02T04:00:00Z"
    moment.set(in_shanghai(2026, 3, 2, 12, 0))
    found = confirm(api, "2026-03-02")
    assert (found["confirmed_in_time"], found["confirmation"]) == (True, "in_time")


def test_a_late_confirmation_counts_and_is_marked(api: Api, worker: Worker, moment: Moment) -> None:
    work_off(worker)
    moment.set(in_shanghai(2026, 3, 2, 12, 0) + timedelta(seconds=1))
    assert the_list(api.li, "2026-03-02")["confirmation"] == "overdue"
    (waiting,) = api.mei.get("/todo-lists?overdue=true&rep_id=user-li").json["items"]
    assert (waiting["rep_name"], waiting["confirmation"]) == ("Li", "overdue")
    found = confirm(api, "2026-03-02")
    assert (found["confirmed_in_time"], found["confirmation"]) == (False, "late")
    moment.advance(hours=1)
    assert confirm(api, "2026-03-02")["confirmed_at"] == found["confirmed_at"], "the first time counts"
    assert api.mei.get("/todo-lists?overdue=true&rep_id=user-li").json["items"] == []


def test_a_week_nobody_confirmed_stays_visible(api: Api, worker: Worker, moment: Moment) -> None:
    work_off(worker)
    live_at(worker, moment, in_shanghai(2026, 3, 9, 0, 0))
    gone_by = the_list(api.li, "2026-03-02")
    assert (gone_by["confirmation"], gone_by["closed_by_id"]) == ("missed", None)
    assert gone_by["closed_at"] is not None
    seen = api.mei.get("/todo-lists?overdue=true&sort=-monday").json["items"]
    assert {(one["rep_id"], one["monday"]) for one in seen} == {(rep, "2026-03-02") for rep in ("user-li", "user-ren")}


def test_what_a_team_has_done_with_its_week_is_one_list(api: Api, worker: Worker) -> None:
    work_off(worker)
    for title in ("Order samples", "Send the drawings"):
        api.li.post("/todo-items", {"title": title, "due_on": "2026-03-01"})
    api.li.post(f"/todo-items/{items(api.li)[0]['id']}/completion")
    confirm(api, "2026-03-02")
    team = {one["rep_name"]: one for one in api.mei.get("/todo-lists?monday=2026-03-02").json["items"]}
    assert (team["Li"]["confirmation"], team["Ren"]["confirmation"]) == ("in_time", "waiting")
    assert team["Li"]["counts"] == {"open": 1, "done": 1, "carried": 0, "dropped": 0, "overdue": 1, "flagged": 0}
    assert set(team["Ren"]["counts"].values()) == {0}


@pytest.mark.parametrize(
    ("from_on", "to_on", "hour"),
    [
        ("2026-03-02", "2026-03-08", "2026-03-09T04:00:00Z"),
        ("2026-03-09", "2026-03-09", "2026-03-10T04:00:00Z"),
        ("2026-03-07", "2026-03-11", "2026-03-12T04:00:00Z"),
        ("2026-03-09", "2026-03-15", None),
    ],
)
def test_whoever_is_away_on_monday_has_time_until_the_first_day_back(
    api: Api, worker: Worker, moment: Moment, from_on: str, to_on: str, hour: str | None
) -> None:
    api.li.post("/absences", {"from_on": from_on, "to_on": to_on})
    work_off(worker)
    live_at(worker, moment, in_shanghai(2026, 3, 9, 0, 0))
    found = the_list(api.li, "2026-03-09")
    assert (found["opened_at"], found["confirm_due_at"]) == ("2026-03-08T16:00:00Z", hour)
    assert found["confirmation"] == ("waiting" if hour else "not_asked")


def test_days_off_that_are_entered_later_move_the_hour_too(api: Api, worker: Worker, moment: Moment) -> None:
    work_off(worker)
    moment.set(in_shanghai(2026, 3, 3, 9, 0))
    absence = api.li.post("/absences", {"from_on": "2026-03-02", "to_on": "2026-03-03", "kind": "sick"}).json
    work_off(worker)
    assert due(api, "2026-03-02") == "2026-03-04T04:00:00Z"
    assert confirm(api, "2026-03-02")["confirmation"] == "in_time"
    api.li.delete(f"/absences/{absence['id']}")
    work_off(worker)
    assert the_list(api.li, "2026-03-02")["confirmation"] == "in_time", "what was confirmed stays as it was"


def test_after_the_golden_week_the_hour_is_on_the_first_working_day(api: Api, worker: Worker, moment: Moment) -> None:
    work_off(worker)
    live_at(worker, moment, in_shanghai(2026, 10, 5, 0, 0))
    assert due(api, "2026-10-05") == "2026-10-08T04:00:00Z"


def test_in_a_week_without_a_working_day_nothing_is_to_be_confirmed(api: Api, worker: Worker, moment: Moment) -> None:
    work_off(worker)
    api.ada.patch("/users/user-li", {"working_hours": {"mon": [["09:00", "18:00"]]}})
    api.li.post("/absences", {"from_on": "2026-03-09", "to_on": "2026-03-09"})
    live_at(worker, moment, in_shanghai(2026, 3, 9, 0, 0))
    assert (due(api, "2026-03-09"), the_list(api.li, "2026-03-09")["confirmation"]) == (None, "not_asked")
    assert confirm(api, "2026-03-09")["confirmed_in_time"] is True


def test_who_does_not_work_on_mondays_confirms_on_tuesday(api: Api, worker: Worker, moment: Moment) -> None:
    hours = {day: [["09:00", "17:00"]] for day in ("tue", "wed", "thu", "fri")}
    assert api.ada.patch("/users/user-li", {"working_hours": hours}).status_code == 200
    live_at(worker, moment, in_shanghai(2026, 3, 9, 0, 0))
    assert due(api, "2026-03-09") == "2026-03-10T04:00:00Z"


def test_a_week_that_opened_late_is_confirmed_by_the_next_such_hour(api: Api, worker: Worker, moment: Moment) -> None:
    work_off(worker)
    live_at(worker, moment, in_shanghai(2026, 3, 10, 15, 0))
    assert due(api, "2026-03-09") == "2026-03-11T04:00:00Z"


def test_the_company_may_say_another_day_and_hour(api: Api, worker: Worker, moment: Moment) -> None:
    work_off(worker)
    api.ada.patch("/policies", {"confirm_week_on": "tue", "confirm_week_by": "09:30"})
    live_at(worker, moment, in_shanghai(2026, 3, 9, 0, 0))
    assert due(api, "2026-03-09") == "2026-03-10T01:30:00Z"


def test_closing_with_what_is_open_carries_it_in_one_act(api: Api, worker: Worker, moment: Moment) -> None:
    work_off(worker)
    for title in ("Order samples", "Send the drawings"):
        api.li.post("/todo-items", {"title": title, "due_on": "2026-03-06"})
    moment.set(in_shanghai(2026, 3, 6, 17, 0))
    address = f"/todo-lists/{the_list(api.li, '2026-03-02')['id']}/closing"
    refused = api.li.post(address)
    assert (refused.status_code, refused.json["code"]) == (409, "still-open")
    assert api.li.post(address, {"carry_open": True}).json["closed_by_id"] == "user-li"
    assert api.li.post(address, {"carry_open": True}).json["code"] == "list-closed"
    live_at(worker, moment, in_shanghai(2026, 3, 9, 0, 0))
    found = [(item["title"], item["state"], item["times_carried"]) for item in items(api.li)]
    assert found == [
        ("Order samples", "carried", 0),
        ("Order samples", "open", 1),
        ("Send the drawings", "carried", 0),
        ("Send the drawings", "open", 1),
    ]
    assert the_list(api.li, "2026-03-02")["counts"]["carried"] == 2


def test_what_was_carried_three_times_is_flagged(api: Api, worker: Worker, moment: Moment) -> None:
    work_off(worker)
    api.li.post("/todo-items", {"title": "Order samples", "due_on": "2026-03-04"})
    for weeks in (1, 2, 3):
        assert api.mei.get("/todo-items?flagged=true").json["items"] == []
        live_at(worker, moment, in_shanghai(2026, 3, 2, 0, 0) + timedelta(weeks=weeks))
    (flagged,) = api.mei.get("/todo-items?flagged=true&state=open").json["items"]
    assert (flagged["title"], flagged["times_carried"], flagged["flagged"]) == ("Order samples", 3, True)
    assert the_list(api.li, "2026-03-23")["counts"]["flagged"] == 1


def test_whether_weeks_were_confirmed_and_closed_in_time_can_be_counted_later(
    api: Api, work: Work, worker: Worker, moment: Moment
) -> None:
    work_off(worker)
    confirm(api, "2026-03-02")
    api.li.post(f"/todo-lists/{the_list(api.li, '2026-03-02')['id']}/closing")
    live_at(worker, moment, in_shanghai(2026, 3, 9, 0, 0))
    live_at(worker, moment, in_shanghai(2026, 3, 16, 0, 0))
    work.db.expire_all()
    stored = [work.db.get_one(TodoList, the_list(api.li, monday)["id"]) for monday in ("2026-03-02", "2026-03-09")]
    assert [(one.confirmed_in_time, one.closed_by_id is not None) for one in stored] == [(True, True), (None, False)]
