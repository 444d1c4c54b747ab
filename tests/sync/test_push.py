"""What a phone wrote offline arrives, by the same rules as if it had been asked now."""

import gzip
import json
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from kamfield.core.work import Work
from kamfield.sync.models import SyncIssue
from kamfield.visits.models import Visit
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Moment
from tests.make.accounts import make_account, make_contact
from tests.make.reminders import work_off
from tests.make.visits import make_prepared_visit, make_visit
from tests.sync.pushing import issues_of, pulled, push

DAY = "2026-03-04"


def milliseconds(moment: Moment, **later: float) -> int:
    return int((moment.now + timedelta(**later)).timestamp() * 1000)


def test_a_contact_made_in_a_basement_arrives(api: Api, work: Work) -> None:
    account = make_account(work)
    row = {
        "id": "phonemade0000001",
        "account_id": account.id,
        "name": "陈工",
        "title": "采购",
        "active": True,
        "layer": None,
    }
    answer = push(api.li, contacts=[row])
    assert (answer.status_code, answer.json) == (200, {"written": 1, "issues": 0, "ignored": 0})
    assert api.li.get("/contacts/phonemade0000001").json["title"] == "采购"


def test_the_same_push_twice_changes_nothing(api: Api, work: Work) -> None:
    account = make_account(work)
    row = {"id": "phonemade0000001", "account_id": account.id, "name": "陈工", "active": True}
    push(api.li, contacts=[row])
    before = api.li.get("/contacts/phonemade0000001").json
    assert push(api.li, cursor=1, contacts=[row]).json == {"written": 0, "issues": 0, "ignored": 0}
    assert api.li.get("/contacts/phonemade0000001").json == before


def test_a_day_in_the_field_arrives_in_one_push(api: Api, work: Work, moment: Moment) -> None:
    account = make_account(work)
    chen, zhou = (make_contact(work, account, name=name) for name in ("Chen", "Zhou"))
    push(
        api.li,
        visits=[
            {
                "id": "v1",
                "account_id": account.id,
                "day": "2026-03-02",
                "form": "sales_visit",
                "purpose": "move_forward",
                "minutes": None,
                "state": "planned",
            }
        ],
        visit_contacts=[
            {"id": "vc1", "visit_id": "v1", "contact_id": chen.id, "attended": True},
            {"id": "vc2", "visit_id": "v1", "contact_id": zhou.id, "attended": False},
        ],
        objectives=[
            {
                "id": "o1",
                "visit_id": "v1",
                "kind": "advance_sale",
                "client_action": "Mr Chen signs the trial order for 40 seals.",
                "client_actor": "Mr Chen",
                "due_on": "2026-04-30",
                "target": 400000,
                "unit": "seals",
                "fallback": "He names the day.",
                "result": "partly",
                "actual": 200000,
                "result_note": "20 first",
            }
        ],
        checks=[
            {"id": "k2", "visit_id": "v1", "kind": "out", "device_at": milliseconds(moment, minutes=-5), "mock": False},
            {"id": "k1", "visit_id": "v1", "kind": "in", "device_at": milliseconds(moment, hours=-1), "mock": False},
        ],
        reports=[
            {
                "id": "r1",
                "visit_id": "v1",
                "outcome": "advance",
                "minutes_shared": "谈了密封圈",
                "internal": "price",
                "facts": "[]",
                "submitted_at": milliseconds(moment),
            }
        ],
        commitments=[
            {
                "id": "c1",
                "visit_id": "v1",
                "contact_id": chen.id,
                "text": "Sends the drawings",
                "due_on": "2026-03-06",
                "state": "open",
            }
        ],
    )
    assert not issues_of(api.li)
    visit = api.li.get("/visits/v1").json
    assert visit["state"] == "reported"
    assert [check["kind"] for check in visit["checks"]] == ["in", "out"]
    report = api.li.get("/visits/v1/report").json
    assert (report["id"], report["locked"], report["outcome"]) == ("r1", True, "advance")
    assert {one["contact_id"]: one["attended"] for one in visit["contacts"]} == {chen.id: True, zhou.id: False}
    assert (visit["objectives"][0]["result"], visit["objectives"][0]["actual"]) == ("partly", "20")
    assert [one["text"] for one in visit["commitments"]] == ["Sends the drawings"]


