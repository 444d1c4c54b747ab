"""Approval by policy: off by default, by typed conditions, with the reason, and never over a manager's word."""

from datetime import UTC, date, datetime

from sqlalchemy import select

from kamfield.core.journal import Entry
from kamfield.core.work import Work
from tests.api import Api
from tests.cast import Cast
from tests.make.plans import make_plan
from tests.make.visits import make_prepared_visit, make_visit


def a_clean_plan(work: Work):
    starts = [datetime(2026, 4, day, 2, tzinfo=UTC) for day in (8, 15)]
    return make_plan(work, [make_prepared_visit(work, day=at.date(), starts_at=at) for at in starts])


def submit(api: Api, plan_id: str) -> dict:
    answer = api.li.post(f"/plans/{plan_id}/submission", {"acknowledged": True})
    assert answer.status_code == 200, answer.json
    return answer.json


def allow(api: Api, *conditions: str) -> None:
    assert api.ada.patch("/policies", {"auto_approval": list(conditions)}).status_code == 200


def test_until_somebody_turns_it_on_a_manager_approves_each_plan(api: Api, work: Work) -> None:
    assert submit(api, a_clean_plan(work).id)["state"] == "submitted"


def test_a_plan_without_warnings_is_approved_by_the_policy_when_it_is_handed_in(api: Api, work: Work) -> None:
    allow(api, "no_warnings")
    plan = a_clean_plan(work)
    approved = submit(api, plan.id)
    assert (approved["state"], approved["by_policy"], approved["decided_by_id"]) == ("approved", True, None)
    assert {(line["state"], line["by_policy"]) for line in approved["lines"]} == {("approved", True)}
    assert approved["waiting"] is None
    entry = work.one(select(Entry).where(Entry.verb == "plan.approve"))
    assert (entry.actor_id, entry.details) == ("system", {"conditions": ["no_warnings"]})


def test_with_warnings_it_waits_for_the_manager_unless_the_policy_asks_for_less(api: Api, work: Work) -> None:
    allow(api, "no_warnings", "within_capacity")
    plan = make_plan(work)  # some W is missing
    assert submit(api, plan.id)["state"] == "submitted"
    allow(api, "within_capacity")
    api.li.delete(f"/plans/{plan.id}/submission")
    assert submit(api, plan.id)["by_policy"] is True


def test_an_uncovered_client_needs_a_manager(api: Api, work: Work) -> None:
    from tests.make.accounts import make_account

    make_account(work, tier="A")
    allow(api, "accounts_covered")
    assert submit(api, a_clean_plan(work).id)["state"] == "submitted"


def test_a_manager_can_still_return_or_reject_single_lines(api: Api, work: Work) -> None:
    allow(api, "within_capacity")
    plan = make_plan(work, [make_visit(work, day=date(2026, 4, day)) for day in (8, 15)])
    first, second = submit(api, plan.id)["lines"]
    url = f"/plans/{plan.id}/lines"
    returned = api.mei.post(f"{url}/{first['id']}/returns", {"comment": "Another day"}).json
    assert (returned["state"], returned["by_policy"], returned["decided_by_id"]) == ("returned", False, Cast.mei.id)
    assert api.dana.post(f"{url}/{second['id']}/rejection", {"comment": "Not now"}).json["state"] == "rejected"
    assert api.li.post(f"{url}/{first['id']}/submission").json["state"] == "proposed"
    late = api.mei.post(f"/plans/{plan.id}/approval")
    assert (late.status_code, late.json["code"]) == (409, "already-decided")
    assert late.json["detail"].startswith("The company's policy decided this")
    assert late.json["decided_by_name"] is None


def test_a_line_that_a_manager_approved_is_not_taken_back_by_another(api: Api, work: Work) -> None:
    plan = make_plan(work, state="approved")
    line = api.li.get(f"/plans/{plan.id}").json["lines"][0]
    late = api.dana.post(f"/plans/{plan.id}/lines/{line['id']}/returns", {"comment": "no"})
    assert (late.status_code, late.json["decided_by_name"]) == (409, "Mei")


def test_the_policy_never_overrules_a_manager_who_gave_the_plan_back(api: Api, work: Work) -> None:
    plan = a_clean_plan(work)
    submit(api, plan.id)
    api.mei.post(f"/plans/{plan.id}/returns", {"comment": "A clients first"})
    allow(api, "no_warnings")
    assert submit(api, plan.id)["state"] == "submitted"
    api.li.delete(f"/plans/{plan.id}/submission")
    assert submit(api, plan.id)["state"] == "submitted"


def test_a_condition_is_one_of_three(api: Api) -> None:
    assert api.ada.patch("/policies", {"auto_approval": ["always"]}).status_code == 422
    assert api.ada.patch("/policies", {"auto_approval": []}).json["auto_approval"] == []
