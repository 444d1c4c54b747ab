"""The floor: a bare WSGI function, the driver's own cursor, orjson; no sign-in, no scope, no journal.

It answers what our application answers, byte for byte as JSON values, for the same data. Started by `bench.servers`
with the database's address in BENCH_DATABASE.
"""

import csv
import io
import os
import sqlite3
import uuid
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs

import orjson
import psycopg
from psycopg.rows import dict_row

from bench import floor_field, floor_opportunities, floor_plans, floor_quotes, floor_sync
from bench.columns import ACCOUNT, EXPORT, REPORT

Start = Callable[[str, list[tuple[str, str]]], Any]

_URL = os.environ["BENCH_DATABASE"]
_POSTGRESQL = _URL.startswith("postgresql")
_MARK = "%s" if _POSTGRESQL else "?"
_COLUMNS = ", ".join(ACCOUNT) + ", (SELECT name FROM users WHERE users.id = accounts.lead_id) AS lead_name"
_REPORT = ", ".join(REPORT)
_LISTS = ("complaints", "facts", "observations", "answers", "steps")


def _connect() -> Any:
    if _POSTGRESQL:
        return psycopg.connect(_URL.replace("+psycopg", ""), autocommit=True, row_factory=dict_row, prepare_threshold=1)
    connection = sqlite3.connect(_URL.removeprefix("sqlite:///"), isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.row_factory = lambda cursor, row: dict(
        zip((column[0] for column in cursor.description), row, strict=True)
    )
    return connection


_connection: Any = None


def _rows(statement: str, *values: Any) -> list[dict[str, Any]]:
    global _connection
    if _connection is None:
        _connection = _connect()
    cursor = _connection.cursor()
    options = {"binary": True} if _POSTGRESQL else {}
    cursor.execute(statement.replace("?", _MARK), values, **options)
    return cursor.fetchall() if cursor.description else []  # type: ignore[no-any-return]


def _account(row: dict[str, Any]) -> dict[str, Any]:
    tags = row["tags"]
    row["tags"] = tags if isinstance(tags, list) else orjson.loads(tags)
    for name in ("created_at", "updated_at"):
        row[name] = _instant(row[name])
    return row


def _instant(value: Any) -> str:
    if isinstance(value, str):
        return value.removesuffix(".000000").replace(" ", "T") + "Z"
    return str(value.isoformat()).replace("+00:00", "Z")


def _one(account_id: str) -> bytes:
    few = "(SELECT active_contacts FROM account_findings WHERE account_id = accounts.id) < 3 AS few"
    row = _rows(f"SELECT {_COLUMNS}, {few} FROM accounts WHERE id = ?", account_id)[0]
    flags = ["few_contacts"] if row.pop("few") else []
    return orjson.dumps(_account(row) | {"flags": flags})


def _list(owner: str) -> bytes:
    statement = (
        f"SELECT {_COLUMNS} FROM accounts WHERE lead_id = ? AND deleted_at IS NULL ORDER BY name_key, id LIMIT 50"
    )
    items = [_account(row) | {"distance_metres": None} for row in _rows(statement, owner)]
    return orjson.dumps({"items": items})


def _report(visit_id: str, body: bytes) -> bytes:
    """The report, the step of its visit and the day on its account, in one transaction; what was written comes back."""
    now = datetime.now(UTC) if _POSTGRESQL else datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    given = {"id": uuid.uuid4().hex, "visit_id": visit_id, **orjson.loads(body), "submitted_at": now}
    given |= {"late": False, "locked": True, "version": 1, "created_at": now, "updated_at": now, "led_to": "{}"}
    given |= dict.fromkeys(_LISTS, "[]")
    _rows("BEGIN" if _POSTGRESQL else "BEGIN IMMEDIATE")
    visit = _rows(
        "UPDATE visits SET state = 'reported', version = version + 1, updated_at = ? WHERE id = ? AND state = 'done'"
        " RETURNING rep_id, account_id, day, sync_seq",
        now,
        visit_id,
    )[0]
    day = visit.pop("day")
    given |= {**visit, "sync_seq": -visit["sync_seq"]}
    row = _rows(
        f"INSERT INTO reports ({', '.join(given)}) VALUES ({', '.join('?' * len(given))}) RETURNING {_REPORT}",
        *given.values(),
    )[0]
    _rows(
        "UPDATE accounts SET last_visited_on = ?, last_visit_key = ?, version = version + 1, updated_at = ?"
        " WHERE id = ?",
        *(day, day, now, visit["account_id"]),
    )
    named = "SELECT u.name AS rep_name, a.name AS account_name FROM users u, accounts a WHERE u.id = ? AND a.id = ?"
    row |= _rows(named, visit["rep_id"], visit["account_id"])[0] | {"next_step_owner_name": None}
    _rows("COMMIT")
    for name in ("late", "locked"):
        row[name] = bool(row[name])
    for name in _LISTS:
        row[name] = row[name] if isinstance(row[name], list) else orjson.loads(row[name])
    row["reviewed_by_name"] = None
    row["submitted_at"] = _instant(row["submitted_at"])
    return orjson.dumps(row)


def _write(account_id: str, body: bytes) -> bytes:
    sent = orjson.loads(body)
    _rows("UPDATE accounts SET industry = ?, version = version + 1 WHERE id = ?", sent["industry"], account_id)
    return _one(account_id)


def _export(owner: str) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(EXPORT)
    named = ", ".join(f"{column} AS c{number}" for number, column in enumerate(EXPORT))
    statement = (
        f"SELECT {named} FROM accounts a JOIN users u ON u.id = a.lead_id LEFT JOIN accounts b ON b.id = a.parent_id"
        " LEFT JOIN places p ON p.account_id = a.id AND p.is_main AND p.deleted_at IS NULL"
        " WHERE a.lead_id = ? AND a.deleted_at IS NULL ORDER BY a.name_key, a.id"
    )
    for row in _rows(statement, owner):
        cells = list(row.values())
        tags = cells[9] if isinstance(cells[9], list) else orjson.loads(cells[9])
        instants = (_instant(cell).replace("Z", "+00:00") for cell in cells[18:20])
        writer.writerow([*cells[:9], "; ".join(tags), *cells[10:18], *instants, cells[20]])
    return text.getvalue().encode()


def application(environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
    """One request."""
    path = environ["PATH_INFO"].split("/")
    query = {name: values[0] for name, values in parse_qs(environ["QUERY_STRING"]).items()}
    if environ["REQUEST_METHOD"] in {"PATCH", "POST"}:
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        content = _report(path[-2], body) if path[-1] == "report" else _write(path[-1], body)
    elif path[-1] == "export":
        content = _export(query["lead_id"])
    elif path[-1] == "opportunities":
        content = floor_opportunities.listed(_rows, query["owner_id"])
    elif path[-1] == "quotes":
        content = floor_quotes.listed(_rows, query["owner_id"])
    elif path[-1] == "check":
        content = floor_plans.check(_rows, path[-2])
    elif path[-2] == "plans":
        content = floor_plans.read(_rows, path[-1])
    elif path[-1] == "forecast":
        content = floor_opportunities.forecast(_rows, query["from_month"], query["to_month"])
    elif path[-1] == "day":
        content = floor_field.day(_rows, query["rep_id"], query["on"])
    elif path[-1] == "brief":
        content = floor_field.brief(_rows, path[-2])
    elif path[-1] == "sync":
        content = floor_sync.pulled(_rows, int(query["last_pulled_at"]))
    elif path[-1] == "accounts":
        content = _list(query["lead_id"])
    else:
        content = _one(path[-1])
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(content)))])
    return [content]
