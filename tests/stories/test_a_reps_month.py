"""A rep's month, from an empty plan to closed weeks: drafted, checked, approved, lived week by week, looked back upon.

Li is a rep in Shanghai, Mei her manager. It is Monday, 2 March 2026; the month is April. The worker runs all the time,
except for one weekend.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kamfield.core.work import Work
from kamfield.geo.point import Point
from kamfield.worker import Worker
from tests.api import Api, Caller
from tests.cast import Cast, Moment
from tests.make.accounts import make_account, make_contact, make_place
from tests.make.reminders import work_off

SHANGHAI = ZoneInfo("Asia/Shanghai")
GATE = {"latitude": 31.2401, "longitude": 121.4901, "accuracy_metres": 15}
DAYS = ("2026-04-08", "2026-04-10", "2026-04-15", "2026-04-17", "2026-04-22", "2026-04-24")
AIM = {
    "kind": "advance_sale",
    "client_action": "采购部签订40件密封圈的试订单",
    "client_actor": "采购部",
    "due_on": "2026-04-30",
    "target": "40",
    "unit": "件",
    "fallback": "采购部确定技术会议的日期",
}


@pytest.fixture
def clients(work: Work) -> list[dict[str, Any]]:
    found = []
    for name, tier in (("浦东水泵厂", "A"), ("虹桥阀门公司", "B"), ("松江轴承厂", "B")):
        client = make_account(work, name=name, tier=tier, last_visited_on=date(2026, 3, 1))
        place = make_place(work, client, Point(31.24, 121.49))
        contact = make_contact(work, client, name="王经理")
        found.append({"account_id": client.id, "place_id": place.id, "contact_ids": [contact.id]})
    return found


def test_a_reps_month(api: Api, worker: Worker, moment: Moment, clients: list[dict[str, Any]]) -> None:
    li, mei = api.li, api.mei
    plan = draft_the_month(li, clients)

    # The check says what is still weak. She mends the one visit without an answer to why, and hands the plan in.
    codes = {finding["code"] for finding in ok(li.get(f"/plans/{plan}"))["findings"]}
    assert "w-missing" in codes
    (bare,) = [one for one in ok(li.get("/visits?limit=100"))["items"] if one["missing"]]
    assert bare["missing"] == ["why"]
    ok(li.patch(f"/visits/{bare['id']}", {"purpose": "gather_information"}))
    ok(li.post(f"/visits/{bare['id']}/objectives", AIM), 201)
    assert "w-missing" not in {finding["code"] for finding in ok(li.get(f"/plans/{plan}"))["findings"]}
    assert li.post(f"/plans/{plan}/submission").status_code in {409, 422}  # warnings want one acknowledgement
    ok(li.post(f"/plans/{plan}/submission", {"acknowledged": True}))
    assert ok(mei.post(f"/plans/{plan}/approval"))["state"] == "approved"

    # Three weeks are lived: confirmed on Monday, visited, reported, closed on Friday.
    for number, monday in enumerate((date(2026, 4, 6), date(2026, 4, 13), date(2026, 4, 20))):
        live_a_week(api, worker, moment, monday, is_down_over_the_weekend=number == 1)

    # The month is over. Plan and fact are laid side by side: every visit was made on its day.
    moment.set(datetime(2026, 4, 30, 16, 30, tzinfo=UTC))  # 1 May in Shanghai
    work_off(worker)
    fact = ok(mei.get(f"/plans/{plan}/deviation"))
    assert (fact["planned"], fact["took_place"]) == (len(DAYS), len(DAYS))
    assert {line["fact"] for line in fact["lines"]} == {"on_day"}
    assert ok(li.get(f"/plans/{plan}"))["state"] in {"approved", "closed"}
    moment.set(datetime(2026, 4, 30, 18, 0, tzinfo=UTC))
    work_off(worker)
    assert ok(li.get(f"/plans/{plan}"))["state"] == "closed"
    assert li.post(f"/plans/{plan}/lines", {"visit": {}}).status_code in {409, 422}

    # Mei sees weeks that were all confirmed in time and closed.
    theirs = ok(mei.get(f"/todo-lists?rep_id={Cast.li.id}&limit=100"))["items"]
    weeks = [one for one in theirs if "2026-04-06" <= one["monday"] < "2026-04-27"]
    assert len(weeks) == 3
    assert all(one["confirmed_in_time"] and one["closed_at"] for one in weeks)


def draft_the_month(li: Caller, clients: list[dict[str, Any]]) -> str:
    plan = str(ok(li.post("/plans", {"month": "2026-04"}), 201)["id"])
    for number, day in enumerate(DAYS):
        client = clients[number % len(clients)]
        visit = {"form": "sales_visit", "day": day, "starts_at": f"{day}T09:30:00+08:00", "minutes": 60, **client}
        if number:
            visit |= {"purpose": "move_forward", "objectives": [AIM]}
        ok(li.post(f"/plans/{plan}/lines", {"visit": visit, "probability": 50}), 201)
    return plan


def live_a_week(api: Api, worker: Worker, moment: Moment, monday: date, *, is_down_over_the_weekend: bool) -> None:
    # The list opens by itself on Monday at midnight; when the worker was down, as soon as it runs again.
    opens = datetime(monday.year, monday.month, monday.day, 0, 1, tzinfo=SHANGHAI)
    moment.set((opens + timedelta(hours=9 if is_down_over_the_weekend else 0)).astimezone(UTC))
    work_off(worker)
    week = ok(api.li.get("/week"))
    assert ok(api.li.post(f"/todo-lists/{week['todo_list']['id']}/confirmation"))["confirmed_in_time"] is True

    # Each visit of the week: in, out, and the report the same evening.
    sunday = monday + timedelta(days=6)
    due = ok(api.li.get(f"/visits?day_from={monday}&day_to={sunday}&limit=100"))["items"]
    assert len(due) == 2
    for visit in due:
        begin = datetime.fromisoformat(f"{visit['day']}T09:30:00+08:00")
        moment.set(begin.astimezone(UTC))
        begun = ok(api.li.post(f"/visits/{visit['id']}/check-in", {"device_at": begin.isoformat(), **GATE}))
        assert begun["checks"][0]["verdict"] == "verified"
        moment.advance(hours=1)
        ok(api.li.post(f"/visits/{visit['id']}/check-out", GATE))
        moment.advance(hours=6)
        assert report(api.li, visit["id"])["late"] is False
        work_off(worker)

    # On Friday evening nothing she did is still open; what is left is carried, and the week is closed.
    items = ok(api.li.get(f"/todo-items?list_id={week['todo_list']['id']}&limit=100"))["items"]
    done = {visit["id"] for visit in due}
    assert not [item for item in items if item["source_id"] in done and item["state"] == "open"]
    assert ok(api.li.post(f"/todo-lists/{week['todo_list']['id']}/closing", {"carry_open": True}))["closed_at"]


def report(li: Caller, visit_id: str) -> dict[str, Any]:
    aims = ok(li.get(f"/visits/{visit_id}"))["objectives"]
    results = [{"objective_id": aim["id"], "result": "partly", "actual": "20"} for aim in aims]
    written = {"outcome": "continuation", "minutes_shared": "讨论了密封圈的耐温要求。", "results": results}
    return dict(ok(li.post(f"/visits/{visit_id}/report", written)))


def ok(answer: Any, status: int = 200) -> Any:
    """The body of a good answer."""
    assert answer.status_code == status, (answer.status_code, answer.json)
    return answer.json
