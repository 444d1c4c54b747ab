"""Every table of the registry: what it offers is on page one, goes through a route, and arrives."""

from dataclasses import replace
from inspect import signature
from typing import Any

import pytest
from sqlalchemy import select

from kamfield.core.work import Work
from kamfield.permissions import PAGE
from kamfield.quotes.queries import dossier_of, follow_ups
from kamfield.quotes.schemas.lines import QuoteLineDraft
from kamfield.sync.actions.push import TOGETHER
from kamfield.sync.queries.columns import kinds_of, stored
from kamfield.sync.rules import TABLES, Table
from kamfield.sync.rules.replays import REPLAYS, Call, Replay
from kamfield.todos.models import TodoList
from kamfield.visits.schemas.reports import ReportParts
from tests.api import Api
from tests.cast import Cast
from tests.house.addresses import GUARDED
from tests.make.accounts import make_account, make_contact
from tests.make.opportunities import an_opportunity
from tests.sync.pushing import issues_of, push

OPERATIONS = {address.endpoint.view.__name__: address.endpoint for address in GUARDED if address.endpoint is not None}
OF_VISITS = {*TOGETHER, "objectives", "commitments"}
PATHS = {"account_id", "opportunity_id", "quote_id", "visit_id", "plan_id"}
OFFERED = [table for table in TABLES if table.verbs]


def brief(issues: list[dict[str, Any]]) -> list[object]:
    """What was refused, short enough to be read where a test fails."""
    return [(one["kind"], one["operation"], one["code"], one["faults"]) for one in issues]


def calls_of(replay: Replay) -> list[Call]:
    """All routes of a table."""
    single = [call for call in (replay.add, replay.change, replay.remove) if call]
    return [*single, *(move.call for move in replay.moves)]


@pytest.mark.parametrize("table", OFFERED, ids=lambda table: table.name)
def test_what_a_phone_may_do_is_on_page_one_and_goes_through_a_route(table: Table) -> None:
    assert not {verb for verbs in table.verbs.values() for verb in verbs} - PAGE.keys()
    assert table.name in REPLAYS or table.name in OF_VISITS
    for call in calls_of(REPLAYS.get(table.name, Replay())):
        assert call.operation in OPERATIONS, f"{table.name}: no route is called {call.operation}"


@pytest.mark.parametrize("table", OFFERED, ids=lambda table: table.name)
def test_every_column_that_a_phone_may_write_has_a_route_that_takes_it(table: Table) -> None:
    replay = REPLAYS.get(table.name, Replay())
    taken = {move.column for move in replay.moves}
    for call in calls_of(replay):
        body, view = OPERATIONS[call.operation].body, signature(OPERATIONS[call.operation].view)
        taken |= {*(body.fields if body else ()), *call.renamed.values(), *view.parameters}
    taken |= {"latitude", "longitude"} if "point" in taken else set()
    if table.name in OF_VISITS:
        taken |= {*ReportParts._declared_fields, "visit_id", "contact_id", "user_id", "attended", "text", "due_on"}
        taken |= {"result", "actual", "result_note"}
    if table.name == "quote_lines":
        taken |= {*QuoteLineDraft._declared_fields, "quote_id", "position"}
    if table.name == "dossier_items":
        taken |= {"quote_id", "item"}  # by them the row is found
    assert table.written <= taken, f"nothing takes {sorted(table.written - taken)}"