def test_an_illegal_step_is_kept_as_an_issue_and_the_rest_is_done(api: Api, work: Work) -> None:
    visit = make_visit(work)
    api.li.post(f"/visits/{visit.id}/cancellation", {"reason": "client_cancelled"})
    row = {"id": visit.id, "purpose": "build_rapport"}
    answer = push(api.li, updated={"visits": [row]}, todo_items=[{"id": "t1", "title": "Call", "state": "open"}])
    assert answer.json == {"written": 1, "issues": 1, "ignored": 0}
    (issue,) = issues_of(api.li)
    assert (issue["kind"], issue["row_id"], issue["code"], issue["payload"]["purpose"]) == (
        "visits",
        visit.id,
        "wrong-state",
        "build_rapport",
    )
    assert api.li.get("/todo-items/t1").status_code == 200


def test_what_no_route_takes_is_kept(api: Api, work: Work) -> None:
    made = push(api.li, visits=[{"id": "v1", "account_id": make_account(work).id, "day": "2026-03-09", "state": "odd"}])
    assert made.json == {"written": 1, "issues": 1, "ignored": 0}
    again = push(api.li, updated={"visits": [{"id": "v1", "cancel_note": "typed beside no cancellation"}]})
    assert again.json == {"written": 0, "issues": 1, "ignored": 0}
    kept = [issue["payload"] for issue in issues_of(api.li)]
    assert {one.get("state") for one in kept} == {"odd", None}
    assert {one.get("cancel_note") for one in kept} == {"typed beside no cancellation", None}


def test_the_same_refusal_is_noted_once(api: Api, work: Work) -> None:
    visit = make_visit(work)
    api.li.post(f"/visits/{visit.id}/cancellation", {"reason": "client_cancelled"})
    for _ in range(3):
        push(api.li, updated={"visits": [{"id": visit.id, "day": "2026-03-09"}]})
    assert len(issues_of(api.li)) == 1


def test_a_faulty_field_does_not_hold_back_the_others(api: Api, work: Work) -> None:
    account = make_account(work)
    contact = make_contact(work, account)
    row = {"id": contact.id, "email": "no address", "title": "Head of purchasing"}
    answer = push(api.li, updated={"contacts": [row]})
    assert answer.json == {"written": 1, "issues": 1, "ignored": 0}
    assert api.li.get(f"/contacts/{contact.id}").json["title"] == "Head of purchasing"
    assert issues_of(api.li)[0]["faults"][0]["pointer"] == "/email"


def test_what_changed_here_meanwhile_makes_the_whole_push_a_conflict(api: Api, work: Work) -> None:
    account = make_account(work)
    contact = make_contact(work, account)
    answer = push(
        api.li,
        cursor=contact.sync_seq - 1,
        updated={"contacts": [{"id": contact.id, "title": "Boss"}]},
        todo_items=[{"id": "t1", "title": "Call", "state": "open"}],
    )
    assert (answer.status_code, answer.json["code"]) == (409, "pulled-too-long-ago")
    assert api.li.get("/todo-items/t1").status_code == 404


def test_somebody_elses_things_stay_as_they_are(api: Api, work: Work) -> None:
    contact = make_contact(work, make_account(work))
    answer = push(api.sam, updated={"contacts": [{"id": contact.id, "title": "Mine now"}]})
    assert answer.json["issues"] == 1
    assert issues_of(api.sam)[0]["code"] == "not-found"
    assert api.li.get(f"/contacts/{contact.id}").json["title"] != "Mine now"


def test_an_edit_of_what_was_deleted_is_kept(api: Api, work: Work) -> None:
    account = make_account(work)
    contact = make_contact(work, account)
    assert api.li.delete(f"/contacts/{contact.id}").status_code == 204
    assert push(api.li, updated={"contacts": [{"id": contact.id, "title": "Boss"}]}).status_code == 200
    assert issues_of(api.li)[0]["code"] == "deleted-meanwhile"


def test_deleting_what_does_not_exist_is_fine(api: Api, work: Work) -> None:
    assert push(api.li, deleted={"contacts": ["nothing-here"]}).json == {"written": 0, "issues": 0, "ignored": 0}


