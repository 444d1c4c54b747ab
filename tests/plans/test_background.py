"""What follows by itself: moves and cancellations reach the plan, months close."""

from datetime import UTC, date, datetime

from kamfield.core.work import Work
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Cast, Moment
from tests.make.accounts import make_account
from tests.make.plans import make_plan
from tests.make.visits import make_visit


def approved_line(api: Api, work: Work) -> tuple[str, dict]:
    visits = [make_visit(work, make_account(work, tier="A"), day=date(2026, 4, day)) for day in (8, 15)]
    plan = make_plan(work, visits, state="approved")
    work.db.commit()
    return plan.id, api.li.get(f"/plans/{plan.id}").json["lines"][0]


def move(api: Api, worker: Worker, visit_id: str, day: str) -> None:
    moved = api.li.patch(f"/visits/{visit_id}", {"day": day, "starts_at": None})
    assert moved.status_code == 200, moved.json
    worker.run_due()


def line_now(api: Api, plan_id: str, line: dict) -> dict:
    return next(one for one in api.li.get(f"/plans/{plan_id}").json["lines"] if one["id"] == line["id"])


def test_a_small_move_is_noted_and_the_line_stays_in_force(api: Api, work: Work, worker: Worker) -> None:
    plan_id, line = approved_line(api, work)
    move(api, worker, line["visit_id"], "2026-04-11")
    assert line_now(api, plan_id, line)["state"] == "approved"
    from sqlalchemy import select

    from kamfield.core.journal import Entry

    noted = work.db.scalars(select(Entry).where(Entry.verb == "plan.note_move")).one()
    assert (noted.details["planned_day"], noted.details["day"]) == ("2026-04-08", "2026-04-11")


def test_a_large_move_asks_for_approval_again_for_that_line_only(api: Api, work: Work, worker: Worker) -> None:
    plan_id, line = approved_line(api, work)
    move(api, worker, line["visit_id"], "2026-04-12")
    shown = api.li.get(f"/plans/{plan_id}").json
    assert (shown["state"], shown["open_line_count"]) == ("approved", 1)
    assert line_now(api, plan_id, line)["state"] == "proposed"
    approved = api.mei.post(f"/plans/{plan_id}/lines/{line['id']}/approval").json
    assert (approved["state"], approved["approved_day"]) == ("approved", "2026-04-12")


def test_small_moves_do_not_add_up_unseen(api: Api, work: Work, worker: Worker) -> None:
    plan_id, line = approved_line(api, work)
    move(api, worker, line["visit_id"], "2026-04-11")
    move(api, worker, line["visit_id"], "2026-04-14")
    assert line_now(api, plan_id, line)["state"] == "proposed"


def test_a_visit_that_leaves_the_month_asks_again_and_the_check_says_so(api: Api, work: Work, worker: Worker) -> None:
    plan_id, line = approved_line(api, work)
    move(api, worker, line["visit_id"], "2026-05-01")
    assert line_now(api, plan_id, line)["state"] == "proposed"
    assert "outside-the-month" in {one["code"] for one in api.li.get(f"/plans/{plan_id}/check").json["findings"]}


def test_a_cancelled_visit_drops_its_line(api: Api, work: Work, worker: Worker) -> None:
    plan_id, line = approved_line(api, work)
    api.li.post(f"/visits/{line['visit_id']}/cancellation", {"reason": "client_cancelled"})
    worker.run_due()
    dropped = line_now(api, plan_id, line)
    assert (dropped["state"], dropped["visit"]["cancel_reason"]) == ("dropped", "client_cancelled")


def test_a_rejected_line_stays_rejected_when_its_visit_is_cancelled(api: Api, work: Work, worker: Worker) -> None:
    plan = make_plan(work, state="submitted")
    work.db.commit()
    line = api.li.get(f"/plans/{plan.id}").json["lines"][0]
    api.mei.post(f"/plans/{plan.id}/lines/{line['id']}/rejection", {"comment": "no"})
    worker.run_due()
    assert line_now(api, plan.id, line)["state"] == "rejected"


def test_a_plan_closes_when_its_month_is_over_where_the_rep_lives(
    api: Api, work: Work, worker: Worker, moment: Moment
) -> None:
    in_shanghai, in_berlin = make_plan(work, state="approved"), make_plan(work, rep=Cast.sam, by=Cast.max)
    work.db.commit()
    moment.set(datetime(2026, 4, 30, 16, 5, tzinfo=UTC))  # already May in Shanghai, still April in Berlin
    worker.run_due()
    assert api.li.get(f"/plans/{in_shanghai.id}").json["state"] == "closed"
    assert api.sam.get(f"/plans/{in_berlin.id}").json["state"] == "draft"
    assert api.mei.post(f"/plans/{in_shanghai.id}/approval").status_code == 409
    moment.set(datetime(2026, 4, 30, 23, 5, tzinfo=UTC))
    worker.run_due()
    assert api.sam.get(f"/plans/{in_berlin.id}").json["state"] == "closed"
    assert date(2026, 4, 1) == in_berlin.month
