"""By when a month is to be planned, where the rep lives."""

from datetime import UTC, date, datetime

import pytest

from kamfield.core.work import Work
from kamfield.plans.rules.deadline import due_on, is_overdue, latest_due
from tests.api import Api
from tests.cast import Cast, Moment
from tests.make.plans import make_plan


def overdue(api: Api, **query: str) -> list[str]:
    return [one["id"] for one in api.dana.get("/plans", query_string={"overdue": "true"} | query).json["items"]]


def test_the_day_is_in_the_month_before_also_over_new_year() -> None:
    assert due_on(date(2026, 4, 1), 25) == date(2026, 3, 25)
    assert due_on(date(2027, 1, 1), 28) == date(2026, 12, 28)


@pytest.mark.parametrize("due_day", [1, 25, 28])
def test_the_list_and_the_answer_mean_the_same(due_day: int) -> None:
    for day in range(1, 29):
        for month in range(1, 13):
            today, planned = date(2026, 6, day), date(2026, month, 1)
            assert is_overdue("draft", planned, today, due_day) == (planned <= latest_due(today, due_day))


def test_it_is_late_from_midnight_on_where_the_rep_lives(api: Api, work: Work, moment: Moment) -> None:
    in_shanghai, in_berlin = make_plan(work), make_plan(work, rep=Cast.sam)
    moment.set(datetime(2026, 3, 25, 15, 59, tzinfo=UTC))
    shown = api.li.get(f"/plans/{in_shanghai.id}").json
    assert (shown["due_on"], shown["overdue"]) == ("2026-03-25", False)
    assert overdue(api) == []
    moment.set(datetime(2026, 3, 25, 16, 0, tzinfo=UTC))
    assert api.li.get(f"/plans/{in_shanghai.id}").json["overdue"] is True
    assert overdue(api) == [in_shanghai.id]
    assert overdue(api, overdue="false") == [in_berlin.id]
    moment.set(datetime(2026, 3, 25, 23, 0, tzinfo=UTC))
    assert set(overdue(api)) == {in_shanghai.id, in_berlin.id}


def test_what_is_with_the_manager_is_not_late_and_what_came_back_is(api: Api, work: Work, moment: Moment) -> None:
    plan = make_plan(work, state="submitted")
    moment.set(datetime(2026, 3, 27, tzinfo=UTC))
    assert overdue(api) == []
    api.mei.post(f"/plans/{plan.id}/returns", {"comment": "A clients first"})
    assert overdue(api) == [plan.id]


def test_the_list_says_it_too_and_a_new_plan_at_once(api: Api, moment: Moment) -> None:
    moment.set(datetime(2026, 3, 27, tzinfo=UTC))
    assert api.li.post("/plans", {"month": "2026-04"}).json["overdue"] is True
    assert [one["overdue"] for one in api.li.get("/plans").json["items"]] == [True]
    assert api.li.post("/plans", {"month": "2026-05"}).json["overdue"] is False


def test_the_policy_says_the_day(api: Api, work: Work) -> None:
    api.ada.patch("/policies", {"plan_due_day": 1})
    plan = make_plan(work)
    shown = api.li.get(f"/plans/{plan.id}").json
    assert (shown["due_on"], shown["overdue"]) == ("2026-03-01", True)