def test_a_created_row_that_exists_is_an_update_and_an_updated_one_that_does_not_is_made(api: Api, work: Work) -> None:
    account = make_account(work)
    contact = make_contact(work, account)
    push(api.li, contacts=[{"id": contact.id, "account_id": account.id, "name": contact.name, "title": "Boss"}])
    assert api.li.get(f"/contacts/{contact.id}").json["title"] == "Boss"
    push(api.li, updated={"contacts": [{"id": "fresh", "account_id": account.id, "name": "Wu"}]})
    assert api.li.get("/contacts/fresh").json["name"] == "Wu"


def test_unknown_tables_and_columns_are_counted_and_skipped(api: Api, work: Work) -> None:
    account = make_account(work)
    row = {"id": "c1", "account_id": account.id, "name": "Wu", "_status": "created", "_changed": "name", "hat": "red"}
    assert push(api.li, contacts=[row], spaceships=[{"id": "s1"}]).json == {"written": 1, "issues": 0, "ignored": 2}


@pytest.mark.parametrize("row", [{"name": "nobody"}, {"id": "a b", "name": "x"}, "text", {"id": 7}])
def test_a_row_without_a_sound_id_is_kept_apart(api: Api, work: Work, row: object) -> None:
    assert push(api.li, contacts=[row]).json["issues"] == 1  # type: ignore[list-item]
    assert issues_of(api.li)[0]["code"] == "unreadable"


def test_any_content_type_and_compression_will_do(api: Api, work: Work) -> None:
    account = make_account(work)
    body = json.dumps(
        {
            "changes": {"contacts": {"created": [{"id": "c1", "account_id": account.id, "name": "Wu"}]}},
            "lastPulledAt": pulled(api.li)["timestamp"],
        }
    )
    plain = api.li.send("POST", "/sync", data=body, headers={"Content-Type": "text/plain"})
    packed = api.li.send("POST", "/sync", data=gzip.compress(body.encode()), headers={"Content-Encoding": "gzip"})
    assert (plain.json["written"], packed.json["written"]) == (1, 0)


@pytest.mark.parametrize("body", [b"", b"[", b"[]", b"7", b"\x1f\x8b"])
def test_what_is_no_push_is_malformed(api: Api, work: Work, body: bytes) -> None:
    assert api.li.send("POST", "/sync", data=body).status_code == 400


def test_a_report_that_is_locked_keeps_what_was_typed(api: Api, work: Work) -> None:
    visit = make_prepared_visit(work)
    api.li.post(f"/visits/{visit.id}/check-in", {})
    api.li.post(f"/visits/{visit.id}/check-out", {})
    aims = api.li.get(f"/visits/{visit.id}").json["objectives"]
    results = [{"objective_id": aim["id"], "result": "achieved"} for aim in aims]
    report = api.li.post(f"/visits/{visit.id}/report", {"outcome": "continuation", "results": results}).json
    push(api.li, updated={"reports": [{"id": report["id"], "visit_id": visit.id, "needs": "typed offline"}]})
    (issue,) = issues_of(api.li)
    assert (issue["code"], issue["payload"]["needs"]) == ("report-locked", "typed offline")


def test_a_report_begun_on_two_phones_is_one(api: Api, work: Work) -> None:
    visit = make_visit(work)
    api.li.patch(f"/visits/{visit.id}/report", {"needs": "from the web"})
    push(api.li, reports=[{"id": "r-phone", "visit_id": visit.id, "market": "from the phone"}])
    report = api.li.get(f"/visits/{visit.id}/report").json
    assert (report["needs"], report["market"]) == ("from the web", "from the phone")
    assert not issues_of(api.li)


def test_a_plan_is_made_filled_and_handed_in(api: Api, work: Work) -> None:
    account = make_account(work)
    visit = {
        "account_id": account.id,
        "day": "2026-04-08",
        "form": "sales_visit",
        "purpose": "move_forward",
        "state": "planned",
    }
    push(
        api.li,
        visits=[{"id": "v1", **visit}],
        plans=[{"id": "p1", "month": "2026-04-01", "state": "submitted"}],
        plan_lines=[{"id": "l1", "plan_id": "p1", "visit_id": "v1"}],
    )
    assert not issues_of(api.li)
    assert api.mei.get("/plans/p1").json["state"] == "submitted"


