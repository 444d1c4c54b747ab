"""A month laid out by the planner: asked for, computed by the worker, accepted in whole, in part, or not at all."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update

from kamfield.core.work import Work
from kamfield.geo.point import Point
from kamfield.proposals.models import Proposal
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Moment
from tests.make.accounts import BUND, make_account, make_place

APRIL = "2026-04"


class Month:
    """Li's empty plan of April and clients around Shanghai."""

    def __init__(self, api: Api, work: Work, worker: Worker) -> None:
        self.api, self.worker = api, worker
        self.accounts = []
        for number, tier in enumerate("ABBCCD"):
            account = make_account(work, name=f"Client {tier}{number}", tier=tier, last_visited_on=date(2026, 3, 1))
            make_place(work, account, Point(BUND.latitude + number / 50, BUND.longitude))
            self.accounts.append(account)
        self.plan_id = api.li.post("/plans", {"month": APRIL}).json["id"]

    def propose(self) -> dict:
        asked = self.api.li.post(f"/plans/{self.plan_id}/proposals")
        assert (asked.status_code, asked.json["state"]) == (202, "waiting"), asked.json
        while self.worker.run_due():
            pass
        return self.read(asked.json["id"])

    def read(self, proposal_id: str) -> dict:
        return dict(self.api.li.get(f"/proposals/{proposal_id}").json)

    def plan(self) -> dict:
        return dict(self.api.li.get(f"/plans/{self.plan_id}").json)


@pytest.fixture
def month(api: Api, work: Work, worker: Worker) -> Month:
    return Month(api, work, worker)


def test_everybody_who_is_due_is_proposed_with_the_reason(month: Month) -> None:
    found = month.propose()
    assert found["state"] == "ready"
    names = [line["account_name"] for line in found["lines"]]
    counts = {account.name: names.count(account.name) for account in month.accounts}
    assert counts["Client A0"] >= 4
    assert counts["Client B1"] >= 2
    assert counts["Client C3"] in {1, 2}  # at the beginning, and again on the 29th
    assert counts["Client D5"] == 0  # visited on 1 March: due on 31 May
    first = next(line for line in found["lines"] if line["account_name"] == "Client A0")
    assert first["reasons"][0]["code"] == "overdue"
    assert first["reasons"][0]["text"].startswith("Tier A is visited every 7 days")


def test_what_is_proposed_in_whole_makes_a_plan_whose_check_finds_no_fault_of_the_planner(month: Month) -> None:
    found = month.propose()
    accepted = month.api.li.post(f"/proposals/{found['id']}/acceptance")
    assert (accepted.status_code, accepted.json["state"]) == (200, "decided"), accepted.json
    plan = month.plan()
    assert plan["line_count"] == len(found["lines"]) > 8
    codes = {finding["code"] for finding in plan["findings"]}
    assert codes <= {"w-missing", "no-executive-visit", "opportunity-without-visit"}, codes


def test_some_lines_can_be_taken_and_the_others_declined(month: Month) -> None:
    found = month.propose()
    ids = [line["id"] for line in found["lines"]]
    some = month.api.li.post(f"/proposals/{found['id']}/acceptance", {"line_ids": ids[:2]}).json
    assert some["state"] == "ready"
    assert month.plan()["line_count"] == 2
    rest = month.api.li.post(f"/proposals/{found['id']}/refusal").json
    assert rest["state"] == "decided"
    assert [line["state"] for line in rest["lines"]] == ["accepted"] * 2 + ["declined"] * (len(ids) - 2)
    again = month.api.li.post(f"/proposals/{found['id']}/acceptance")
    assert (again.status_code, again.json["code"]) == (409, "not-ready")


def test_a_second_tap_on_the_same_line_makes_no_second_visit(month: Month) -> None:
    found = month.propose()
    body = {"line_ids": [found["lines"][0]["id"]]}
    for _ in range(2):
        assert month.api.li.post(f"/proposals/{found['id']}/acceptance", body).status_code == 200
    assert month.plan()["line_count"] == 1


def test_asking_twice_while_it_is_computed_gives_one_proposal(month: Month) -> None:
    first, second = (month.api.li.post(f"/plans/{month.plan_id}/proposals").json["id"] for _ in range(2))
    assert first == second
    early = month.api.li.post(f"/proposals/{first}/acceptance")
    assert (early.status_code, early.json["code"]) == (409, "not-ready")


def test_appointments_stay_and_count(month: Month) -> None:
    account = month.accounts[0]
    start = datetime(2026, 4, 2, 2, 10, tzinfo=UTC).isoformat()
    visit = {"account_id": account.id, "day": "2026-04-02", "starts_at": start, "minutes": 60}
    line = month.api.li.post(f"/plans/{month.plan_id}/lines", {"visit": visit})
    assert line.status_code == 201, line.json
    found = month.propose()
    theirs = [date.fromisoformat(one["day"]) for one in found["lines"] if one["account_id"] == account.id]
    assert all(one["visit_id"] is None for one in found["lines"])
    assert all(abs(day - date(2026, 4, 2)) >= timedelta(days=4) for day in theirs)


