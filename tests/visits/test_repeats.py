"""One open visit per account, form and due period, unless the rep insists."""

from datetime import date
from typing import Any

import pytest

from kamfield.core.work import Work
from tests.api import Api
from tests.make.accounts import make_account
from tests.make.plans import make_plan


def plan_visit(api: Api, account_id: str, day: str, who: str = "li", **columns: Any):
    return getattr(api, who).post("/visits", {"account_id": account_id, "form": "sales_visit", "day": day} | columns)


@pytest.mark.parametrize(
    ("tier", "day", "status"),
    [
        ("A", "2026-03-10", 409),
        ("A", "2026-03-12", 409),
        ("A", "2026-03-13", 201),
        ("A", "2026-03-06", 409),
        ("B", "2026-03-15", 409),
        ("B", "2026-03-16", 201),
        (None, "2026-03-09", 201),
    ],
)
def test_a_second_visit_in_the_same_due_period_is_questioned(
    api: Api, work: Work, tier: str | None, day: str, status: int
) -> None:
    account = make_account(work, tier=tier) if tier else make_account(work)
    first = plan_visit(api, account.id, "2026-03-09").json
    answer = plan_visit(api, account.id, day)
    assert answer.status_code == status
    if status == 409:
        assert (answer.json["code"], answer.json["visit_id"]) == ("visit-planned-already", first["id"])
        assert "2026-03-09" in answer.json["detail"]


def test_the_rep_may_insist_and_another_form_or_an_urgent_visit_is_no_repetition(api: Api, work: Work) -> None:
    account = make_account(work, tier="A")
    assert plan_visit(api, account.id, "2026-03-09").status_code == 201
    assert plan_visit(api, account.id, "2026-03-09", again=True).status_code == 201
    assert plan_visit(api, account.id, "2026-03-09", form="phone_call").status_code == 201
    assert plan_visit(api, account.id, "2026-03-09", urgent=True).status_code == 201


def test_a_visit_that_is_over_or_cancelled_stands_in_nobodys_way(api: Api, work: Work) -> None:
    account = make_account(work, tier="A")
    first = plan_visit(api, account.id, "2026-03-09").json
    api.li.post(f"/visits/{first['id']}/cancellation", {"reason": "travel"})
    assert plan_visit(api, account.id, "2026-03-10").status_code == 201


def test_a_manager_who_plans_the_same_is_told_and_a_plan_too(api: Api, work: Work) -> None:
    account = make_account(work, tier="A")
    plan_visit(api, account.id, "2026-04-08")
    assert plan_visit(api, account.id, "2026-04-09", "mei", rep_id="user-li").status_code == 409
    plan = make_plan(work, [], month=date(2026, 4, 1))
    draft = {"account_id": account.id, "form": "sales_visit", "day": "2026-04-09"}
    assert api.li.post(f"/plans/{plan.id}/lines", {"visit": draft}).status_code == 409
    assert api.li.post(f"/plans/{plan.id}/lines", {"visit": draft | {"again": True}}).status_code == 201