def test_a_week_is_ticked_off(api: Api, work: Work) -> None:
    for number in range(3):
        api.li.post("/todo-items", {"id": f"t{number}", "title": "Call"})
    rows = [
        {"id": "t0", "state": "done"},
        {"id": "t1", "state": "dropped", "reason": "Not needed"},
        {"id": "t2", "title": "Write"},
    ]
    assert push(api.li, updated={"todo_items": rows}).json == {"written": 3, "issues": 0, "ignored": 0}
    assert [api.li.get(f"/todo-items/t{number}").json["state"] for number in range(3)] == ["done", "dropped", "open"]
    push(api.li, updated={"todo_items": [{"id": "t0", "state": "open", "title": "Call again"}]})
    again = api.li.get("/todo-items/t0").json
    assert (again["state"], again["title"]) == ("open", "Call again")


def test_an_opportunity_is_noted_answered_and_won(api: Api, work: Work) -> None:
    account = make_account(work)
    push(
        api.li,
        opportunities=[
            {
                "id": "o1",
                "account_id": account.id,
                "name": "Seals",
                "amount": 12_000_000,
                "currency": "CNY",
                "probability": 40,
                "expected_close_on": "2026-06-30",
                "status": "won",
                "decided_on": "2026-03-02",
            }
        ],
        opportunity_answers=[
            {
                "id": "a1",
                "opportunity_id": "o1",
                "question": "funds_secured",
                "reply": "yes",
                "evidence": "saw it",
                "answered_on": "2026-03-02",
            }
        ],
    )
    assert not issues_of(api.li)
    won = api.li.get("/opportunities/o1").json
    assert (won["status"], won["amount"]) == ("won", "1200.00")


def test_an_issue_is_seen_to_on_the_phone_or_by_the_manager(api: Api, work: Work) -> None:
    push(api.li, contacts=[{"id": "c1", "account_id": "unknown", "name": "Wu"}])
    (issue,) = issues_of(api.mei)
    assert issue["acknowledged_at"] is None
    assert not issues_of(api.sam)
    push(api.li, updated={"sync_issues": [{"id": issue["id"], "acknowledged_at": 1}]})
    assert issues_of(api.mei)[0]["acknowledged_by_id"] == "user-li"
    assert not api.mei.get("/sync/issues?acknowledged=false").json["items"]


def test_what_a_leaver_wrote_before_is_kept_for_two_weeks(api: Api, work: Work, moment: Moment) -> None:
    account = make_account(work)
    row = {"id": "c1", "account_id": account.id, "name": "Wu"}
    assert api.ada.post("/users/user-li/deactivation").status_code == 200
    moment.advance(days=13)
    answer = push(api.li, 1, contacts=[row])
    assert (answer.status_code, answer.json) == (200, {"written": 0, "issues": 1, "ignored": 0})
    assert issues_of(api.mei)[0]["payload"]["name"] == "Wu"
    moment.advance(days=2)
    assert push(api.li, 1, contacts=[row | {"id": "c2"}]).status_code == 401


