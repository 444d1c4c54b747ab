"""The life of a plan over HTTP: who can do what when, round by round."""

from datetime import date

from kamfield.core.work import Work
from tests.api import Api
from tests.cast import Cast, Moment
from tests.make.accounts import make_account
from tests.make.plans import make_line, make_plan
from tests.make.visits import make_visit


def submit(api: Api, plan_id: str):
    return api.li.post(f"/plans/{plan_id}/submission", {"acknowledged": True})


def lines_of(api: Api, plan_id: str) -> list[dict]:
    return api.li.get(f"/plans/{plan_id}").json["lines"]


def test_a_month_is_planned_submitted_and_approved(api: Api, work: Work) -> None:
    account = make_account(work)
    plan = api.li.post("/plans", {"month": "2026-04"}).json
    assert (plan["month"], plan["state"]) == ("2026-04", "draft")
    visit = {"account_id": account.id, "day": "2026-04-08", "starts_at": "2026-04-08T14:00:00+08:00"}
    line = api.li.post(f"/plans/{plan['id']}/lines", {"visit": visit, "probability": 60})
    assert line.status_code == 201, line.json
    assert (line.json["state"], line.json["probability"]) == ("proposed", 60)
    submitted = submit(api, plan["id"])
    assert (submitted.status_code, submitted.json["state"], submitted.json["round"]) == (200, "submitted", 1)
    assert [plan["id"] for plan in api.mei.get("/plans/awaiting-approval").json["items"]] == [plan["id"]]
    approved = api.mei.post(f"/plans/{plan['id']}/approval")
    assert (approved.json["state"], approved.json["decided_by_id"]) == ("approved", Cast.mei.id)
    assert [one["state"] for one in approved.json["lines"]] == ["approved"]
    assert approved.json["lines"][0]["approved_day"] == "2026-04-08"
    assert approved.json["lines"][0]["visit"]["account_id"] == account.id
    assert api.mei.get("/plans/awaiting-approval").json["items"] == []


def test_there_is_one_plan_for_each_rep_and_month(api: Api) -> None:
    assert api.li.post("/plans", {"month": "2026-04"}).status_code == 201
    second = api.li.post("/plans", {"month": "2026-04"})
    assert (second.status_code, second.json["code"]) == (409, "plan-exists")
    assert api.ren.post("/plans", {"month": "2026-04"}).status_code == 201


def test_a_month_that_is_over_where_the_rep_lives_is_not_planned(api: Api, moment: Moment) -> None:
    moment.set(moment.now.replace(month=3, day=31, hour=17))  # already April in Shanghai, still March in Berlin
    refused = api.li.post("/plans", {"month": "2026-03"})
    assert (refused.status_code, refused.json["errors"][0]["code"]) == (422, "in-the-past")
    assert api.sam.post("/plans", {"month": "2026-03"}).status_code == 201


def test_a_month_is_written_as_a_month(api: Api) -> None:
    for wrong in ("2026-04-01", "2026-13", "April", 202604, None):
        refused = api.li.post("/plans", {"month": wrong})
        assert refused.status_code == 422, wrong


def test_nobody_decides_about_their_own_plan(api: Api, work: Work) -> None:
    plan = make_plan(work, state="submitted")
    managers = make_plan(work, rep=Cast.mei, state="submitted")
    assert api.li.post(f"/plans/{plan.id}/approval").status_code == 403
    assert api.mei.post(f"/plans/{managers.id}/approval").status_code == 403
    assert api.dana.post(f"/plans/{managers.id}/approval").status_code == 200


def test_only_those_above_decide_and_a_stranger_sees_nothing(api: Api, work: Work) -> None:
    plan = make_plan(work, state="submitted")
    for stranger in (api.ren, api.sam, api.max):
        assert stranger.get(f"/plans/{plan.id}").status_code == 404
        assert stranger.post(f"/plans/{plan.id}/approval").status_code == 404
        assert stranger.get("/plans").json["items"] == []
    assert api.dana.post(f"/plans/{plan.id}/approval").status_code == 200


