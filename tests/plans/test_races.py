"""Two managers decide at once, on real connections of both engines: one wins, the other hears who."""

import threading
from datetime import date, timedelta

import pytest
from werkzeug.test import TestResponse

from kamfield.core.db import Database
from kamfield.core.work import SYSTEM, Work
from kamfield.outside import silent
from kamfield.plans import actions
from kamfield.wiring import HOUSE
from kamfield.worker import Worker
from tests.api import Api
from tests.at_once import at_once
from tests.cast import Cast, Moment
from tests.make.plans import make_plan
from tests.make.visits import make_visit


@pytest.fixture
def api(own_database: Database, app_on) -> Api:
    return Api(app_on(own_database))


def work_on(database: Database, person=None) -> Work:
    return Work(person.actor if person else SYSTEM, Moment.START, database.writing(), HOUSE)


def prepared(database: Database, **options) -> str:
    work = work_on(database)
    with work.db:
        plan = make_plan(work, **options)
        work.db.commit()
        return plan.id


def test_of_two_managers_one_wins_and_the_other_hears_who(api: Api, own_database: Database) -> None:
    for month in range(4, 9):
        plan_id = prepared(own_database, month=date(2026, month, 1), state="submitted")
        approved, returned = at_once(
            lambda url=f"/plans/{plan_id}/approval": api.mei.post(url),
            lambda url=f"/plans/{plan_id}/returns": api.dana.post(url, {"comment": "no"}),
        )
        assert sorted((approved.status_code, returned.status_code)) == [200, 409]
        loser, winner = (returned, "Mei") if approved.status_code == 200 else (approved, "Dana")
        assert loser.json["code"] == "already-decided"
        assert winner in loser.json["detail"]


def test_a_decision_that_meets_an_open_one_waits_and_begins_anew(api: Api, own_database: Database) -> None:
    plan_id = prepared(own_database, state="submitted")
    slow = work_on(own_database, Cast.mei)
    answers: list[TestResponse] = []
    with slow.db:
        actions.approve(slow, plan_id)
        slow.db.flush()  # holds the row, not yet committed: the other still reads the submitted plan
        other = threading.Thread(target=lambda: answers.append(api.dana.post(f"/plans/{plan_id}/approval")))
        other.start()
        other.join(timeout=0.5)
        assert not answers
        slow.db.commit()
        other.join()
    assert (answers[0].status_code, answers[0].json["code"]) == (409, "already-decided")
    assert "Mei" in answers[0].json["detail"]


def test_a_line_is_not_slipped_into_a_plan_that_is_being_submitted(api: Api, own_database: Database) -> None:
    plan_id = prepared(own_database)
    work = work_on(own_database)
    with work.db:
        visit_id = make_visit(work, day=date(2026, 4, 21)).id
        work.db.commit()
    submitted, added = at_once(
        lambda: api.li.post(f"/plans/{plan_id}/submission", {"acknowledged": True}),
        lambda: api.li.post(f"/plans/{plan_id}/lines", {"visit_id": visit_id}),
    )
    assert submitted.status_code == 200
    assert added.status_code in {201, 409}
    plan = api.li.get(f"/plans/{plan_id}").json
    assert len(plan["lines"]) == plan["line_count"] == (3 if added.status_code == 201 else 2)


def test_one_visit_is_in_progress_however_fast_a_rep_taps(api: Api, own_database: Database) -> None:
    work = work_on(own_database)
    with work.db:
        first, second = make_visit(work).id, make_visit(work).id
        work.db.commit()
    answers = at_once(
        lambda: api.li.post(f"/visits/{first}/check-in"),
        lambda: api.li.post(f"/visits/{second}/check-in"),
    )
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert "another-in-progress" in {answer.json.get("code") for answer in answers}


def lines_of(api: Api, plan_id: str) -> list[dict]:
    return api.li.get(f"/plans/{plan_id}").json["lines"]


def test_of_two_managers_one_decides_about_a_line(api: Api, own_database: Database) -> None:
    plan_id = prepared(own_database, state="submitted")
    for line in lines_of(api, plan_id):
        url = f"/plans/{plan_id}/lines/{line['id']}"
        approved, rejected = at_once(
            lambda url=url: api.mei.post(f"{url}/approval"),
            lambda url=url: api.dana.post(f"{url}/rejection", {"comment": "no"}),
        )
        assert sorted((approved.status_code, rejected.status_code)) == [200, 409]
        loser, winner = (rejected, Cast.mei) if approved.status_code == 200 else (approved, Cast.dana)
        assert (loser.json["code"], loser.json["decided_by_id"]) == ("already-decided", winner.id)


def test_a_visit_that_changes_while_the_manager_approves_is_approved_as_it_was_or_not_at_all(
    api: Api, own_database: Database
) -> None:
    for month in range(4, 9):
        plan_id = prepared(own_database, month=date(2026, month, 1), state="submitted")
        line = lines_of(api, plan_id)[0]
        later = f"2026-{month:02}-27"
        approved, moved = at_once(
            lambda url=f"/plans/{plan_id}/approval": api.mei.post(url),
            lambda url=f"/visits/{line['visit_id']}", day=later: api.li.patch(url, {"day": day, "starts_at": None}),
        )
        assert moved.status_code == 200
        if approved.status_code == 200:
            days = {one["id"]: one["approved_day"] for one in lines_of(api, plan_id)}
            assert days[line["id"]] == line["visit"]["day"]
        else:
            assert (approved.status_code, approved.json["code"]) == (409, "changed-since-proposed")


def test_an_approval_and_an_escalation_at_once_leave_a_plan_that_waits_for_nobody(
    api: Api, own_database: Database
) -> None:
    plan_id = prepared(own_database, state="submitted")
    late = Moment(Moment.START + timedelta(hours=48))
    worker = Worker(own_database, late, silent())
    approved, _ = at_once(lambda: api.mei.post(f"/plans/{plan_id}/approval"), worker.run_due)
    assert approved.status_code == 200
    late.advance(hours=1)
    worker.run_due()
    plan = api.li.get(f"/plans/{plan_id}").json
    assert (plan["state"], plan["waiting"], plan["escalations"]) == ("approved", None, 0)
