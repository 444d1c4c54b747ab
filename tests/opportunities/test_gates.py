"""Three gates of five questions: what is known, what is missing, and who may pass."""

from typing import Any

import pytest

from kamfield.core.work import Work
from kamfield.opportunities.rules.gates import QUESTIONS, Gate
from tests.api import Api
from tests.cast import Moment
from tests.make.accounts import make_account
from tests.make.opportunities import an_opportunity, say, settle


@pytest.fixture
def account_id(work: Work) -> str:
    return make_account(work).id


@pytest.fixture
def one(api: Api, account_id: str) -> str:
    return str(an_opportunity(api.li, account_id)["id"])


def gate(api: Api, opportunity_id: str, number: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = api.li.get(f"/opportunities/{opportunity_id}/gates").json["gates"][number]
    return found


def question(api: Api, opportunity_id: str, code: str) -> dict[str, Any]:
    gates = api.li.get(f"/opportunities/{opportunity_id}/gates").json["gates"]
    return next(one for gate in gates for one in gate["questions"] if one["question"] == code)


def test_every_gate_asks_five_questions_and_none_is_asked_twice() -> None:
    asked = [one for questions in QUESTIONS.values() for one in questions]
    assert {len(questions) for questions in QUESTIONS.values()} == {5}
    assert len(set(asked)) == 15
    assert QUESTIONS[Gate.IS_OURS][0] == "criteria_known"
    assert QUESTIONS[Gate.CAN_WIN][0] == "inside_support"


def test_at_first_everything_is_missing_since_the_beginning(api: Api, one: str, moment: Moment) -> None:
    moment.advance(days=3)
    found = gate(api, one)
    assert (found["gate"], found["opens"], found["may_be_passed"]) == ("is_project", "project", False)
    assert len(found["missing"]) == 5
    asked = question(api, one, "funds_secured")
    assert (asked["lack"], asked["lacking_since"], asked["lacking_days"]) == ("unasked", "2026-03-02", 3)
    assert asked["text"] == "Are the funds secured?"


def test_a_yes_with_evidence_settles_a_question(api: Api, one: str) -> None:
    said = say(api.li, one, "funds_secured", "yes", evidence="The budget is approved")
    assert (said["author_id"], said["answered_on"], said["source_kind"]) == ("user-li", "2026-03-02", "own")
    asked = question(api, one, "funds_secured")
    assert (asked["lack"], asked["answer"]["evidence"]) == (None, "The budget is approved")


def test_a_yes_without_evidence_is_a_hope(api: Api, one: str) -> None:
    body = {"question": "funds_secured", "reply": "yes"}
    refused = api.li.post(f"/opportunities/{one}/answers", body)
    assert refused.json["errors"][0] == {
        "pointer": "/evidence",
        "code": "required",
        "detail": "A yes needs evidence: what did you see or hear, from whom?",
    }
    assert api.li.post(f"/opportunities/{one}/answers", body | {"reply": "no"}).status_code == 201


@pytest.mark.parametrize("reply", ["no", "unknown"])
def test_a_no_and_an_unknown_leave_it_open_since_their_day(api: Api, one: str, moment: Moment, reply: str) -> None:
    say(api.li, one, "need_clear", reply)
    moment.advance(days=10)
    asked = question(api, one, "need_clear")
    assert (asked["lack"], asked["lacking_days"]) == (reply, 10)


def test_a_yes_grows_stale_after_the_days_of_the_policy(api: Api, one: str, moment: Moment) -> None:
    api.ada.patch("/policies", {"answer_fresh_days": 30})
    say(api.li, one, "need_clear", "yes")
    moment.advance(days=30)
    assert question(api, one, "need_clear")["lack"] is None
    moment.advance(days=2)
    asked = question(api, one, "need_clear")
    assert (asked["lack"], asked["lacking_since"], asked["lacking_days"]) == ("stale", "2026-04-02", 1)
    say(api.li, one, "need_clear", "yes", evidence="Still so")
    assert question(api, one, "need_clear")["lack"] is None


def test_a_later_answer_takes_the_place_of_an_earlier_one_which_stays_as_history(api: Api, one: str) -> None:
    say(api.li, one, "need_clear", "no", answered_on="2026-02-20")
    say(api.li, one, "need_clear", "yes", answered_on="2026-02-27")
    late = say(api.li, one, "need_clear", "unknown", answered_on="2026-02-24")
    assert late["superseded_at"] is not None
    path = f"/opportunities/{one}/answers?question=need_clear"
    assert [found["reply"] for found in api.li.get(path).json["items"]] == ["yes"]
    history = api.li.get(f"{path}&history=true").json["items"]
    assert [found["reply"] for found in history] == ["yes", "unknown", "no"]


def test_a_double_tap_is_one_answer(api: Api, one: str) -> None:
    first, second = (say(api.li, one, "need_clear", "yes") for _ in range(2))
    assert first["id"] == second["id"]
    assert len(api.li.get(f"/opportunities/{one}/answers?history=true").json["items"]) == 1


def test_nobody_answers_from_tomorrow_or_from_an_unnamed_visit(api: Api, one: str) -> None:
    body = {"question": "need_clear", "reply": "no"}
    refused = api.li.post(f"/opportunities/{one}/answers", body | {"answered_on": "2026-03-03"})
    assert refused.json["errors"][0]["pointer"] == "/answered_on"
    refused = api.li.post(f"/opportunities/{one}/answers", body | {"source_kind": "report"})
    assert refused.json["errors"][0]["pointer"] == "/source_id"


def test_a_settled_gate_is_passed_by_the_rep(api: Api, one: str) -> None:
    settle(api.li, one, Gate.IS_PROJECT)
    assert gate(api, one)["may_be_passed"]
    moved = api.li.post(f"/opportunities/{one}/advances").json
    assert (moved["status"], gate(api, one)["is_passed"]) == ("project", True)
    passage = gate(api, one)["passage"]
    assert (passage["by_id"], passage["reason"], passage["missing"]) == ("user-li", None, [])
    assert api.li.get(f"/opportunities/{one}/gates").json["next_gate"] == "is_ours"


def test_a_gate_with_missing_answers_needs_a_manager_and_a_reason(api: Api, one: str) -> None:
    settle(api.li, one, Gate.IS_PROJECT)
    say(api.li, one, "funds_secured", "no")
    path = f"/opportunities/{one}/advances"
    closed = api.li.post(path)
    assert (closed.status_code, closed.json["code"]) == (409, "gate-closed")
    assert closed.json["missing"] == {"funds_secured": "no"}
    assert "Are the funds secured?" in closed.json["detail"]
    assert api.li.post(path, {"reason": "I am sure"}).status_code == 403
    assert api.mei.post(path).json["code"] == "gate-closed"
    passed = api.mei.post(path, {"reason": "Their director gave me his word"})
    assert passed.json["status"] == "project"
    passage = gate(api, one)["passage"]
    assert (passage["by_id"], passage["missing"]) == ("user-mei", ["funds_secured"])
    assert passage["reason"] == "Their director gave me his word"
    told = [event["text"] for event in api.li.get(f"/accounts/{found_account(api, one)}/timeline").json["items"]]
    assert any("Their director gave me his word" in text for text in told)


def found_account(api: Api, one: str) -> str:
    return str(api.li.get(f"/opportunities/{one}").json["account_id"])


def test_nobody_lets_their_own_pass(api: Api, account_id: str) -> None:
    mine = an_opportunity(api.mei, account_id)["id"]
    assert api.mei.post(f"/opportunities/{mine}/advances", {"reason": "Trust me"}).status_code == 403
    assert api.dana.post(f"/opportunities/{mine}/advances", {"reason": "I do"}).status_code == 200


def test_all_the_way_up_and_one_step_back(api: Api, one: str) -> None:
    for number, status in enumerate(("project", "ours", "winning")):
        settle(api.li, one, tuple(Gate)[number])
        assert api.li.post(f"/opportunities/{one}/advances").json["status"] == status
    assert api.li.post(f"/opportunities/{one}/advances").json["code"] == "wrong-state"
    back = api.li.post(f"/opportunities/{one}/setbacks", {"reason": "Our supporter left"})
    assert back.json["status"] == "ours"
    assert not gate(api, one, 2)["is_passed"]
    steps = api.li.get(f"/opportunities/{one}/steps").json["items"]
    assert {(step["from_status"], step["to_status"]) for step in steps} == {
        ("potential", "project"),
        ("project", "ours"),
        ("ours", "winning"),
        ("winning", "ours"),
    }


def test_the_gates_of_a_won_one_say_how_far_it_had_come(api: Api, one: str) -> None:
    settle(api.li, one, Gate.IS_PROJECT)
    api.li.post(f"/opportunities/{one}/advances")
    api.li.post(f"/opportunities/{one}/win")
    found = api.li.get(f"/opportunities/{one}/gates").json
    assert [each["is_passed"] for each in found["gates"]] == [True, False, False]
    assert (found["suggested_probability"], found["next_gate"]) == (100, None)


def test_the_suggestion_stands_beside_the_reps_own(api: Api, one: str) -> None:
    api.li.patch(f"/opportunities/{one}", {"probability": 80})
    settle(api.li, one, Gate.IS_PROJECT)
    found = api.li.get(f"/opportunities/{one}/gates").json
    assert (found["probability"], found["suggested_probability"]) == (80, 30)
    assert [(each["points"], each["most_points"]) for each in found["gates"]] == [(20, 20), (5, 30), (5, 45)]


def test_the_gates_cost_the_same_however_much_was_answered(api: Api, one: str, count_statements) -> None:
    settle(api.li, one, Gate.IS_PROJECT)
    api.li.get(f"/opportunities/{one}/gates")
    with count_statements() as few:
        api.li.get(f"/opportunities/{one}/gates")
    settle(api.li, one, *Gate)
    with count_statements() as many:
        api.li.get(f"/opportunities/{one}/gates")
    assert len(many) == len(few) <= 7


def test_the_team_may_answer_the_stranger_may_not(api: Api, one: str) -> None:
    account_id = found_account(api, one)
    assert api.mei.post(f"/accounts/{account_id}/members", {"user_id": "user-ren"}).status_code == 201
    assert say(api.ren, one, "need_clear", "yes")["author_id"] == "user-ren"
    assert api.sam.get(f"/opportunities/{one}/gates").status_code == 404


def test_a_visit_aims_at_a_question_of_its_opportunity(api: Api, one: str) -> None:
    draft = {"account_id": found_account(api, one), "day": "2026-03-04", "aims_at": "funds_secured"}
    refused = api.li.post("/visits", draft)
    assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, "/aims_at")
    visit = api.li.post("/visits", draft | {"opportunity_id": one})
    assert visit.json["aims_at"] == "funds_secured"
    found = api.li.get(f"/visits?opportunity_id={one}&aims_at=funds_secured").json["items"]
    assert [each["id"] for each in found] == [visit.json["id"]]
    unset = api.li.patch(f"/visits/{visit.json['id']}", {"opportunity_id": None})
    assert unset.json["errors"][0]["pointer"] == "/aims_at"
