"""What an item came from and the item itself: the one ends the other, and neither is forgotten."""

from dataclasses import replace
from datetime import date

import pytest

from kamfield.core.work import Work
from kamfield.visits.actions import visits
from kamfield.visits.models import Commitment, Visit
from kamfield.visits.queries.parts import of_visit
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Cast, Moment
from tests.make.accounts import make_account
from tests.make.issues import make_issue
from tests.make.plans import make_plan
from tests.make.quotes import KNOWN, a_quote, a_sent_quote
from tests.make.reminders import work_off
from tests.make.todos import in_shanghai, items, live_at
from tests.make.visits import make_done_visit, make_prepared_visit, make_report

MARCH = date(2026, 3, 1)


@pytest.fixture
def follow_up(api: Api, work: Work, worker: Worker) -> str:
    """A follow-up of this week, on li's list."""
    account = make_account(work)
    work.db.commit()
    quote = a_sent_quote(api.li, account.id)
    work_off(worker)
    return str(api.li.get(f"/follow-ups?quote_id={quote['id']}").json["items"][0]["id"])


@pytest.fixture
def owed(work: Work, worker: Worker) -> Visit:
    """A visit whose report is owed, on li's list."""
    visit = make_done_visit(work)
    work.db.commit()
    work_off(worker)
    return visit


@pytest.fixture
def promise(work: Work, worker: Worker) -> str:
    """What a client promised for this week, on li's list."""
    report = make_report(work, outcome="advance", commitments=[{"text": "Sends it", "due_on": date(2026, 3, 5)}])
    found = work.all(of_visit(Commitment, report.visit_id))[0].id
    work.db.commit()
    work_off(worker)
    return found


def test_a_follow_up_is_not_done_by_ticking_it_off(api: Api, worker: Worker, follow_up: str) -> None:
    (item,) = items(api.li)
    refused = api.li.post(f"/todo-items/{item['id']}/completion")
    assert (refused.status_code, refused.json["code"]) == (409, "ends-elsewhere")
    assert refused.json["where"] == f"/follow-ups/{follow_up}/completion"
    assert refused.json["detail"].startswith("Note what the client said")
    assert api.li.post(f"/todo-items/{item['id']}/dismissal", {"reason": "No time"}).status_code == 409
    assert api.li.get("/week").json["groups"][0]["items"][0]["ends_at"] == refused.json["where"]
    assert api.li.post(refused.json["where"], {"said": "They decide on Friday"}).status_code == 200
    work_off(worker)
    assert [(item["state"], item["closed_by_id"]) for item in items(api.li)] == [("done", None)]


def test_a_report_is_done_by_writing_it_and_a_promise_by_looking(
    api: Api, worker: Worker, owed: Visit, promise: str
) -> None:
    found = {item["source_kind"]: item for item in items(api.li, state="open")}
    where = {}
    for kind in ("report", "commitment"):
        refused = api.li.post(f"/todo-items/{found[kind]['id']}/completion", headers={"Accept-Language": "zh-CN"})
        assert (refused.status_code, refused.json["title"]) == (409, "此事项随相关记录完成")
        where[kind] = refused.json["where"]
    assert where == {"report": f"/visits/{owed.id}/report", "commitment": f"/commitments/{promise}/outcome"}
    assert api.li.post(where["report"], {"outcome": "continuation"}).status_code == 200
    assert api.li.post(where["commitment"], {"state": "kept"}).status_code == 200
    work_off(worker)
    assert items(api.li, state="open") == []
    closed = next(item for item in items(api.li) if item["id"] == found["report"]["id"])
    assert api.li.delete(f"/todo-items/{closed['id']}/completion").status_code == 409


def test_what_ends_elsewhere_cannot_be_given_to_somebody_else(api: Api, follow_up: str) -> None:
    (item,) = items(api.li)
    refused = api.li.patch(f"/todo-items/{item['id']}", {"assignee_id": "user-sam"})
    assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, "/assignee_id")


def test_a_follow_up_that_was_skipped_says_why(api: Api, worker: Worker, follow_up: str) -> None:
    api.li.post(f"/follow-ups/{follow_up}/skip", {"reason": "They are on holiday"})
    work_off(worker)
    assert [(item["state"], item["reason"]) for item in items(api.li)] == [("dropped", "They are on holiday")]


def test_a_report_that_is_unlocked_is_owed_again(api: Api, worker: Worker, owed: Visit) -> None:
    api.li.post(f"/visits/{owed.id}/report", {"outcome": "continuation"})
    work_off(worker)
    assert [item["state"] for item in items(api.li)] == ["done"]
    unlocked = api.mei.post(f"/visits/{owed.id}/report/unlocking", {"reason": "The amount is wrong"})
    assert unlocked.status_code == 200, unlocked.json
    work_off(worker)
    assert [(item["state"], item["closed_at"]) for item in items(api.li)] == [("open", None)]