def test_an_account_with_its_archive(api: Api, work: Work) -> None:
    push(
        api.li,
        accounts=[
            {
                "id": "a1",
                "name": "Pump Works",
                "relationship": "partner",
                "status": "active",
                "tags": '["oem"]',
                "code": None,
            }
        ],
        places=[
            {
                "id": "p1",
                "account_id": "a1",
                "label": "Plant",
                "city": "Suzhou",
                "country": "CN",
                "latitude": 31.3,
                "longitude": 120.6,
                "is_main": True,
            }
        ],
        contacts=[{"id": "c1", "account_id": "a1", "name": "Wu", "birthday": "1980-03-09", "active": True}],
        facts=[
            {
                "id": "f1",
                "account_id": "a1",
                "kind": "purchase_volume",
                "subject": "Seals",
                "amount": 400_0000,
                "unit": "pcs",
                "observed_on": "2026-03-01",
            }
        ],
        intelligence=[
            {"id": "i1", "account_id": "a1", "kind": "need", "text": "Seals for 180 degrees", "noted_on": "2026-03-01"}
        ],
        issues=[
            {
                "id": "s1",
                "account_id": "a1",
                "kind": "complaint",
                "severity": "high",
                "title": "Pump 3 leaks",
                "description": "",
                "state": "open",
            }
        ],
    )
    assert not brief(issues_of(api.li))
    assert api.li.get("/accounts/a1").json["tags"] == ["oem"]
    assert api.li.get("/places/p1").json["points"]["wgs84"]["latitude"] == 31.3
    push(
        api.li,
        updated={
            "accounts": [{"id": "a1", "industry": "pumps"}],
            "places": [{"id": "p1", "latitude": 31.4, "longitude": 120.7}],
            "contacts": [{"id": "c1", "active": False, "left_on": "2026-03-01"}],
            "facts": [{"id": "f1", "confirmed_on": "2026-03-02"}],
            "intelligence": [{"id": "i1", "text": "Seals for 200 degrees", "closed_on": "2026-03-02"}],
            "issues": [{"id": "s1", "title": "Pump 4 leaks", "state": "resolved", "resolution": "New seal"}],
        },
    )
    assert not brief(issues_of(api.li))
    assert api.li.get("/accounts/a1").json["industry"] == "pumps"
    assert api.li.get("/contacts/c1").json["left_on"] == "2026-03-01"
    assert api.li.get("/intelligence/i1").json["closed_on"] == "2026-03-02"
    assert (api.li.get("/issues/s1").json["title"], api.li.get("/issues/s1").json["state"]) == (
        "Pump 4 leaks",
        "resolved",
    )
    push(
        api.li,
        deleted={"contacts": ["c1"], "places": ["p1"], "facts": ["f1"], "intelligence": ["i1"], "issues": ["s1"]},
    )
    for address in ("contacts/c1", "intelligence/i1", "issues/s1"):
        assert api.li.get(f"/{address}").status_code == 404, address


def test_a_decision_map(api: Api, work: Work) -> None:
    account = make_account(work)
    chen, wu = make_contact(work, account, name="Chen"), make_contact(work, account, name="Wu")
    opportunity_id = an_opportunity(api.li, account.id)["id"]
    push(
        api.li,
        assessments=[
            {
                "id": "as1",
                "opportunity_id": opportunity_id,
                "contact_id": chen.id,
                "buying_role": "approver",
                "support": "supporter",
                "assessed_on": "2026-03-02",
            }
        ],
        influence_lines=[
            {
                "id": "in1",
                "opportunity_id": opportunity_id,
                "from_contact_id": wu.id,
                "to_contact_id": chen.id,
                "kind": "political",
            }
        ],
        decision_factors=[
            {
                "id": "fa1",
                "opportunity_id": opportunity_id,
                "kind": "personal",
                "text": "Price",
                "priority": 1,
                "competitors": "[]",
            }
        ],
    )
    assert not brief(issues_of(api.li))
    push(api.li, deleted={"influence_lines": ["in1"], "decision_factors": ["fa1"]})


