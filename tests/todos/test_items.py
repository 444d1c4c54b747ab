"""Items of a list: one's own, the manager's, another department's."""

import pytest

from kamfield.core.work import Work
from kamfield.worker import Worker
from tests.api import Api
from tests.make.accounts import make_account, make_contact
from tests.make.reminders import work_off


@pytest.fixture(autouse=True)
def begun(worker: Worker) -> None:
    """The week of 2 March has been opened for everybody."""
    work_off(worker)


def add(api: Api, **body: object) -> dict[str, object]:
    answer = api.li.post("/todo-items", {"title": "Order samples", **body})
    assert answer.status_code == 201, answer.json
    found: dict[str, object] = answer.json
    return found


def test_an_item_stands_on_the_list_of_the_week_it_is_due_in(api: Api) -> None:
    lists = {one["id"]: one["monday"] for one in api.li.get("/todo-lists").json["items"]}
    assert lists[add(api)["list_id"]] == lists[add(api, due_on="2026-03-08")["list_id"]] == "2026-03-02"
    assert lists[add(api, due_on="2026-02-01")["list_id"]] == "2026-03-02"
    later = add(api, due_on="2026-03-09")
    assert api.li.get(f"/todo-lists/{later['list_id']}").json["monday"] == "2026-03-09"


def test_a_manager_puts_something_on_a_reps_list(api: Api) -> None:
    item = api.mei.post("/todo-items", {"title": "Call Dr Wang", "rep_id": "user-li"}).json
    assert (item["rep_id"], item["source_kind"], item["author_id"]) == ("user-li", "manager", "user-mei")
    assert api.li.post(f"/todo-items/{item['id']}/completion").json["state"] == "done"
    stranger = api.max.post("/todo-items", {"title": "Call Dr Wang", "rep_id": "user-li"})
    assert (stranger.status_code, stranger.json["errors"][0]["pointer"]) == (422, "/rep_id")


def test_another_departments_task_is_seen_and_done_there(api: Api) -> None:
    item = add(api, assignee_id="user-sam")
    (seen,) = api.sam.get("/todo-items?assignee_id=user-sam").json["items"]
    assert seen["id"] == item["id"]
    assert api.sam.patch(f"/todo-items/{item['id']}", {"title": "Something else"}).status_code == 403
    assert api.sam.post(f"/todo-items/{item['id']}/completion").json["state"] == "done"


def test_an_item_is_dropped_with_a_reason_and_taken_up_again(api: Api) -> None:
    item = add(api)
    assert api.li.post(f"/todo-items/{item['id']}/dismissal").status_code == 422
    dropped = api.li.post(f"/todo-items/{item['id']}/dismissal", {"reason": "They have them"}).json
    assert (dropped["state"], dropped["reason"]) == ("dropped", "They have them")
    assert api.li.patch(f"/todo-items/{item['id']}", {"title": "x"}).status_code == 409
    again = api.li.delete(f"/todo-items/{item['id']}/completion", version=dropped["version"]).json
    assert (again["state"], again["reason"], again["closed_at"]) == ("open", None, None)


def test_a_carried_item_goes_on_next_week(api: Api) -> None:
    item = add(api, due_on="2026-03-04", priority="high")
    there = api.li.post(f"/todo-items/{item['id']}/carrying").json
    assert (there["state"], there["times_carried"], there["priority"]) == ("open", 1, "high")
    assert api.li.get(f"/todo-lists/{there['list_id']}").json["monday"] == "2026-03-09"
    assert api.li.get(f"/todo-items/{item['id']}").json["state"] == "carried"
    assert api.li.post(f"/todo-items/{item['id']}/carrying").status_code == 409


def test_a_stranger_sees_nothing(api: Api, work: Work) -> None:
    item = add(api, account_id=make_account(work).id)
    assert api.sam.get(f"/todo-items/{item['id']}").status_code == 404
    assert api.sam.get(f"/todo-lists/{item['list_id']}").status_code == 404
    assert item["id"] not in api.ren.get("/todo-items").text


def test_an_account_out_of_reach_and_an_unknown_person_are_faults(api: Api) -> None:
    for field in ("account_id", "assignee_id"):
        wrong = api.li.post("/todo-items", {"title": "x", field: "elsewhere"})
        assert (wrong.status_code, wrong.json["errors"][0]["pointer"]) == (422, f"/{field}")


def test_a_leavers_open_items_go_on_the_receivers_list(api: Api, worker: Worker) -> None:
    item, done = add(api, due_on="2026-03-04"), add(api)
    api.li.post(f"/todo-items/{done['id']}/completion")
    api.mei.post("/handovers", {"leaver_id": "user-li", "receiver_id": "user-ren"})
    work_off(worker)
    moved = api.ren.get(f"/todo-items/{item['id']}").json
    (week,) = api.ren.get("/todo-lists").json["items"]
    assert (moved["rep_id"], moved["list_id"], moved["state"]) == ("user-ren", week["id"], "open")
    assert api.ren.get(f"/todo-items/{done['id']}").status_code == 404


def test_when_a_contact_leaves_the_lead_is_to_find_out_who_follows(api: Api, work: Work, worker: Worker) -> None:
    contact = make_contact(work, make_account(work), name="王总")
    work.db.commit()
    api.li.post(f"/contacts/{contact.id}/departure", {})
    work_off(worker)
    (item,) = [one for one in api.li.get("/todo-items").json["items"] if one["source_kind"] == "departure"]
    assert (item["title"], item["due_on"], item["state"]) == ("王总已离职：请了解由谁接任", "2026-03-09", "open")
    assert api.li.delete(f"/contacts/{contact.id}/departure").status_code == 200
    work_off(worker)
    (item,) = [one for one in api.li.get("/todo-items").json["items"] if one["source_kind"] == "departure"]
    assert item["state"] == "dropped"