def test_a_holiday_and_a_day_off_are_kept_free(month: Month) -> None:
    api = month.api
    away = {"kind": "vacation", "from_on": "2026-04-13", "to_on": "2026-04-17"}
    assert api.li.post("/absences", away).status_code == 201
    days = {line["day"] for line in month.propose()["lines"]}
    assert not days & {f"2026-04-{day}" for day in range(13, 18)}
    assert "2026-04-06" not in days  # the Qingming holiday of 2026 is on a Sunday; its Monday is free


def test_a_running_month_is_laid_out_from_today_and_only_what_must_moves(
    month: Month, moment: Moment, api: Api
) -> None:
    first = month.propose()
    api.li.post(f"/proposals/{first['id']}/acceptance")
    moment.set(datetime(2026, 4, 8, 1, 0, tzinfo=UTC))
    lost = next(line["day"] for line in first["lines"] if line["day"] > "2026-04-09")
    away = {"kind": "vacation", "from_on": lost, "to_on": lost}
    assert api.li.post("/absences", away).status_code == 201
    again = month.propose()
    assert again["from_on"] == "2026-04-08"
    moves = [line for line in again["lines"] if line["kind"] == "move"]
    on_that_day = [line for line in first["lines"] if line["day"] == lost]
    assert {line["account_id"] for line in on_that_day} <= {line["account_id"] for line in again["lines"]}
    assert len(moves) <= len(on_that_day) + 1
    done = api.li.post(f"/proposals/{again['id']}/acceptance")
    assert done.status_code == 200, done.json
    days = {line["visit"]["day"] for line in month.plan()["lines"]}
    assert lost not in days


def test_it_is_the_reps_own_affair_and_the_manager_may_look(month: Month) -> None:
    found = month.propose()
    assert month.api.mei.get(f"/proposals/{found['id']}").status_code == 200
    assert month.api.mei.post(f"/proposals/{found['id']}/acceptance").status_code == 403
    assert month.api.mei.post(f"/plans/{month.plan_id}/proposals").status_code == 403
    assert month.api.sam.get(f"/proposals/{found['id']}").status_code == 404
    listed = month.api.li.get(f"/plans/{month.plan_id}/proposals").json["items"]
    assert [one["id"] for one in listed] == [found["id"]]


def test_a_line_of_another_proposal_is_refused_where_it_stands(month: Month) -> None:
    found = month.propose()
    refused = month.api.li.post(f"/proposals/{found['id']}/acceptance", {"line_ids": ["elsewhere"]})
    assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, "/line_ids/0")


def test_a_search_that_was_killed_is_taken_up_by_another_process(month: Month, work: Work, moment: Moment) -> None:
    asked = month.api.li.post(f"/plans/{month.plan_id}/proposals").json["id"]
    month.worker.run_due()  # the question is posed
    assert month.read(asked)["state"] in {"computing", "ready"}
    work.db.execute(update(Proposal).values(due_at=moment() + timedelta(minutes=5)))  # its process holds the lease
    moment.advance(minutes=6)
    while month.worker.run_due():
        pass
    assert month.read(asked)["state"] == "ready"


def test_a_month_without_clients_is_an_empty_proposal(api: Api, worker: Worker) -> None:
    plan_id = api.li.post("/plans", {"month": APRIL}).json["id"]
    asked = api.li.post(f"/plans/{plan_id}/proposals").json["id"]
    while worker.run_due():
        pass
    found = api.li.get(f"/proposals/{asked}").json
    assert (found["state"], found["lines"], found["left_out"]) == ("ready", [], [])


def test_who_never_receives_is_named_in_the_callers_language(month: Month, work: Work) -> None:
    night = make_account(work, name="Nachtwerk", tier="B")
    make_place(work, night, visiting_hours={"sun": [["02:00", "04:00"]]})
    found = month.propose()
    [left] = [one for one in found["left_out"] if one["account_id"] == night.id][:1]
    assert left["code"] == "never-receives"
    chinese = month.api.li.get(f"/proposals/{found['id']}", headers={"Accept-Language": "zh-CN"}).json
    assert "不接待来访" in next(one["text"] for one in chinese["left_out"] if one["account_id"] == night.id)


def test_accepting_costs_each_line_the_same_and_counts_the_plan_once(month: Month, count_statements) -> None:
    lines = [one["id"] for one in month.propose()["lines"] if one["kind"] == "add"]
    proposal_id = month.api.li.get(f"/plans/{month.plan_id}/proposals").json["items"][0]["id"]

    def accepted(some: list[str]) -> list[str]:
        with count_statements() as said:
            assert month.api.li.post(f"/proposals/{proposal_id}/acceptance", {"line_ids": some}).status_code == 200
        return said

    one, four, eight = accepted(lines[:1]), accepted(lines[1:5]), accepted(lines[5:13])
    assert (len(eight) - len(four)) / 4 <= (len(four) - len(one)) / 3 + 0.5 <= 16
    counted = [said for said in eight if said.startswith("UPDATE plans")]
    assert len(counted) == 1
    steps = month.api.li.get(f"/plans/{month.plan_id}/history").json["items"]
    assert [step["text"] for step in steps] == ["Li put 13 visits on the plan.", "Li began the plan."]
