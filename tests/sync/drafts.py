"""Rows as an app makes them, of every table that a phone may write, and the steps that their states may take."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.sync.phone import Phone, Row

Refs = Mapping[str, str]


def draft(table: str, refs: Refs, word: str, day: str) -> Row | None:
    """A row that refers to these (`{"account_id": …, "contact_id": …}`); None where one of them is missing."""
    row = {name: value for name, value in DRAFTS[table](refs, word, day).items() if value != ""}
    return row if row.keys() >= {*NEEDED[table]} else None


def around(phone: Phone, owner_id: str, pick: int) -> dict[str, str]:
    """Something of each kind that is on a phone, all of one client."""
    account = picked(phone.live("accounts"), pick)

    def one_of(table: str, shift: int = 0) -> str:
        its = {key: row for key, row in phone.live(table).items() if row["account_id"] == account}
        return picked(its, pick + shift)

    refs = {
        "account_id": account,
        "rep_id": owner_id,
        "owner_id": owner_id,
        "plan_id": picked(phone.live("plans"), pick),
    }
    refs |= {"contact_id": one_of("contacts"), "other_id": one_of("contacts", 1), "visit_id": one_of("visits")}
    return refs | {"opportunity_id": one_of("opportunities"), "quote_id": one_of("quotes")}


def picked(rows: Mapping[str, Any], pick: int) -> str:
    """One of the ids, or nothing."""
    ids = sorted(rows)
    return ids[pick % len(ids)] if ids else ""


def _of(refs: Refs, *names: str) -> Row:
    return {name: refs.get(name, "") for name in names}


DRAFTS: Mapping[str, Callable[[Refs, str, str], Row]] = {
    "accounts": lambda _, word, __: {"name": word, "relationship": "ordinary", "status": "prospect", "tags": "[]"},
    "places": lambda refs, word, _: _of(refs, "account_id") | {"label": word, "city": "Suzhou", "is_main": False},
    "contacts": lambda refs, word, _: _of(refs, "account_id") | {"name": word, "active": True},
    "facts": lambda refs, word, day: (
        _of(refs, "account_id") | {"kind": "quality_requirement", "text": word, "observed_on": "2026-03-01"}
    ),
    "intelligence": lambda refs, word, _: (
        _of(refs, "account_id") | {"kind": "need", "text": word, "noted_on": "2026-03-01"}
    ),
    "issues": lambda refs, word, _: (
        _of(refs, "account_id", "owner_id")
        | {"kind": "complaint", "severity": "normal", "title": word, "state": "open"}
    ),
    "absences": lambda _, word, day: {"kind": "vacation", "note": word, "from_on": day, "to_on": day},
    "opportunities": lambda refs, word, day: (
        _of(refs, "account_id", "owner_id")
        | {"name": word, "amount": 1_250_000, "currency": "CNY", "probability": 40, "expected_close_on": day}
        | {"status": "potential"}
    ),
    "opportunity_answers": lambda refs, word, _: (
        _of(refs, "opportunity_id")
        | {"question": "need_clear", "reply": "yes", "evidence": word, "answered_on": "2026-03-01"}
    ),
    "assessments": lambda refs, word, _: (
        _of(refs, "opportunity_id", "contact_id") | {"support": "supporter", "note": word, "assessed_on": "2026-03-01"}
    ),
    "influence_lines": lambda refs, word, _: (
        _of(refs, "opportunity_id")
        | {"from_contact_id": refs["contact_id"], "to_contact_id": refs["other_id"], "kind": "formal", "note": word}
    ),
    "decision_factors": lambda refs, word, _: (
        _of(refs, "opportunity_id") | {"kind": "personal", "text": word, "priority": 1}
    ),
    "quotes": lambda refs, word, _: (
        _of(refs, "account_id") | {"title": word, "amount": 5_000_000, "currency": "CNY", "state": "enquiry"}
    ),
    "quote_replies": lambda refs, word, _: _of(refs, "quote_id") | {"said": word, "replied_on": "2026-03-02"},
    "visits": lambda refs, word, day: (
        _of(refs, "account_id", "rep_id")
        | {"day": day, "form": "sales_visit", "purpose": "move_forward", "minutes": 60, "state": "planned"}
    ),
    "visit_contacts": lambda refs, _, __: _of(refs, "visit_id", "contact_id"),
    "visit_companions": lambda refs, _, __: _of(refs, "visit_id") | {"user_id": "user-mei"},
    "objectives": lambda refs, word, day: (
        _of(refs, "visit_id")
        | {"kind": "advance_sale", "client_action": f"They sign {word}.", "client_actor": "Chen", "due_on": day}
    ),
    "checks": lambda refs, _, day: (
        _of(refs, "visit_id") | {"kind": "in", "device_at": 1_772_420_000_000, "mock": False}
    ),
    "reports": lambda refs, word, _: (
        _of(refs, "visit_id") | {"outcome": "continuation", "minutes_shared": word, "internal": f"{word}!"}
    ),
    "commitments": lambda refs, word, day: (
        _of(refs, "visit_id", "contact_id") | {"text": word, "due_on": day, "state": "open"}
    ),
    "plans": lambda _, __, day: {"month": f"{day[:7]}-01", "state": "draft"},
    "plan_lines": lambda refs, _, __: _of(refs, "plan_id", "visit_id") | {"probability": 30},
    "todo_items": lambda refs, word, day: (
        _of(refs, "rep_id") | {"title": word, "due_on": day, "priority": "normal", "state": "open"}
    ),
    "attachments": lambda refs, word, _: (
        _of(refs, "account_id")
        | {"subject_kind": "account", "subject_id": refs["account_id"], "file_name": "gate.jpg", "caption": word}
        | {"media_type": "image/jpeg", "size_bytes": 12}
    ),
}
REFERENCES = (
    *("account_id", "opportunity_id", "quote_id", "visit_id", "plan_id"),
    *("from_contact_id", "to_contact_id"),
)
NEEDED: Mapping[str, tuple[str, ...]] = {
    table: tuple(
        name
        for name in (
            "account_id",
            "opportunity_id",
            "quote_id",
            "visit_id",
            "plan_id",
            "from_contact_id",
            "to_contact_id",
        )
        if name in DRAFTS[table]({"contact_id": "", "other_id": "", "account_id": ""}, "", "")
    )
    + (("contact_id",) if table in {"visit_contacts", "assessments"} else ())
    for table in DRAFTS
}

# What else happens to rows: the columns that an app sets together. A mark is set to the phone's instant.
NOW = 1_772_420_000_000
STEPS: tuple[tuple[str, Row], ...] = (
    ("contacts", {"active": False, "left_on": "2026-03-01"}),
    ("contacts", {"active": True}),
    ("facts", {"confirmed_on": "2026-03-02"}),
    ("intelligence", {"closed_on": "2026-03-02"}),
    ("intelligence", {"closed_on": None}),
    ("issues", {"state": "resolved", "resolution": "A new seal"}),
    ("issues", {"state": "closed"}),
    ("issues", {"state": "open"}),
    ("opportunities", {"status": "project"}),
    ("opportunities", {"status": "won", "decided_on": "2026-03-02"}),
    ("opportunities", {"status": "lost", "loss_reason": "price", "decided_on": "2026-03-02", "learned": "Ask first"}),
    ("quotes", {"state": "sent", "sent_on": "2026-03-02", "valid_until": "2026-04-30"}),
    ("quotes", {"state": "lost", "loss_reason": "price", "lost_to": "Others", "decided_on": "2026-03-02"}),
    ("quotes", {"state": "withdrawn"}),
    ("dossier_items", {"state": "there", "note": "known"}),
    ("follow_ups", {"state": "done", "said": "They think"}),
    ("visits", {"state": "cancelled", "cancel_reason": "client_absent", "cancel_note": "Nobody there"}),
    ("visits", {"state": "done"}),
    ("visits", {"day": "2026-03-20"}),
    ("objectives", {"result": "partly", "result_note": "Half of it"}),
    ("objectives", {"fallback": "He names the day."}),
    ("visit_contacts", {"attended": True}),
    ("visit_contacts", {"attended": False}),
    ("reports", {"submitted_at": NOW}),
    ("reports", {"needs": "Heat"}),
    ("commitments", {"state": "kept"}),
    ("commitments", {"text": "Sends two drawings"}),
    ("plans", {"state": "submitted"}),
    ("plans", {"state": "draft"}),
    ("plan_lines", {"probability": 55}),
    ("todo_items", {"state": "done"}),
    ("todo_items", {"state": "dropped", "reason": "Not needed"}),
    ("todo_items", {"state": "open"}),
    ("todo_lists", {"confirmed_at": NOW}),
    ("todo_lists", {"closed_at": NOW}),
    ("attachments", {"caption": "The other gate"}),
    ("absences", {"to_on": "2026-03-31"}),
    ("sync_issues", {"acknowledged_at": NOW}),
)
