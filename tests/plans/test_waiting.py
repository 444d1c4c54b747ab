"""On whose table a plan lies: the nearest above, then level by level up when nobody decides in time."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from kamfield.core.journal import Entry
from kamfield.core.work import Work
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Cast, Moment
from tests.make.accounts import make_account
from tests.make.plans import make_line, make_plan
from tests.make.visits import make_visit


def plan_now(api: Api, plan_id: str) -> dict:
    return api.li.get(f"/plans/{plan_id}").json


def waits_for(api: Api, plan_id: str) -> str | None:
    waiting = plan_now(api, plan_id)["waiting"]
    return waiting and waiting["for_id"]


def on_the_table_of(caller) -> list[str]:
    return [plan["id"] for plan in caller.get("/plans?waiting_for=me").json["items"]]


def pass_hours(moment: Moment, worker: Worker, hours: float) -> None:
    moment.advance(hours=hours)
    worker.run_due()


def escalations(work: Work) -> list[Entry]:
    return list(work.all(select(Entry).where(Entry.verb == "plan.escalate").order_by(Entry.at)))


def test_a_submitted_plan_lies_on_the_table_of_the_nearest_manager(api: Api, work: Work) -> None:
    plan = make_plan(work)
    assert plan_now(api, plan.id)["waiting"] is None
    submitted = api.li.post(f"/plans/{plan.id}/submission", {"acknowledged": True}).json
    assert submitted["waiting_for_id"] == Cast.mei.id
    assert submitted["waiting"] == {
        "since": "2026-03-02T02:00:00Z",
        "for_id": Cast.mei.id,
        "for_name": "Mei",
        "stand_in_id": None,
        "stand_in_name": None,
        "there_since": "2026-03-02T02:00:00Z",
        "escalates_at": "2026-03-04T02:00:00Z",
        "escalations": [],
    }
    assert on_the_table_of(api.mei) == [plan.id]
    assert on_the_table_of(api.dana) == on_the_table_of(api.ada) == on_the_table_of(api.li) == []
    assert [one["id"] for one in api.dana.get(f"/plans?waiting_for={Cast.mei.id}").json["items"]] == [plan.id]


def test_it_goes_up_level_by_level_and_beyond_the_top_to_the_administrators(
    api: Api, work: Work, worker: Worker, moment: Moment
) -> None:
    plan = make_plan(work, state="submitted")
    work.db.commit()
    pass_hours(moment, worker, 47.9)
    assert waits_for(api, plan.id) == Cast.mei.id
    pass_hours(moment, worker, 0.2)
    assert waits_for(api, plan.id) == Cast.dana.id
    assert (on_the_table_of(api.mei), on_the_table_of(api.dana)) == ([], [plan.id])
    pass_hours(moment, worker, 48)
    waiting = plan_now(api, plan.id)["waiting"]
    assert (waiting["for_id"], waiting["escalates_at"]) == (None, None)
    assert [(step["from_name"], step["to_name"]) for step in waiting["escalations"]] == [
        ("Mei", "Dana"),
        ("Dana", None),
    ]
    assert on_the_table_of(api.ada) == [plan.id]
    pass_hours(moment, worker, 480)
    assert plan_now(api, plan.id)["escalations"] == 2


def test_the_journal_says_from_whom_to_whom_and_since_when(work: Work, worker: Worker, moment: Moment) -> None:
    plan = make_plan(work, state="submitted")
    work.db.commit()
    pass_hours(moment, worker, 48)
    (entry,) = escalations(work)
    assert (entry.actor_id, entry.subject_id) == ("system", plan.id)
    assert entry.details == {
        "from_id": Cast.mei.id,
        "to_id": Cast.dana.id,
        "level": 1,
        "waiting_since": "2026-03-02T02:00:00+00:00",
        "open_line_count": 2,
    }


def test_after_days_without_a_worker_it_goes_up_one_level_and_the_next_has_her_hours(
    api: Api, work: Work, worker: Worker, moment: Moment
) -> None:
    plan = make_plan(work, state="submitted")
    work.db.commit()
    pass_hours(moment, worker, 500)
    assert waits_for(api, plan.id) == Cast.dana.id
    pass_hours(moment, worker, 47)
    assert waits_for(api, plan.id) == Cast.dana.id


def test_two_workers_escalate_once(work: Work, worker: Worker, moment: Moment, database, outside) -> None:
    make_plan(work, state="submitted")
    work.db.commit()
    moment.advance(hours=48)
    for one in (worker, Worker(database, moment, outside)):
        one.run_due()
    assert len(escalations(work)) == 1


def test_those_asked_before_may_still_decide_and_then_nobody_is_asked(
    api: Api, work: Work, worker: Worker, moment: Moment
) -> None:
    plan = make_plan(work, state="submitted")
    work.db.commit()
    pass_hours(moment, worker, 48)
    approved = api.mei.post(f"/plans/{plan.id}/approval")
    assert (approved.status_code, approved.json["waiting"], approved.json["waiting_since"]) == (200, None, None)
    pass_hours(moment, worker, 480)
    assert len(escalations(work)) == 1


@pytest.mark.parametrize("ends", ["withdrawn", "returned"])
def test_what_was_taken_back_or_returned_waits_no_more_and_begins_anew_below(
    api: Api, work: Work, worker: Worker, moment: Moment, ends: str
) -> None:
    plan = make_plan(work, state="submitted")
    work.db.commit()
    pass_hours(moment, worker, 48)
    if ends == "withdrawn":
        api.li.delete(f"/plans/{plan.id}/submission")
    else:
        api.dana.post(f"/plans/{plan.id}/returns", {"comment": "A clients first"})
    assert plan_now(api, plan.id)["waiting"] is None
    pass_hours(moment, worker, 480)
    again = api.li.post(f"/plans/{plan.id}/submission", {"acknowledged": True}).json
    assert (again["waiting"]["for_id"], again["escalations"]) == (Cast.mei.id, 0)
    assert len(escalations(work)) == 1


def test_a_line_proposed_after_approval_goes_up_too(api: Api, work: Work, worker: Worker, moment: Moment) -> None:
    plan = make_plan(work, state="approved")
    make_line(work, plan, make_visit(work, make_account(work, tier="A"), day=date(2026, 4, 21)))
    work.db.commit()
    assert waits_for(api, plan.id) == Cast.mei.id
    pass_hours(moment, worker, 40)
    visit = make_visit(work, make_account(work, tier="A"), day=date(2026, 4, 22))
    second = api.li.post(f"/plans/{plan.id}/lines", {"visit_id": visit.id}).json["id"]
    pass_hours(moment, worker, 8)
    assert (waits_for(api, plan.id), escalations(work)[0].details["open_line_count"]) == (Cast.dana.id, 2)
    first = next(line for line in plan_now(api, plan.id)["lines"] if line["state"] == "proposed")
    api.dana.post(f"/plans/{plan.id}/lines/{first['id']}/approval")
    waiting = plan_now(api, plan.id)["waiting"]
    assert (waiting["for_id"], waiting["escalations"]) == (Cast.mei.id, [])
    api.mei.post(f"/plans/{plan.id}/lines/{second}/approval")
    assert plan_now(api, plan.id)["waiting"] is None


def test_a_stand_in_has_it_on_the_table_meanwhile_and_the_plan_says_so(
    api: Api, work: Work, worker: Worker, moment: Moment
) -> None:
    plan, other = make_plan(work, state="submitted"), make_plan(work, rep=Cast.ren, state="submitted")
    work.db.commit()
    days = {"from_on": "2026-03-02", "to_on": "2026-03-03", "stand_in_id": Cast.ren.id}
    assert api.mei.post("/delegations", days).status_code == 201
    assert on_the_table_of(api.ren) == [plan.id], "nobody decides about their own"
    waiting = plan_now(api, plan.id)["waiting"]
    assert (waiting["for_id"], waiting["stand_in_id"], waiting["stand_in_name"]) == (Cast.mei.id, Cast.ren.id, "Ren")
    assert set(on_the_table_of(api.mei)) == {plan.id, other.id}
    moment.advance(days=2)
    assert on_the_table_of(api.ren) == []


def test_a_manager_on_holiday_without_a_stand_in_is_waited_for_no_longer_than_others(
    api: Api, work: Work, worker: Worker, moment: Moment
) -> None:
    plan = make_plan(work, state="submitted")
    work.db.commit()
    api.mei.post("/absences", {"from_on": "2026-03-01", "to_on": "2026-03-20"})
    pass_hours(moment, worker, 48)
    assert waits_for(api, plan.id) == Cast.dana.id


def test_somebody_without_a_manager_waits_for_the_administrators(api: Api, work: Work) -> None:
    plan = make_plan(work, rep=Cast.dana, state="submitted")
    waiting = api.dana.get(f"/plans/{plan.id}").json["waiting"]
    assert (waiting["for_id"], waiting["escalates_at"]) == (None, None)
    assert on_the_table_of(api.ada) == [plan.id]
    assert api.ada.post(f"/plans/{plan.id}/approval").status_code == 200


def test_it_follows_the_rep_to_another_manager(api: Api, work: Work, worker: Worker, moment: Moment) -> None:
    plan = make_plan(work, state="submitted")
    work.db.commit()
    moment.advance(hours=40)
    moved = api.ada.patch(f"/users/{Cast.li.id}", {"manager_id": Cast.max.id})
    assert moved.status_code == 200, moved.json
    worker.run_due()
    assert waits_for(api, plan.id) == Cast.max.id
    pass_hours(moment, worker, 40)
    assert waits_for(api, plan.id) == Cast.max.id, "he has the whole time"
    pass_hours(moment, worker, 8)
    assert waits_for(api, plan.id) == Cast.dana.id


def test_a_manager_who_is_gone_is_passed_over(api: Api, work: Work, worker: Worker, moment: Moment) -> None:
    plan = make_plan(work, state="submitted")
    work.db.commit()
    assert api.ada.post(f"/users/{Cast.mei.id}/deactivation").status_code == 200
    worker.run_due()
    assert waits_for(api, plan.id) == Cast.dana.id


def test_other_hours_hold_for_what_waits_already(api: Api, work: Work, worker: Worker, moment: Moment) -> None:
    plan = make_plan(work, state="submitted")
    work.db.commit()
    assert api.ada.patch("/policies", {"escalation_hours": 4}).status_code == 200
    pass_hours(moment, worker, 3.9)
    assert plan_now(api, plan.id)["waiting"]["escalates_at"] == "2026-03-02T06:00:00Z"
    pass_hours(moment, worker, 0.1)
    assert waits_for(api, plan.id) == Cast.dana.id


def test_a_closed_month_waits_for_nobody(api: Api, work: Work, worker: Worker, moment: Moment) -> None:
    plan = make_plan(work, state="submitted")
    work.db.commit()
    moment.set(moment.now.replace(month=5))
    worker.run_due()
    assert (plan_now(api, plan.id)["state"], plan_now(api, plan.id)["waiting"]) == ("closed", None)


def test_hours_are_hours_also_over_a_change_of_the_clock(api: Api, work: Work, worker: Worker, moment: Moment) -> None:
    moment.set(moment.now.replace(day=28))  # Berlin loses an hour on the 29th
    at = moment.now
    plan = make_plan(work=Work(work.user, at, work.db, work.house), rep=Cast.sam, by=Cast.max, state="submitted")
    work.db.commit()
    waiting = api.sam.get(f"/plans/{plan.id}").json["waiting"]
    assert waiting["escalates_at"] == (at + timedelta(hours=48)).isoformat().replace("+00:00", "Z")
