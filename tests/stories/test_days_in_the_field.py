"""Days in the field: an urgent visit, a manager's Monday, a manager on leave, a rep who leaves.

Li is a rep in Shanghai, Ren her colleague, Mei their manager, Dana hers. It is Monday, 2 March 2026, ten o'clock.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from kamfield.core.work import Work
from kamfield.geo.point import Point
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Cast, Moment
from tests.make.accounts import make_account, make_contact, make_place
from tests.make.plans import make_plan
from tests.make.reminders import work_off
from tests.make.visits import make_done_visit, make_report, make_visit

GATE = {"latitude": 31.2401, "longitude": 121.4901, "accuracy_metres": 15}


def test_an_urgent_visit_starts_without_preparation(api: Api, work: Work, moment: Moment) -> None:
    client = make_account(work, name="仁济医院", tier="A")
    make_place(work, client, Point(31.24, 121.49))
    make_contact(work, client, name="陈经理")

    # A pump stands still. Li looks into the brief while she is on her way, and plans the visit with one tap.
    brief = ok(api.li.get(f"/accounts/{client.id}/brief"))
    assert [person["name"] for person in brief["people"]] == ["陈经理"]
    visit = ok(api.li.post("/visits", {"account_id": client.id, "day": "2026-03-02", "urgent": True}), 201)
    assert visit["missing"] == ["who", "what", "why", "where", "when"]

    # Nobody asks for a preparation: not the day, not the check-in.
    codes = [alert["code"] for alert in ok(api.li.get("/day"))["alerts"]["items"]]
    assert "visit-unprepared" not in codes
    begun = ok(api.li.post(f"/visits/{visit['id']}/check-in", GATE))
    assert (begun["state"], begun["urgent"], begun["checks"][0]["verdict"]) == ("in_progress", True, "verified")

    # She cannot be at two places at once.
    other = make_visit(work)
    assert api.li.post(f"/visits/{other.id}/check-in", GATE).json["code"] == "another-in-progress"
    moment.advance(hours=1)
    ok(api.li.post(f"/visits/{visit['id']}/check-out", GATE))
    assert "report-owed" in [alert["code"] for alert in ok(api.li.get("/day"))["alerts"]["items"]]


def test_a_managers_monday(api: Api, work: Work) -> None:
    plan = make_plan(work, state="submitted")
    make_report(work, make_done_visit(work), internal="他们的预算只够一半。")
    late = make_done_visit(work, rep=Cast.ren)

    # Mei's day tells her that a plan waits. She reads it, prints it for the meeting, and approves it.
    day = ok(api.mei.get("/day"))
    assert [alert["code"] for alert in day["alerts"]["items"]] == ["plans-waiting"]
    (waiting,) = ok(api.mei.get("/plans/awaiting-approval"))["items"]
    assert waiting["id"] == plan.id
    url = ok(api.mei.post(f"/plans/{plan.id}/print-links", {"language": "zh-CN"}))["url"]
    page = api.app.test_client().get(url.removeprefix("http://127.0.0.1:8000"))
    assert "客户拜访计划表" in page.text
    assert api.mei.get(f"/plans/{plan.id}/export").status_code == 200
    ok(api.mei.post(f"/plans/{plan.id}/approval"))
    assert ok(api.mei.get("/day"))["alerts"]["count"] == 0

    # Then she looks how Ren's day stands: a report is owed.
    (alert,) = [one for one in ok(api.mei.get(f"/day?rep_id={Cast.ren.id}"))["alerts"]["items"] if one["subject_id"]]
    assert (alert["code"], alert["subject_id"]) == ("report-owed", late.id)

    # Max leads another team: nothing of this exists for him.
    assert api.max.get(f"/day?rep_id={Cast.ren.id}").status_code == 404
    assert api.max.post(f"/plans/{plan.id}/print-links").status_code == 404


def test_a_manager_on_leave(api: Api, work: Work, moment: Moment) -> None:
    # Mei is away for a week, and Ren stands in for her.
    week = {"from_on": "2026-03-02", "to_on": "2026-03-08"}
    ok(api.mei.post("/absences", {"kind": "vacation", **week}), 201)
    ok(api.mei.post("/delegations", {"stand_in_id": Cast.ren.id, **week}), 201)
    assert ok(api.mei.get("/day"))["away"] is True

    # Li hands her plan in. Ren approves it, and the record says on whose behalf; his own he cannot approve.
    plan, his = make_plan(work, state="submitted"), make_plan(work, rep=Cast.ren, state="submitted")
    decided = ok(api.ren.post(f"/plans/{plan.id}/approval"))
    assert (decided["decided_by_id"], decided["on_behalf_of_id"]) == (Cast.ren.id, Cast.mei.id)
    assert api.ren.post(f"/plans/{his.id}/approval").status_code == 403

    # When Mei is back, Ren sees no more than before.
    moment.set(datetime(2026, 3, 8, 16, 1, tzinfo=UTC))
    assert api.ren.get(f"/plans/{plan.id}").status_code == 404
    assert ok(api.mei.get("/day"))["away"] is False
    ok(api.mei.post(f"/plans/{his.id}/approval"))


def test_a_rep_leaves_with_open_plans_and_to_dos(api: Api, work: Work, worker: Worker, moment: Moment) -> None:
    client = make_account(work, name="仁济医院", tier="A")
    visit = make_visit(work, client, day=work.now.date() + timedelta(days=35))
    plan = make_plan(work, [visit], state="approved")
    ok(api.li.post("/todo-items", {"title": "寄送样品", "account_id": client.id}), 201)
    work_off(worker)

    # Li leaves. Mei hands everything to Ren in one act.
    handover = ok(api.mei.post("/handovers", {"leaver_id": Cast.li.id, "receiver_id": Cast.ren.id}), 201)
    work_off(worker)
    assert ok(api.mei.get(f"/handovers/{handover['id']}"))["state"] == "done"

    # The visit stands on Ren's plan, approved as it was; the to-do is on his day, and so is the client's brief.
    (theirs,) = ok(api.ren.get("/plans?month=2026-04"))["items"]
    (line,) = ok(api.ren.get(f"/plans/{theirs['id']}"))["lines"]
    assert (line["visit_id"], line["state"]) == (visit.id, "approved")
    assert api.ren.get(f"/plans/{plan.id}").status_code == 404
    assert "寄送样品" in [item["title"] for item in ok(api.ren.get("/day"))["todos"]["items"]]
    assert ok(api.ren.get(f"/accounts/{client.id}/brief"))["account"]["lead_name"] == "Ren"

    # On the day itself the visit is on Ren's home screen, and no longer on Li's.
    moment.set(datetime(2026, 4, 6, 1, tzinfo=UTC))
    assert [one["id"] for one in ok(api.ren.get("/day"))["visits"]] == [visit.id]
    assert ok(api.li.get("/day"))["visits"] == []


def ok(answer: Any, status: int = 200) -> Any:
    """The body of a good answer."""
    assert answer.status_code == status, (answer.status_code, answer.json)
    return answer.json
