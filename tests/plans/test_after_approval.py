"""A plan in force: what asks again, what is shown, what is only noted, and what is decided is what was seen."""

from datetime import date

import pytest
from sqlalchemy import select

from kamfield.core.journal import Entry
from kamfield.core.work import Work
from kamfield.visits.models import Visit
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Cast
from tests.make.accounts import make_account
from tests.make.plans import make_plan
from tests.make.visits import make_visit


def a_plan(work: Work, tier: str | None = "A", state: str = "approved"):
    account = make_account(work, tier=tier) if tier else make_account(work)
    plan = make_plan(work, [make_visit(work, account, day=date(2026, 4, day)) for day in (8, 20)], state=state)
    work.db.commit()
    return plan


def in_full(api: Api, plan_id: str) -> dict:
    return api.li.get(f"/plans/{plan_id}").json


def verbs(work: Work, plan_id: str) -> list[str]:
    return list(work.all(select(Entry.verb).where(Entry.subject_id == plan_id).order_by(Entry.id)))


def an_urgent_visit(api: Api, work: Work, worker: Worker) -> Visit:
    """Begun today, in March, without standing on March's plan."""
    visit = make_visit(work, urgent=True)
    work.db.commit()
    assert api.li.post(f"/visits/{visit.id}/check-in").status_code == 200
    worker.run_due()
    return visit


@pytest.mark.parametrize(("tier", "state"), [("A", "proposed"), ("B", "approved"), (None, "approved")])
def test_a_far_move_asks_again_for_the_tiers_the_policy_names(
    api: Api, work: Work, worker: Worker, tier: str | None, state: str
) -> None:
    plan = a_plan(work, tier)
    line = in_full(api, plan.id)["lines"][0]
    api.li.patch(f"/visits/{line['visit_id']}", {"day": "2026-04-14", "starts_at": None})
    worker.run_due()
    assert in_full(api, plan.id)["lines"][0]["state"] == state
    assert verbs(work, plan.id)[-1] == ("plan.reopen_line" if state == "proposed" else "plan.note_move")


def test_an_added_line_of_another_tier_is_in_force_at_once_and_says_that_nobody_decided(api: Api, work: Work) -> None:
    plan = a_plan(work)
    visit = make_visit(work, make_account(work, tier="C"), day=date(2026, 4, 14))
    line = api.li.post(f"/plans/{plan.id}/lines", {"visit_id": visit.id}).json
    assert (line["state"], line["by_policy"], line["decided_by_id"]) == ("approved", True, None)
    assert line["approved_day"] == "2026-04-14"
    assert in_full(api, plan.id)["open_line_count"] == 0


def test_a_dropped_line_of_a_named_tier_is_shown_to_the_manager_until_she_takes_note(
    api: Api, work: Work, worker: Worker
) -> None:
    plan = a_plan(work)
    first, second = in_full(api, plan.id)["lines"]
    api.li.post(f"/visits/{first['visit_id']}/cancellation", {"reason": "client_cancelled"})
    worker.run_due()
    assert api.li.delete(f"/plans/{plan.id}/lines/{second['id']}").status_code == 204
    shown = in_full(api, plan.id)
    assert [(line["state"], line["to_acknowledge"]) for line in shown["lines"]] == [("dropped", True)] * 2
    assert (shown["open_line_count"], shown["line_count"], shown["waiting_for_id"]) == (2, 0, Cast.mei.id)
    for line in (first, second):
        url = f"/plans/{plan.id}/lines/{line['id']}/acknowledgement"
        assert api.li.post(url).status_code == 403
        seen = api.mei.post(url, {"comment": "Find another day"})
        assert (seen.status_code, seen.json["to_acknowledge"], seen.json["state"]) == (200, False, "dropped")
        again = api.dana.post(url)
        assert (again.status_code, again.json["code"]) == (409, "nothing-to-acknowledge")
    assert in_full(api, plan.id)["waiting"] is None


def test_a_dropped_line_of_another_tier_is_only_noted(api: Api, work: Work) -> None:
    plan = a_plan(work, "B")
    line = in_full(api, plan.id)["lines"][0]
    api.li.delete(f"/plans/{plan.id}/lines/{line['id']}")
    shown = in_full(api, plan.id)
    assert (shown["lines"][0]["state"], shown["open_line_count"]) == ("dropped", 0)


def test_an_unplanned_visit_is_tagged_on_the_plan_in_force(api: Api, work: Work, worker: Worker) -> None:
    plan = make_plan(work, month=date(2026, 3, 1), state="approved")
    visit = an_urgent_visit(api, work, worker)
    (line,) = [one for one in in_full(api, plan.id)["lines"] if one["visit_id"] == visit.id]
    assert (line["unplanned"], line["state"], line["by_policy"]) == (True, "approved", True)
    api.li.post(f"/visits/{visit.id}/check-out")
    worker.run_due()
    assert len(in_full(api, plan.id)["lines"]) == 3
    assert verbs(work, plan.id).count("plan.add_unplanned") == 1