def test_a_next_step_written_anew_takes_the_place_of_the_old_one(api: Api, worker: Worker, owed: Visit) -> None:
    step = {"next_step": "Send the drawings", "next_step_on": "2026-03-05"}
    assert api.li.post(f"/visits/{owed.id}/report", {"outcome": "continuation", **step}).status_code == 200
    work_off(worker)
    api.mei.post(f"/visits/{owed.id}/report/unlocking", {"reason": "The day is wrong"})
    step |= {"next_step_on": "2026-03-06"}
    assert api.li.post(f"/visits/{owed.id}/report", {"outcome": "continuation", **step}).status_code == 200
    work_off(worker)
    steps = items(api.li, source_kind="next_step")
    assert [(one["state"], one["due_on"]) for one in steps] == [("open", "2026-03-06")]


def test_a_visit_that_is_moved_away_and_back_is_to_be_prepared_again(
    api: Api, work: Work, worker: Worker, moment: Moment
) -> None:
    visit = make_prepared_visit(work, day=date(2026, 3, 13), starts_at=in_shanghai(2026, 3, 13, 10))
    make_plan(work, [visit], month=MARCH, state="approved")
    work.db.commit()
    live_at(worker, moment, in_shanghai(2026, 3, 9, 0, 0))
    for day, state in ((16, "dropped"), (12, "open")):
        mine = replace(work, user=Cast.li.actor, now=moment.now)
        visits.change(mine, visit.id, day=date(2026, 3, day), starts_at=in_shanghai(2026, 3, day, 10))
        work.db.commit()
        work_off(worker)
        (item,) = items(api.li, source_kind="preparation")
        assert item["state"] == state
    assert item["due_on"] == "2026-03-12"


def test_what_the_rep_dropped_stays_dropped(api: Api, work: Work, worker: Worker, moment: Moment) -> None:
    visit = make_prepared_visit(work, day=date(2026, 3, 11), starts_at=in_shanghai(2026, 3, 11, 10))
    make_plan(work, [visit], month=MARCH, state="approved")
    work.db.commit()
    live_at(worker, moment, in_shanghai(2026, 3, 9, 0, 0))
    (item,) = items(api.li)
    api.li.post(f"/todo-items/{item['id']}/dismissal", {"reason": "Prepared in the car"})
    make_done_visit(work)
    work.db.commit()
    work_off(worker)
    assert {one["source_kind"]: one["state"] for one in items(api.li)} == {"report": "open", "preparation": "dropped"}


def test_a_source_stands_once_on_a_list_also_after_a_hand_over(
    api: Api, work: Work, worker: Worker, follow_up: str
) -> None:
    (item,) = items(api.li)
    api.mei.post("/handovers", {"leaver_id": "user-li", "receiver_id": "user-ren"})
    work_off(worker)
    make_done_visit(work, rep=Cast.ren)
    work.db.commit()
    work_off(worker)
    (moved,) = items(api.ren, source_kind="follow_up")
    assert (moved["id"], moved["source_id"]) == (item["id"], follow_up)
    assert len(items(api.ren)) == 2, "the list was fed again meanwhile"


def test_an_issue_that_is_owed_this_week_is_on_the_list_until_it_is_solved(
    api: Api, work: Work, worker: Worker
) -> None:
    issue = make_issue(work, due_on=date(2026, 3, 6))
    work.db.commit()
    work_off(worker)
    (item,) = items(api.li)
    assert (item["title"], item["due_on"]) == ("处理客户问题：The seal of pump 3 leaks", "2026-03-06")
    where = api.li.post(f"/todo-items/{item['id']}/completion").json["where"]
    assert api.li.post(where, {"resolution": "A new seal"}).status_code == 200
    work_off(worker)
    assert [one["state"] for one in items(api.li)] == ["done"]
    assert api.li.delete(f"/issues/{issue.id}/resolution?reason=It+leaks+again").status_code == 200
    work_off(worker)
    assert [one["state"] for one in items(api.li)] == ["open"]


def test_an_enquiry_is_one_item_that_names_what_is_missing(api: Api, work: Work, worker: Worker) -> None:
    account = make_account(work)
    work.db.commit()
    work_off(worker)
    quote = a_quote(api.li, account.id, dossier=[one for one in KNOWN if one["item"] not in {"drawings", "sample"}])
    work_off(worker)
    (item,) = items(api.li)
    assert item["title"] == f"补齐询价资料：{quote['number']} 24 infusion pumps（缺：图纸、样品）"
    parts = {one["item"]: one["id"] for one in api.li.get(f"/quotes/{quote['id']}/dossier").json["items"]}
    for name, left in (("drawings", "（缺：样品）"), ("sample", "（缺：样品）")):
        known = next(one for one in KNOWN if one["item"] == name) | {"state": "there"}
        answer = api.li.patch(f"/dossier-items/{parts[name]}", {k: v for k, v in known.items() if k != "item"})
        assert answer.status_code == 200, answer.json
        work_off(worker)
        (item,) = items(api.li)
        assert item["title"].endswith(left)
    assert (item["state"], item["closed_by_id"]) == ("done", None)
