"""A leaver's visits and open plans go to their receivers; what was decided stays decided."""

from datetime import date

from kamfield.core.work import Work
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Cast
from tests.make.accounts import make_account
from tests.make.plans import make_plan
from tests.make.visits import make_done_visit, make_report, make_visit


def hand_over(api: Api, worker: Worker, **overrides: str) -> dict:
    named = [{"account_id": account_id, "receiver_id": receiver_id} for account_id, receiver_id in overrides.items()]
    sent = {"leaver_id": Cast.li.id, "receiver_id": Cast.ren.id, "overrides": named}
    begun = api.mei.post("/handovers", sent)
    assert begun.status_code == 201, begun.json
    worker.run_due()
    return api.mei.get(f"/handovers/{begun.json['id']}").json


def plan_of(api: Api, person, month: str = "2026-04") -> dict:
    query = {"rep_id": person.id, "month": month}
    (plan,) = api.mei.get("/plans", query_string=query).json["items"]
    return api.mei.get(f"/plans/{plan['id']}").json


def test_lines_follow_their_visits_and_stay_approved(api: Api, work: Work, worker: Worker) -> None:
    plan = make_plan(work, state="approved")
    report = make_report(work)
    work.db.commit()
    told = hand_over(api, worker)
    assert {(one["kind"], one["count"]) for one in told["moved"]} >= {("visits", 2), ("plans", 1)}
    theirs = plan_of(api, Cast.ren)
    assert (theirs["state"], theirs["line_count"], theirs["decided_by_id"]) == ("approved", 2, Cast.mei.id)
    assert {line["state"] for line in theirs["lines"]} == {"approved"}
    assert {line["visit"]["rep_id"] for line in theirs["lines"]} == {Cast.ren.id}
    assert api.mei.get(f"/plans/{plan.id}").json["line_count"] == 0
    assert api.mei.get(f"/visits/{report.visit_id}").json["rep_id"] == Cast.li.id  # what is over stays the leaver's


def test_a_plan_whose_lines_have_gone_keeps_nobody_from_being_deleted(api: Api, work: Work, worker: Worker) -> None:
    make_plan(work, state="approved")
    work.db.commit()
    belongings = f"/users/{Cast.li.id}/belongings"
    assert api.mei.get(belongings).json["owned"]["plans"] == 1
    hand_over(api, worker)
    assert "plans" not in api.mei.get(belongings).json["owned"]


def test_a_receiver_who_has_a_plan_keeps_it_and_gets_the_lines(api: Api, work: Work, worker: Worker) -> None:
    make_plan(work, state="approved")
    own = make_plan(work, [make_visit(work, rep=Cast.ren, day=date(2026, 4, 9))], rep=Cast.ren)
    work.db.commit()
    hand_over(api, worker)
    theirs = plan_of(api, Cast.ren)
    assert (theirs["id"], theirs["state"], theirs["line_count"], theirs["open_line_count"]) == (own.id, "draft", 3, 1)


def test_each_account_may_have_a_receiver_of_its_own(api: Api, work: Work, worker: Worker) -> None:
    account = make_account(work)
    visits = [make_visit(work, account, day=date(2026, 4, 8)), make_visit(work, day=date(2026, 4, 15))]
    make_plan(work, visits)
    promise = {"text": "sends drawings", "due_on": date(2026, 3, 9)}
    make_report(work, make_done_visit(work, account), outcome="advance", commitments=[promise])
    work.db.commit()
    hand_over(api, worker, **{account.id: Cast.mei.id})
    assert [line["visit_id"] for line in plan_of(api, Cast.mei)["lines"]] == [visits[0].id]
    assert [line["visit_id"] for line in plan_of(api, Cast.ren)["lines"]] == [visits[1].id]
    (kept,) = api.mei.get("/commitments").json["items"]
    assert (kept["rep_id"], kept["due_on"]) == (Cast.mei.id, "2026-03-09")