def test_by_policy_the_manager_decides_about_an_unplanned_visit_afterwards(
    api: Api, work: Work, worker: Worker
) -> None:
    api.ada.patch("/policies", {"unplanned_visits": "approve"})
    plan = make_plan(work, month=date(2026, 3, 1), state="approved")
    visit = an_urgent_visit(api, work, worker)
    shown = in_full(api, plan.id)
    (line,) = [one for one in shown["lines"] if one["unplanned"]]
    assert (line["state"], shown["waiting_for_id"]) == ("proposed", Cast.mei.id)
    api.li.post(f"/visits/{visit.id}/check-out")
    rejected = api.mei.post(f"/plans/{plan.id}/lines/{line['id']}/rejection", {"comment": "Not this client"})
    assert rejected.json["state"] == "rejected"
    assert api.li.get(f"/visits/{visit.id}").json["state"] == "done", "what took place took place"


def test_without_a_plan_in_force_nothing_is_unplanned(api: Api, work: Work, worker: Worker) -> None:
    plan = make_plan(work, month=date(2026, 3, 1), state="submitted")
    an_urgent_visit(api, work, worker)
    assert len(in_full(api, plan.id)["lines"]) == 2


def test_a_visit_that_changed_after_the_submission_does_not_slip_past_the_manager(api: Api, work: Work) -> None:
    plan = a_plan(work, state="submitted")
    line = in_full(api, plan.id)["lines"][0]
    read_before = api.mei.get(f"/plans/{plan.id}").json["stamp"]
    api.li.patch(f"/visits/{line['visit_id']}", {"day": "2026-04-14", "starts_at": None})
    shown = api.mei.get(f"/plans/{plan.id}").json
    assert [one["changed"] for one in shown["lines"]] == [True, False]
    assert "changed-since-proposed" in {one["code"] for one in shown["findings"]}
    for url in (f"/plans/{plan.id}/approval", f"/plans/{plan.id}/lines/{line['id']}/approval"):
        refused = api.mei.post(url)
        assert (refused.status_code, refused.json["code"]) == (409, "changed-since-proposed")
        assert [one["pointer"] for one in refused.json["errors"]] == [f"/visits/{line['visit_id']}"]
        assert api.mei.post(url, {"stamp": read_before}).status_code == 412
    approved = api.mei.post(f"/plans/{plan.id}/approval", {"stamp": shown["stamp"]})
    assert (approved.status_code, approved.json["lines"][0]["approved_day"]) == (200, "2026-04-14")
    assert [one["changed"] for one in approved.json["lines"]] == [False, False]


@pytest.mark.parametrize("what", ["objectives", "contact_ids"])
def test_objectives_and_people_belong_to_what_was_seen(api: Api, work: Work, what: str) -> None:
    from tests.make.accounts import make_contact
    from tests.make.visits import make_objective

    account = make_account(work)
    visit = make_visit(work, account, day=date(2026, 4, 8))
    plan = make_plan(work, [visit], state="submitted")
    assert in_full(api, plan.id)["lines"][0]["changed"] is False
    if what == "objectives":
        make_objective(work, visit)
    else:
        api.li.patch(f"/visits/{visit.id}", {"contact_ids": [make_contact(work, account).id]})
    assert in_full(api, plan.id)["lines"][0]["changed"] is True
    assert api.mei.post(f"/plans/{plan.id}/approval").status_code == 409


def test_a_new_submission_proposes_the_visits_as_they_are_then(api: Api, work: Work) -> None:
    plan = a_plan(work, state="submitted")
    line = in_full(api, plan.id)["lines"][0]
    api.li.patch(f"/visits/{line['visit_id']}", {"minutes": 90})
    api.li.delete(f"/plans/{plan.id}/submission")
    api.li.post(f"/plans/{plan.id}/submission", {"acknowledged": True})
    assert not any(one["changed"] for one in in_full(api, plan.id)["lines"])
    assert api.mei.post(f"/plans/{plan.id}/approval").status_code == 200


def test_a_line_approved_alone_that_moves_far_before_the_plan_is_decided_asks_again(
    api: Api, work: Work, worker: Worker
) -> None:
    plan = a_plan(work, state="submitted")
    line = in_full(api, plan.id)["lines"][0]
    api.mei.post(f"/plans/{plan.id}/lines/{line['id']}/approval")
    api.li.patch(f"/visits/{line['visit_id']}", {"day": "2026-04-14", "starts_at": None})
    worker.run_due()
    assert in_full(api, plan.id)["lines"][0]["state"] == "proposed"