def test_a_phone_that_is_signed_out_is_told_so(api: Api, work: Work, moment: Moment) -> None:
    moment.advance(days=3)
    token = api.li.token()
    moment.advance(days=1)
    answer = api.nobody.send("POST", "/sync", json={}, headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 401


def test_an_account_that_moved_on_yesterday_still_takes_what_was_written_there(api: Api, work: Work) -> None:
    account = make_account(work)
    contact = make_contact(work, account)
    cursor = contact.sync_seq
    assert api.mei.put(f"/accounts/{account.id}/lead", {"user_id": "user-ren", "keep_old": False}).status_code == 200
    assert api.li.get(f"/accounts/{account.id}").status_code == 404
    push(api.li, cursor=cursor, updated={"contacts": [{"id": contact.id, "title": "Boss"}]})
    assert api.ren.get(f"/contacts/{contact.id}").json["title"] == "Boss"
    push(api.li, updated={"contacts": [{"id": contact.id, "title": "Later"}]})
    assert issues_of(api.li)[0]["code"] == "not-found", "their phone knew by then that the account was gone"


def test_what_is_made_for_an_account_that_moved_on_arrives_and_leaves_the_phone(
    api: Api, work: Work, moment: Moment
) -> None:
    account = make_account(work)
    cursor = pulled(api.li)["timestamp"]
    api.mei.put(f"/accounts/{account.id}/lead", {"user_id": "user-ren", "keep_old": False})
    moment.advance(hours=1)
    push(api.li, cursor, contacts=[{"id": "c1", "account_id": account.id, "name": "Wu", "active": True}])
    assert api.ren.get("/contacts/c1").json["name"] == "Wu"
    assert pulled(api.li, cursor)["changes"]["contacts"]["deleted"] == ["c1"]


def test_a_visit_of_long_ago_arrives_and_leaves_the_phone(api: Api, work: Work, worker: Worker) -> None:
    account = make_account(work)
    work_off(worker)
    cursor = pulled(api.li)["timestamp"]
    visit = {"id": "v1", "account_id": account.id, "day": "2025-03-02", "form": "sales_visit", "state": "planned"}
    push(api.li, cursor, visits=[visit | {"rep_id": "user-li", "minutes": 60}])
    assert api.li.get("/visits/v1").json["day"] == "2025-03-02"
    assert pulled(api.li, cursor)["changes"]["visits"]["deleted"] == ["v1"]


def test_side_effects_happen_once(api: Api, work: Work) -> None:
    account = make_account(work)
    row = {
        "id": "v1",
        "account_id": account.id,
        "day": DAY,
        "form": "sales_visit",
        "purpose": "move_forward",
        "state": "planned",
    }
    for _ in range(3):
        push(api.li, visits=[row])
    assert work.db.scalar(select(func.count()).select_from(Visit)) == 1
    assert work.db.scalar(select(func.count()).select_from(SyncIssue)) == 0
    assert work.db.get_one(Visit, "v1").day == date(2026, 3, 4)


def test_half_an_emoji_and_a_nul_do_not_block_a_phone(api: Api, work: Work) -> None:
    account = make_account(work)
    body = '{"contacts": {"created": [{"id": "c1", "account_id": "%s", "name": "Wu \\ud83d", "title": "a\\u0000b"}]}}'
    answer = api.li.send("POST", "/sync", data=body % account.id)
    assert answer.json == {"written": 1, "issues": 0, "ignored": 0}
    contact = api.li.get("/contacts/c1").json
    assert (contact["name"], contact["title"]) == ("Wu \ufffd", "ab")


def test_what_was_refused_is_restored_on_the_phone(api: Api, work: Work) -> None:
    visit = make_visit(work)
    api.li.post(f"/visits/{visit.id}/cancellation", {"reason": "client_cancelled"})
    cursor = pulled(api.li)["timestamp"]
    push(
        api.li,
        cursor,
        updated={"visits": [{"id": visit.id, "day": "2026-03-09"}]},
        quote_lines=[{"id": "made-in-vain"}],
    )
    told = pulled(api.li, cursor)["changes"]
    assert [row["day"] for row in told["visits"]["updated"]] == ["2026-03-02"]
    assert told["quote_lines"]["deleted"] == ["made-in-vain"]
    assert {row["kind"] for row in told["sync_issues"]["updated"]} == {"visits", "quote_lines"}


def test_what_a_phone_changed_where_it_may_only_look_is_restored(api: Api, work: Work) -> None:
    account = make_account(work)
    cursor = pulled(api.li)["timestamp"]
    assert push(api.li, cursor, updated={"accounts": [{"id": account.id, "tier": "C"}]}).json["issues"] == 0
    assert [row["tier"] for row in pulled(api.li, cursor)["changes"]["accounts"]["updated"]] == [account.tier]


def test_people_of_a_visit_keep_the_ids_of_their_phone(api: Api, work: Work) -> None:
    account = make_account(work)
    visit, wu = make_visit(work, account), make_contact(work, account)
    cursor = pulled(api.li)["timestamp"]
    row = {"id": "vc-phone", "visit_id": visit.id, "contact_id": wu.id}
    push(
        api.li,
        cursor,
        visit_contacts=[row],
        visit_companions=[{"id": "vo-phone", "visit_id": visit.id, "user_id": "user-mei"}],
    )
    told = pulled(api.li, cursor)["changes"]
    assert [one["id"] for one in told["visit_contacts"]["updated"]] == ["vc-phone"]
    assert [one["id"] for one in told["visit_companions"]["updated"]] == ["vo-phone"]
    assert told["visit_contacts"]["deleted"] == told["visit_companions"]["deleted"] == []
    push(api.li, deleted={"visit_contacts": ["vc-phone"]})
    assert api.li.get(f"/visits/{visit.id}").json["contacts"] == []


def test_somebody_who_is_on_the_list_already_stays_by_the_first_row(api: Api, work: Work) -> None:
    account = make_account(work)
    wu = make_contact(work, account)
    visit = make_visit(work, account, contact_ids=[wu.id])
    cursor = pulled(api.li)["timestamp"]
    push(api.li, cursor, visit_contacts=[{"id": "second", "visit_id": visit.id, "contact_id": wu.id}])
    assert not issues_of(api.li)
    assert pulled(api.li, cursor)["changes"]["visit_contacts"]["deleted"] == ["second"]


def test_somebody_whom_nobody_knows_does_not_keep_the_others_away(api: Api, work: Work) -> None:
    account = make_account(work)
    visit, wu = make_visit(work, account), make_contact(work, account)
    rows = [
        {"id": "one", "visit_id": visit.id, "contact_id": "nobody"},
        {"id": "two", "visit_id": visit.id, "contact_id": wu.id},
    ]
    step = {"id": visit.id, "state": "cancelled", "cancel_reason": "other"}
    push(api.li, visit_contacts=rows, updated={"visits": [step]})
    read = api.li.get(f"/visits/{visit.id}").json
    assert ([one["contact_id"] for one in read["contacts"]], read["state"]) == ([wu.id], "cancelled")
    assert [(one["kind"], one["row_id"]) for one in issues_of(api.li)] == [("visit_contacts", "one")]


def test_people_of_a_visit_that_is_not_taken_are_kept_too(api: Api, work: Work) -> None:
    account = make_account(work)
    wu = make_contact(work, account)
    visit = {"id": "v1", "account_id": "nobody", "rep_id": "user-li", "day": DAY, "minutes": 60, "state": "planned"}
    push(
        api.li,
        visits=[visit],
        visit_contacts=[{"id": "vc1", "visit_id": "v1", "contact_id": wu.id}],
        objectives=[{"id": "o1", "visit_id": "v1", "kind": "advance_sale", "client_action": "Signs", "result": "not"}],
        reports=[{"id": "r1", "visit_id": "v1", "minutes_shared": "We met at the gate"}],
        commitments=[{"id": "c1", "visit_id": "v1", "text": "Sends drawings", "due_on": DAY, "state": "open"}],
    )
    assert {one["kind"] for one in issues_of(api.li)} == {
        "visits",
        "visit_contacts",
        "objectives",
        "reports",
        "commitments",
    }


def test_people_of_a_visit_that_was_held_cannot_be_taken_off(api: Api, work: Work) -> None:
    account = make_account(work)
    visit = make_visit(work, account, contact_ids=[make_contact(work, account).id])
    api.li.post(f"/visits/{visit.id}/cancellation", {"reason": "client_cancelled"})
    (row,) = pulled(api.li)["changes"]["visit_contacts"]["updated"]
    cursor = pulled(api.li)["timestamp"]
    push(api.li, cursor, deleted={"visit_contacts": [row["id"]]})
    told = pulled(api.li, cursor)["changes"]
    assert [one["id"] for one in told["visit_contacts"]["updated"]] == [row["id"]]
    assert [one["kind"] for one in told["sync_issues"]["updated"]] == ["visit_contacts"]


def test_a_phone_from_a_lost_future_pulls_first(api: Api, work: Work) -> None:
    answer = push(api.li, pulled(api.li)["timestamp"] + 1000, todo_items=[{"id": "t1", "title": "x", "state": "open"}])
    assert answer.json["code"] == "pulled-too-long-ago"


def test_an_app_that_is_too_old_is_told_so(api: Api, work: Work) -> None:
    assert api.li.post("/sync?last_pulled_at=0&schema_version=0", {}).status_code == 426