def test_an_empty_plan_is_not_submitted(api: Api, work: Work) -> None:
    plan = make_plan(work, visits=[])
    refused = submit(api, plan.id)
    assert (refused.status_code, refused.json["code"]) == (409, "empty-plan")
    assert api.li.get(f"/plans/{plan.id}").json["state"] == "draft"


def test_warnings_need_one_acknowledgement_and_errors_stop(api: Api, work: Work) -> None:
    plan = make_plan(work)
    warned = api.li.post(f"/plans/{plan.id}/submission")
    assert (warned.status_code, warned.json["code"]) == (409, "warnings-not-acknowledged")
    assert {"w-missing"} <= {fault["code"] for fault in warned.json["errors"]}
    visit = lines_of(api, plan.id)[0]["visit"]
    second = make_visit(work, day=date.fromisoformat(visit["day"]))
    make_line(work, plan, second)
    stopped = submit(api, plan.id)
    assert (stopped.status_code, stopped.json["code"]) == (409, "plan-has-errors")
    assert [fault["code"] for fault in stopped.json["errors"]] == ["overlap"]
    assert api.li.get(f"/plans/{plan.id}").json["state"] == "draft"


def test_a_returned_plan_says_why_and_comes_back_in_the_next_round(api: Api, work: Work) -> None:
    plan = make_plan(work, state="submitted")
    assert api.mei.post(f"/plans/{plan.id}/returns").status_code == 422
    returned = api.mei.post(f"/plans/{plan.id}/returns", {"comment": "A clients first"}).json
    assert (returned["state"], returned["comment"]) == ("returned", "A clients first")
    again = submit(api, plan.id).json
    assert (again["state"], again["round"], again["comment"]) == ("submitted", 2, None)


def test_a_plan_is_withdrawn_only_before_a_decision(api: Api, work: Work, moment: Moment) -> None:
    plan = make_plan(work, state="submitted")
    assert api.li.delete(f"/plans/{plan.id}/submission").json["state"] == "draft"
    submit(api, plan.id)
    line = lines_of(api, plan.id)[0]
    moment.advance(minutes=5)
    api.mei.post(f"/plans/{plan.id}/lines/{line['id']}/returns", {"comment": "another day"})
    refused = api.li.delete(f"/plans/{plan.id}/submission")
    assert (refused.status_code, refused.json["code"]) == (409, "decision-begun")


def test_partial_approval_leaves_returned_lines_open_and_the_rest_in_force(api: Api, work: Work) -> None:
    plan = make_plan(work, state="submitted")
    first, _ = lines_of(api, plan.id)
    url = f"/plans/{plan.id}/lines/{first['id']}"
    returned = api.mei.post(f"{url}/returns", {"comment": "another day"}).json
    assert (returned["state"], returned["comment"]) == ("returned", "another day")
    assert api.mei.post(f"/plans/{plan.id}/approval").json["state"] == "approved"
    assert [line["state"] for line in lines_of(api, plan.id)] == ["returned", "approved"]
    assert api.li.post(f"{url}/submission").json["state"] == "proposed"
    assert [one["id"] for one in api.mei.get("/plans/awaiting-approval").json["items"]] == [plan.id]
    assert api.mei.post(f"{url}/approval").json["state"] == "approved"
    assert api.mei.get("/plans/awaiting-approval").json["items"] == []


def test_the_visit_of_a_rejected_line_does_not_take_place(api: Api, work: Work) -> None:
    plan = make_plan(work, state="submitted")
    line = lines_of(api, plan.id)[0]
    url = f"/plans/{plan.id}/lines/{line['id']}"
    assert api.mei.post(f"{url}/rejection").status_code == 422
    assert api.mei.post(f"{url}/rejection", {"comment": "seen last week"}).json["state"] == "rejected"
    visit = api.li.get(f"/visits/{line['visit_id']}").json
    assert (visit["state"], visit["cancel_note"]) == ("cancelled", "seen last week")
    assert api.mei.post(f"/plans/{plan.id}/approval").json["line_count"] == 2


