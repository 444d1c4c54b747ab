"""The week in one call: grouped, counted, small, in the same few statements whatever stands on it."""

from dataclasses import replace
from datetime import date

import orjson
import pytest

from kamfield.core.work import Work
from kamfield.todos import actions
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Cast
from tests.make.accounts import make_account
from tests.make.quotes import a_sent_quote
from tests.make.reminders import work_off
from tests.make.visits import make_done_visit


def test_everything_open_is_there_by_what_it_came_from(api: Api, work: Work, worker: Worker) -> None:
    account = make_account(work, name="Harbour")
    make_done_visit(work, account)
    work.db.commit()
    work_off(worker)
    a_sent_quote(api.li, account.id)
    work_off(worker)
    api.li.post("/todo-items", {"title": "Order samples", "due_on": "2026-03-01", "account_id": account.id})
    done = api.li.post("/todo-items", {"title": "Send the drawings"}).json
    api.li.post(f"/todo-items/{done['id']}/completion")
    week = api.li.get("/week").json
    assert (week["monday"], week["confirmation"], week["todo_list"]["iso_week"]) == ("2026-03-02", "waiting", 10)
    assert [group["source_kind"] for group in week["groups"]] == ["report", "follow_up", "own"]
    assert week["counts"] == {"open": 3, "done": 1, "carried": 0, "dropped": 0, "overdue": 1, "flagged": 0}
    (own,) = week["groups"][2]["items"]
    assert (own["account_name"], own["overdue"], own["ends_at"]) == ("Harbour", True, None)
    assert week["groups"][0]["items"][0]["ends_at"].endswith("/report")


def test_what_others_have_for_somebody_is_there_without_the_client(api: Api, work: Work, worker: Worker) -> None:
    account = make_account(work, name="Harbour")
    work.db.commit()
    work_off(worker)
    task = {"title": "Check the drawings", "assignee_id": "user-sam", "account_id": account.id, "due_on": "2026-03-06"}
    item = api.li.post("/todo-items", task).json
    (asked,) = api.sam.get("/week").json["for_others"]
    assert (asked["title"], asked["rep_name"], asked["account_name"]) == ("Check the drawings", "Li", None)
    assert [one["id"] for one in api.sam.get("/todo-items?assigned_to_me=true").json["items"]] == [item["id"]]
    assert api.sam.get(f"/accounts/{account.id}").status_code == 404
    assert api.sam.get(f"/todo-lists/{item['list_id']}").status_code == 404
    assert api.li.get("/week").json["for_others"] == []
    done = api.sam.post(f"/todo-items/{item['id']}/completion").json
    assert (done["state"], done["closed_by_id"]) == ("done", "user-sam")
    again = api.sam.delete(f"/todo-items/{item['id']}/completion", version=done["version"]).json
    assert (again["state"], again["closed_by_id"]) == ("open", None)


def test_a_manager_looks_at_a_reps_week_and_a_stranger_does_not(api: Api, worker: Worker) -> None:
    work_off(worker)
    api.li.post("/todo-items", {"title": "Order samples"})
    api.mei.post("/todo-items", {"title": "Mei's own"})
    week = api.mei.get("/week?rep_id=user-li").json
    assert (week["rep_id"], [item["title"] for item in week["groups"][0]["items"]]) == ("user-li", ["Order samples"])
    assert api.sam.get("/week?rep_id=user-li").status_code == 404


def test_another_week_is_named_by_any_day_of_it(api: Api, worker: Worker) -> None:
    work_off(worker)
    api.li.post("/todo-items", {"title": "Order samples", "due_on": "2026-03-12"})
    week = api.li.get("/week?monday=2026-03-14").json
    assert (week["monday"], week["counts"]["open"]) == ("2026-03-09", 1)
    empty = api.li.get("/week?monday=2026-06-01").json
    assert (empty["todo_list"], empty["confirmation"], empty["groups"]) == (None, None, [])
    assert empty["counts"]["open"] == 0


@pytest.mark.parametrize("count", [1, 60])
def test_the_statements_are_the_same_few_and_the_answer_stays_small(
    api: Api, work: Work, worker: Worker, count_statements, count: int
) -> None:
    work_off(worker)
    mine = replace(work, user=Cast.li.actor)
    for number in range(count):
        account = make_account(work)
        actions.add(mine, title=f"To do {number}", account_id=account.id, due_on=date(2026, 3, 5))
    work.db.commit()
    api.li.get("/week")  # who is behind the token is remembered for a moment
    with count_statements() as said:
        answer = api.li.get("/week")
    assert answer.json["counts"]["open"] == count
    assert len([one for one in said if one.startswith("SELECT")]) == 7
    assert len(orjson.dumps(answer.json)) < 1200 + 800 * count


def test_a_teams_week_takes_three_statements_however_many_reps(api: Api, worker: Worker, count_statements) -> None:
    work_off(worker)
    api.ada.get("/todo-lists")  # who is behind the token is remembered for a moment
    for monday in ("2026-03-02", "2026-03-09"):
        with count_statements() as said:
            api.ada.get(f"/todo-lists?monday={monday}")
        assert len([one for one in said if one.startswith("SELECT")]) <= 3
