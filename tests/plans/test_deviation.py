"""Plan against fact, with divisors that are said."""

from datetime import UTC, date, datetime

import pytest

from kamfield.core.work import Work
from kamfield.plans.rules.deviation import Fact, Outcome, fact_of
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Moment
from tests.make.plans import make_plan
from tests.make.visits import make_visit

TODAY = date(2026, 4, 20)


@pytest.mark.parametrize(
    ("fact", "outcome"),
    [
        (Fact.ON_DAY, Outcome(date(2026, 4, 8), date(2026, 4, 8), "done", date(2026, 4, 8))),
        (Fact.ON_DAY, Outcome(date(2026, 4, 8), date(2026, 4, 10), "reported", date(2026, 4, 8))),
        (Fact.MOVED_WITHIN, Outcome(date(2026, 4, 8), date(2026, 4, 11), "done", date(2026, 4, 11))),
        (Fact.MOVED_WITHIN, Outcome(date(2026, 4, 8), date(2026, 4, 8), "done", date(2026, 4, 6))),
        (Fact.MOVED_BEYOND, Outcome(date(2026, 4, 8), date(2026, 4, 12), "done", date(2026, 4, 12))),
        (Fact.LATE, Outcome(date(2026, 4, 8), date(2026, 4, 8), "reported", date(2026, 4, 9))),
        (Fact.MISSED, Outcome(date(2026, 4, 8), date(2026, 4, 8), "missed")),
        (Fact.MISSED, Outcome(date(2026, 4, 8), date(2026, 4, 19), "planned")),
        (Fact.TO_COME, Outcome(date(2026, 4, 8), date(2026, 4, 20), "planned")),
        (Fact.CANCELLED, Outcome(date(2026, 4, 8), date(2026, 4, 8), "cancelled")),
        (Fact.CANCELLED, Outcome(date(2026, 4, 8), date(2026, 4, 8), "planned", dropped=True)),
        (Fact.UNPLANNED, Outcome(None, date(2026, 4, 8), "done", date(2026, 4, 8))),
    ],
)
def test_each_line_has_one_fact(fact: Fact, outcome: Outcome) -> None:
    assert fact_of(outcome, TODAY, 3) is fact


def go(api: Api, moment: Moment, visit_id: str, day: int, minutes: int) -> None:
    """At the client on a day of April, from ten in Shanghai on."""
    moment.set(datetime(2026, 4, day, 2, tzinfo=UTC))
    assert api.li.post(f"/visits/{visit_id}/check-in").status_code == 200
    moment.advance(minutes=minutes)
    assert api.li.post(f"/visits/{visit_id}/check-out").status_code == 200


def test_a_month_is_compared_with_what_became_of_it(api: Api, work: Work, worker: Worker, moment: Moment) -> None:
    days = (6, 7, 8, 9, 10, 30)
    on_day, moved, made_up, missed, cancelled, to_come = (make_visit(work, day=date(2026, 4, day)) for day in days)
    plan = make_plan(work, [on_day, moved, made_up, missed, cancelled, to_come], state="approved")
    work.db.commit()
    api.li.post(f"/visits/{cancelled.id}/cancellation", {"reason": "client_cancelled"})
    api.li.patch(f"/visits/{moved.id}", {"day": "2026-04-09", "starts_at": None})
    worker.run_due()
    go(api, moment, on_day.id, 6, 90)
    go(api, moment, moved.id, 9, 30)
    worker.run_due()  # notes what was missed until now
    go(api, moment, made_up.id, 13, 60)
    urgent = make_visit(work, day=date(2026, 4, 14), urgent=True)
    work.db.commit()
    go(api, moment, urgent.id, 14, 45)
    worker.run_due()
    said = api.mei.get(f"/plans/{plan.id}/deviation").json
    facts = {one["fact"]: (one["count"], one["share"]) for one in said["facts"]}
    assert (said["planned"], said["took_place"]) == (6, 4)
    assert facts == {
        "on_day": (1, "0.1667"),
        "moved_within": (1, "0.1667"),
        "moved_beyond": (0, "0"),
        "late": (1, "0.1667"),
        "missed": (1, "0.1667"),
        "cancelled": (1, "0.1667"),
        "to_come": (1, "0.1667"),
        "unplanned": (1, "0.25"),
    }
    assert (said["planned_load"]["visit_minutes"], said["done_load"]["visit_minutes"]) == (360, 225)
    assert (said["planned_load"]["visits"], said["done_load"]["visits"]) == (6, 4)
    line = next(one for one in said["lines"] if one["visit_id"] == made_up.id)
    assert (line["planned_on"], line["took_place_on"], line["fact"]) == ("2026-04-08", "2026-04-13", "late")


def test_a_visit_that_stood_on_no_plan_is_told_also_when_no_plan_was_in_force(
    api: Api, work: Work, moment: Moment
) -> None:
    plan = make_plan(work, [])
    visit = make_visit(work, day=date(2026, 4, 14))
    work.db.commit()
    go(api, moment, visit.id, 14, 45)
    said = api.li.get(f"/plans/{plan.id}/deviation").json
    assert (said["planned"], [one["fact"] for one in said["lines"]]) == (0, ["unplanned"])
    shares = {one["fact"]: one["share"] for one in said["facts"]}
    assert (shares["on_day"], shares["unplanned"]) == (None, "1")


def test_it_takes_as_many_statements_however_long_the_month(api: Api, work: Work, count_statements) -> None:
    counts = []
    for month, many in ((4, 1), (5, 20)):
        visits = [make_visit(work, day=date(2026, month, 1 + number)) for number in range(many)]
        plan = make_plan(work, visits, month=date(2026, month, 1), state="approved")
        api.mei.get("/plans")  # who asks is remembered for some seconds
        with count_statements() as said:
            assert api.mei.get(f"/plans/{plan.id}/deviation").status_code == 200
        counts.append(len(said))
    assert counts[0] == counts[1] <= 10