def test_a_plan_without_a_line_to_approve_is_returned_instead(api: Api, work: Work) -> None:
    plan = make_plan(work, state="submitted")
    for line in lines_of(api, plan.id):
        api.mei.post(f"/plans/{plan.id}/lines/{line['id']}/returns", {"comment": "no"})
    refused = api.mei.post(f"/plans/{plan.id}/approval")
    assert (refused.status_code, refused.json["code"]) == (409, "nothing-to-approve")


def test_the_second_manager_is_told_who_decided(api: Api, work: Work) -> None:
    plan = make_plan(work, state="submitted")
    api.mei.post(f"/plans/{plan.id}/approval")
    late = api.dana.post(f"/plans/{plan.id}/returns", {"comment": "no"})
    assert (late.status_code, late.json["code"]) == (409, "already-decided")
    assert late.json["detail"] == "Mei decided this on 2026-03-02 03:00: it is approved."
    assert (late.json["decided_by_id"], late.json["decided_by_name"]) == (Cast.mei.id, "Mei")
    assert (late.json["decided_at"], late.json["state"]) == ("2026-03-02T02:00:00Z", "approved")
    chinese = api.dana.post(f"/plans/{plan.id}/approval", headers={"Accept-Language": "zh-CN"}).json
    assert "Mei" in chinese["detail"]
    assert "已批准" in chinese["detail"]


def test_the_second_decision_on_one_line_is_told_too(api: Api, work: Work) -> None:
    plan = make_plan(work, state="submitted")
    line = lines_of(api, plan.id)[0]
    url = f"/plans/{plan.id}/lines/{line['id']}"
    api.mei.post(f"{url}/rejection", {"comment": "no"})
    late = api.dana.post(f"{url}/approval")
    assert (late.status_code, late.json["code"]) == (409, "already-decided")
    assert "Mei" in late.json["detail"]


def test_a_manager_decides_about_what_she_read(api: Api, work: Work) -> None:
    plan = make_plan(work, state="submitted")
    seen = api.mei.get(f"/plans/{plan.id}").json["version"]
    api.li.delete(f"/plans/{plan.id}/submission")
    submit(api, plan.id)
    assert api.mei.post(f"/plans/{plan.id}/approval", {"version": seen}).status_code == 412
    assert api.mei.post(f"/plans/{plan.id}/approval", {"version": seen + 2}).status_code == 200


def test_another_line_is_another_version_of_the_plan(api: Api, work: Work) -> None:
    plan = make_plan(work)
    seen = api.li.get(f"/plans/{plan.id}").json["version"]
    make_line(work, plan, make_visit(work, day=date(2026, 4, 21)))
    assert api.li.get(f"/plans/{plan.id}").json["version"] > seen


def test_a_submitted_plan_takes_no_lines(api: Api, work: Work) -> None:
    plan = make_plan(work, state="submitted")
    visit = make_visit(work, day=date(2026, 4, 21))
    refused = api.li.post(f"/plans/{plan.id}/lines", {"visit_id": visit.id})
    assert (refused.status_code, refused.json["code"]) == (409, "wrong-state")
    assert api.li.delete(f"/plans/{plan.id}/lines/{lines_of(api, plan.id)[0]['id']}").status_code == 409