def test_a_quotation_is_noted_sent_chased_and_won(api: Api, work: Work) -> None:
    account = make_account(work)
    push(
        api.li,
        quotes=[
            {
                "id": "q1",
                "account_id": account.id,
                "title": "40 seals",
                "terms": "",
                "amount": 5_000_000,
                "currency": "CNY",
                "state": "enquiry",
            }
        ],
    )
    items = [row.id for row in work.db.scalars(dossier_of("q1"))]
    push(
        api.li,
        updated={
            "dossier_items": [
                {"id": one, "state": "there", "note": "known", "sample_which": "one", "sample_where": "here"}
                for one in items
            ],
            "quotes": [{"id": "q1", "state": "ready"}],
        },
    )
    push(
        api.li,
        updated={"quotes": [{"id": "q1", "state": "sent", "sent_on": "2026-03-02", "valid_until": "2026-04-30"}]},
    )
    steps = list(work.db.scalars(follow_ups(Cast.li.actor, quote_id="q1", owner_id=None)))
    push(
        api.li,
        updated={
            "follow_ups": [{"id": min(steps, key=lambda one: one.due_on).id, "state": "done", "said": "They think"}]
        },
        quote_replies=[{"id": "re1", "quote_id": "q1", "said": "They will order", "replied_on": "2026-03-02"}],
    )
    push(api.li, updated={"quotes": [{"id": "q1", "state": "won", "decided_on": "2026-03-02"}]})
    assert not brief(issues_of(api.li))
    assert api.li.get("/quotes/q1").json["state"] == "won"


def test_days_off_and_files(api: Api, work: Work) -> None:
    account = make_account(work)
    file = {
        "id": "at1",
        "account_id": account.id,
        "subject_kind": "account",
        "subject_id": account.id,
        "file_name": "gate.jpg",
        "media_type": "image/jpeg",
        "size_bytes": 12,
        "caption": "Gate",
    }
    push(
        api.li,
        absences=[{"id": "ab1", "kind": "vacation", "from_on": "2026-05-04", "to_on": "2026-05-08", "note": None}],
        attachments=[file],
    )
    push(
        api.li,
        updated={
            "absences": [{"id": "ab1", "to_on": "2026-05-09"}],
            "attachments": [{"id": "at1", "caption": "The gate"}],
        },
    )
    assert not brief(issues_of(api.li))
    assert (api.li.get("/absences/ab1").json["to_on"], api.li.get("/attachments/at1").json["caption"]) == (
        "2026-05-09",
        "The gate",
    )
    push(api.li, deleted={"absences": ["ab1"], "attachments": ["at1"]})
    assert api.li.get("/absences/ab1").status_code == api.li.get("/attachments/at1").status_code == 404


def test_a_week_is_confirmed_and_closed(api: Api, work: Work) -> None:
    api.li.post("/todo-items", {"id": "t1", "title": "Call"})
    week = work.db.scalars(select(TodoList).where(TodoList.rep_id == Cast.li.id)).one()
    push(api.li, updated={"todo_lists": [{"id": week.id, "confirmed_at": 1772420000000}]})
    push(api.li, updated={"todo_lists": [{"id": week.id, "confirmed_at": 1772420000000, "closed_at": 1772420000000}]})
    assert not brief(issues_of(api.li))
    told = api.li.get(f"/todo-lists/{week.id}").json
    assert told["confirmed_at"] == "2026-03-02T02:00:00Z", "our instant, not the phone's"
    assert told["closed_at"] is not None


def test_a_phone_may_say_every_column_and_nothing_breaks(api: Api, work: Work) -> None:
    for table in TABLES:
        for value in (None, "", "x", -1, 1.5, True, "[]", "2026-02-30", 2**60):
            row = {"id": f"odd-{table.name}", **dict.fromkeys(kinds_of(table), value)}
            answer = push(api.li, **{table.name: [row]})
            assert answer.status_code == 200, (table.name, value, answer.json)


def test_the_tables_of_the_registry_are_synced_rows() -> None:
    for table in TABLES:
        assert {"sync_seq", "deleted_at"} <= set(stored(table.name).c.keys())


def test_a_stand_in_is_no_owner(api: Api, work: Work) -> None:
    mine = replace(work, user=Cast.sam.actor)
    contact = make_contact(work, make_account(mine, Cast.sam))
    push(api.li, deleted={"contacts": [contact.id]})
    assert api.sam.get(f"/contacts/{contact.id}").status_code == 200
