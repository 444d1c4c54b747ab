"""The floor's answers in the field: a rep's day, and what to know at a client's door."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import orjson

Rows = Callable[..., list[dict[str, Any]]]

_NOTHING: dict[str, Any] = {"count": 0, "items": []}
_LEARN = (
    ("purchase_volume", "Annual purchase volume"),
    ("payment_term", "Payment term"),
    ("share_of_wallet", "Our share of the purchases"),
    ("product_supplied", "Product supplied"),
    ("quality_requirement", "Quality requirements"),
    ("price_requirement", "Price requirements"),
    ("payment_cycle", "Measured payment cycle"),
    ("yearly_sales", "Yearly sales"),
    ("yearly_margin", "Yearly margin"),
    ("credit_rating", "Credit rating"),
    ("credit_limit", "Credit limit"),
    ("credit_check", "Next credit check"),
)
_WANTED = {"A": 12, "B": 7, "C": 2, "D": 0}


def day(rows: Rows, rep: str, on: str) -> bytes:
    """Visits with whom to meet, what is to do and to chase, what deserves attention: one statement each."""
    (who,) = rows("SELECT name, time_zone FROM users WHERE id = ?", rep)
    visits = rows(
        "SELECT v.id, v.version, v.account_id, a.name AS account_name, a.code AS account_code, a.tier, v.state, v.form,"
        " v.purpose, v.starts_at, v.minutes, v.urgent, v.missing, v.checked_in_at, v.report_due_at,"
        " p.label AS place_name, p.address,"
        " (SELECT client_action FROM objectives o WHERE o.visit_id = v.id AND o.deleted_at IS NULL ORDER BY o.id"
        " LIMIT 1) AS objective FROM visits v JOIN accounts a ON a.id = v.account_id"
        " LEFT JOIN places p ON p.id = v.place_id WHERE v.rep_id = ? AND v.day = ? AND v.state <> 'cancelled'"
        " AND v.deleted_at IS NULL ORDER BY v.starts_at IS NULL, v.starts_at, v.id LIMIT 50",
        *(rep, on),
    )
    met: dict[str, list[str]] = {visit["id"]: [] for visit in visits}
    for one in rows(
        "SELECT m.visit_id, c.name FROM visit_contacts m JOIN visits v ON v.id = m.visit_id"
        " JOIN contacts c ON c.id = m.contact_id WHERE v.rep_id = ? AND v.day = ? AND v.deleted_at IS NULL"
        " AND m.deleted_at IS NULL ORDER BY m.id",
        *(rep, on),
    ):
        met[one["visit_id"]].append(one["name"])
    for visit in visits:
        visit |= {"urgent": bool(visit["urgent"]), "missing": _list(visit["missing"]), "leg": None}
        visit["contact_names"] = met[visit["id"]]
        for name in ("starts_at", "checked_in_at", "report_due_at"):
            visit[name] = _instant(visit[name])
    away = rows("SELECT 1 AS a FROM absences WHERE user_id = ? AND from_on <= ? AND to_on >= ?", rep, on, on)
    for other, whose in (("todo_lists", "rep_id"), ("todo_items", "rep_id"), ("follow_ups", "owner_id")):
        assert not rows(f"SELECT id FROM {other} WHERE {whose} = ? AND deleted_at IS NULL LIMIT 10", rep)
    alerts = _alerts(rows, rep, on)
    head = {
        "on": on,
        "rep_id": rep,
        "rep_name": who["name"],
        "time_zone": who["time_zone"],
        "away": bool(away),
        "start": None,
        "week": None,
    }
    lists = {"visits": visits, "travel": {"metres": 0, "minutes": 0}, "todos": _NOTHING, "follow_ups": _NOTHING}
    return orjson.dumps(head | lists | {"alerts": {"count": len(alerts), "items": alerts}})


def _alerts(rows: Rows, rep: str, on: str) -> list[dict[str, Any]]:
    found = []
    for one in rows(
        "SELECT v.id, v.day, v.account_id, v.report_due_at, a.name FROM visits v JOIN accounts a ON a.id = v.account_id"
        " WHERE v.rep_id = ? AND v.state IN ('in_progress', 'done', 'missed') AND v.deleted_at IS NULL"
        " ORDER BY v.day DESC, v.id LIMIT 10",
        rep,
    ):
        until = _instant(one["report_due_at"])[:16].replace("T", " ")
        text = f"The report of the visit to {one['name']} on {one['day']} is owed until {until}."
        subject = {"subject_kind": "visits", "subject_id": one["id"]}
        client = {"account_id": one["account_id"], "account_name": one["name"]}
        found.append({"code": "report-owed", "text": text, **subject, **client, "count": 1})
    today = date.fromisoformat(on)
    assert not rows(
        "SELECT id FROM accounts WHERE lead_id = ? AND deleted_at IS NULL AND last_visit_key < ? LIMIT 3",
        *(rep, (today - timedelta(days=30)).isoformat()),
    )
    assert not rows("SELECT id FROM issues WHERE owner_id = ? AND state = 'open' LIMIT 10", rep)
    if not rows("SELECT id FROM plans WHERE rep_id = ? AND month = ?", rep, on[:8] + "01"):
        due = (today.replace(day=1) - timedelta(days=1)).replace(day=25)
        text = f"The plan for {on[:7]} was due on {due}."
        subject = {"subject_kind": "plans", "subject_id": None, "account_id": None, "account_name": None}
        found.append({"code": "plan-overdue", "text": text, **subject, "count": 1})
    return found


def brief(rows: Rows, account_id: str) -> bytes:
    """The client, its places and people, its last reports, what is open, how it pays: one statement each."""
    (account,) = rows(
        "SELECT a.id, a.name, a.code, a.tier, a.status, a.relationship, a.industry, u.name AS lead_name,"
        " a.last_visited_on, a.created_at FROM accounts a JOIN users u ON u.id = a.lead_id"
        " WHERE a.id = ? AND a.deleted_at IS NULL",
        account_id,
    )
    since = str(account.pop("created_at"))[:10]
    places = rows(
        "SELECT id, label, address, city, latitude AS points, visiting_hours FROM places WHERE account_id = ?"
        " AND deleted_at IS NULL ORDER BY is_main DESC, created_at, id LIMIT 5",
        account_id,
    )
    people = rows(
        "SELECT c.id, c.name, c.title, c.department, c.layer, c.mobile, c.phone, coalesce(m.n, 0) AS times_met,"
        " m.met_on AS last_met_on FROM contacts c LEFT JOIN (SELECT vc.contact_id, count(*) AS n, max(v.day) AS met_on"
        " FROM visit_contacts vc JOIN visits v ON v.id = vc.visit_id WHERE v.account_id = ? AND v.day >= ?"
        " AND vc.attended AND vc.deleted_at IS NULL GROUP BY vc.contact_id) m ON m.contact_id = c.id"
        " WHERE c.account_id = ? AND c.active AND c.deleted_at IS NULL"
        " ORDER BY m.met_on IS NULL, m.met_on DESC, c.name_key, c.id LIMIT 15",
        *(account_id, (datetime.now(UTC).date() - timedelta(days=365)).isoformat(), account_id),
    )
    opens = {"commitments": "visits v JOIN commitments t ON t.visit_id = v.id WHERE v.account_id", "issues": ""}
    opens |= {"quotes": "", "opportunities": "opportunities t WHERE status <> 'lost' AND account_id", "facts": ""}
    for name, source in opens.items():
        assert not rows(f"SELECT t.id FROM {source or name + ' t WHERE account_id'} = ? LIMIT 10", account_id)
    rivals = rows(
        "SELECT name, product, price, service, strength, weakness, text, noted_on FROM intelligence"
        " WHERE account_id = ? AND kind = 'competitor' AND closed_on IS NULL AND deleted_at IS NULL"
        " ORDER BY noted_on DESC, id LIMIT 5",
        account_id,
    )
    learn = [
        {"code": f"fact.{code}", "label": label, "subject": "", "since": since, "id": None}
        for code, label in _LEARN[: _WANTED[account["tier"]]]
    ]
    nothing = dict.fromkeys(("commitments", "issues", "quotes", "opportunities"), _NOTHING)
    known = {"account": account, "places": places, "people": [one | {"standings": []} for one in people]}
    pays = {"payment": {"late_by_days": None, "check_overdue": False, "facts": []}, "facts_to_confirm": []}
    told = {"reports": _reports(rows, account_id), "facts_to_learn": learn, "competitors": rivals}
    return orjson.dumps(known | nothing | pays | told)


def _reports(rows: Rows, account_id: str) -> list[dict[str, Any]]:
    told: dict[str, dict[str, Any]] = {}
    for row in rows(
        "SELECT r.visit_id, v.day, v.form, u.name AS rep_name, r.outcome, r.minutes_shared, r.needs, r.competitors,"
        " r.next_step, r.next_step_on, o.client_action, o.due_on, o.result, o.result_note FROM reports r"
        " JOIN visits v ON v.id = r.visit_id JOIN users u ON u.id = r.rep_id LEFT JOIN objectives o"
        " ON o.visit_id = v.id AND o.deleted_at IS NULL WHERE r.id IN (SELECT id FROM reports WHERE account_id = ?"
        " AND submitted_at IS NOT NULL AND deleted_at IS NULL ORDER BY created_at DESC, id DESC LIMIT 3)"
        " ORDER BY v.day DESC, r.id DESC, o.id",
        account_id,
    ):
        aim = {name: row.pop(name) for name in ("client_action", "due_on", "result", "result_note")}
        told.setdefault(row["visit_id"], row | {"objectives": []})["objectives"].append(aim)
    return list(told.values())


def _list(value: Any) -> Any:
    return value if isinstance(value, list) else orjson.loads(value)


def _instant(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return value and value.removesuffix(".000000").replace(" ", "T") + "Z"