def test_a_visit_stands_on_one_plan_in_its_month(api: Api, work: Work) -> None:
    plan = make_plan(work)
    line = lines_of(api, plan.id)[0]
    twice = api.li.post(f"/plans/{plan.id}/lines", {"visit_id": line["visit_id"]})
    assert (twice.status_code, twice.json["code"]) == (409, "already-planned")
    in_may = make_visit(work, day=date(2026, 5, 4))
    refused = api.li.post(f"/plans/{plan.id}/lines", {"visit_id": in_may.id})
    assert refused.json["errors"][0]["code"] == "not-in-the-month"
    of_sam = make_visit(work, rep=Cast.sam, day=date(2026, 4, 9))
    assert api.li.post(f"/plans/{plan.id}/lines", {"visit_id": of_sam.id}).status_code == 422
    assert api.li.post(f"/plans/{plan.id}/lines", {}).json["errors"][0]["pointer"] == "/visit_id"


def test_a_line_nobody_decided_about_goes_with_its_visit(api: Api, work: Work) -> None:
    plan = make_plan(work)
    line = lines_of(api, plan.id)[0]
    assert api.li.delete(f"/plans/{plan.id}/lines/{line['id']}").status_code == 204
    assert line["id"] not in [one["id"] for one in lines_of(api, plan.id)]
    assert api.li.get(f"/visits/{line['visit_id']}").status_code == 404
    assert api.li.get(f"/plans/{plan.id}").json["line_count"] == 1


def test_an_approved_line_that_is_taken_off_stays_as_dropped(api: Api, work: Work) -> None:
    plan = make_plan(work, state="approved")
    line = lines_of(api, plan.id)[0]
    assert api.li.delete(f"/plans/{plan.id}/lines/{line['id']}").status_code == 204
    assert lines_of(api, plan.id)[0]["state"] == "dropped"
    assert api.li.get(f"/visits/{line['visit_id']}").json["state"] == "cancelled"


def test_a_line_added_after_approval_asks_for_approval_alone(api: Api, work: Work) -> None:
    plan = make_plan(work, state="approved")
    visit = make_visit(work, make_account(work, tier="A"), day=date(2026, 4, 21))
    line = api.li.post(f"/plans/{plan.id}/lines", {"visit_id": visit.id}).json
    shown = api.li.get(f"/plans/{plan.id}").json
    assert (shown["state"], shown["open_line_count"]) == ("approved", 1)
    assert api.li.post(f"/plans/{plan.id}/lines/{line['id']}/approval").status_code == 403
    assert api.mei.post(f"/plans/{plan.id}/lines/{line['id']}/approval").json["state"] == "approved"


def test_the_probability_of_a_line_can_be_overridden(api: Api, work: Work) -> None:
    plan = make_plan(work)
    line = lines_of(api, plan.id)[0]
    url = f"/plans/{plan.id}/lines/{line['id']}"
    assert api.li.patch(url, {"probability": 101}).status_code == 422
    assert api.li.patch(url, {"probability": 75}, version=line["version"]).json["probability"] == 75
    assert api.li.patch(url, {"probability": 70}, version=line["version"]).status_code == 412


def test_plans_are_found_by_rep_month_and_state(api: Api, work: Work) -> None:
    april, may = make_plan(work, state="submitted"), make_plan(work, [], month=date(2026, 5, 1))
    rens = make_plan(work, [], rep=Cast.ren)

    def found(**query: str) -> list[str]:
        return [plan["id"] for plan in api.mei.get("/plans", query_string=query).json["items"]]

    assert set(found(month="2026-04")) == {april.id, rens.id}
    assert found(rep_id=Cast.li.id) == [april.id, may.id]
    assert found(state="submitted") == [april.id]


def test_every_round_stands_in_the_journal(api: Api, work: Work) -> None:
    from sqlalchemy import select

    from kamfield.core.journal import Entry

    plan = make_plan(work, state="returned")
    submit(api, plan.id)
    api.mei.post(f"/plans/{plan.id}/approval")
    history = select(Entry.verb).where(Entry.subject_id == plan.id).order_by(Entry.id)
    rounds = [verb for verb in work.db.scalars(history) if verb != "plan.add_line"]
    assert rounds == ["plan.add", "plan.submit", "plan.return", "plan.submit", "plan.approve"]
