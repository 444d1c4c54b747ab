"""What somebody's phone should hold, worked out from whole tables and the registry's words, without any of the pull."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kamfield.core.work import Actor
from kamfield.sync.models import WindowDay
from kamfield.sync.queries.columns import kinds_of, stored
from kamfield.sync.rules import SCHEMA_VERSION, TABLES, Scope, Table
from kamfield.sync.rules.values import Kind, same, to_phone
from kamfield.users.models import Reach, User

WINDOW = timedelta(days=180)

Sight = dict[str, dict[str, dict[str, Any]]]


def in_sight(db: Session, person: Actor, version: int = SCHEMA_VERSION) -> Sight:
    """Rows by table and id, as the phone of an app of that version has them."""
    people, accounts = _reached(db, person)
    today = db.scalar(select(func.max(WindowDay.day)))
    begins = today - WINDOW if today else date.min
    found: Sight = {}
    for table in TABLES:
        kept = [
            row
            for row in _rows(db, table.name)
            if row["deleted_at"] is None
            and _belongs(table, row, person, people, accounts, found)
            and (table.name != "visits" or row["day"] >= begins)
        ]
        found[table.name] = {row["id"]: _as_on_phone(table, row, person, version) for row in kept}
    known = {table.name for table in TABLES if table.since <= version}
    return {name: rows for name, rows in found.items() if name in known}


def differences(phone: dict[str, dict[str, dict[str, Any]]], sight: Sight) -> list[str]:
    """What is wrong with a phone, row by row and column by column."""
    wrong: list[str] = []
    for table in TABLES:
        here, there = phone.get(table.name, {}), sight.get(table.name, {})
        wrong += [f"{table.name} {row_id} is missing" for row_id in sorted(there.keys() - here.keys())]
        wrong += [f"{table.name} {row_id} should not be there" for row_id in sorted(here.keys() - there.keys())]
        kinds = kinds_of(table)
        for row_id in here.keys() & there.keys():
            for name, value in there[row_id].items():
                if name != "id" and not _same(kinds[name], here[row_id][name], value):
                    wrong.append(f"{table.name} {row_id}.{name} is {here[row_id][name]!r}, should be {value!r}")
    return wrong


def _same(kind: Kind, here: Any, there: Any) -> bool:
    return same(kind, here, there) or (there is None and here in ("", 0, False))


def _reached(db: Session, person: Actor) -> tuple[set[str], set[str]]:
    reach = db.execute(select(Reach.viewer_id, Reach.user_id)).all()
    everybody = set(db.scalars(select(User.id)))
    people = everybody if person.role == "admin" else {person.id, *(low for high, low in reach if high == person.id)}
    members = [row for row in _rows(db, "account_members") if row["deleted_at"] is None]
    alive = {row["id"] for row in _rows(db, "accounts") if row["deleted_at"] is None}
    theirs = {row["account_id"] for row in members if row["user_id"] in people}
    return people, alive if person.role == "admin" else alive & theirs


def _belongs(
    table: Table, row: dict[str, Any], person: Actor, people: set[str], accounts: set[str], found: Sight
) -> bool:
    of_person = table.person is not None and row[table.person] in people
    of_account = row["id" if table.name == "accounts" else "account_id"] in accounts if _has_account(table) else False
    helps = table.helper is not None and row[table.helper] == person.id
    if table.scope is Scope.CHILD:
        assert table.parent is not None
        assert table.parent_column is not None
        return row[table.parent_column] in found[table.parent]
    return {
        Scope.EVERYBODY: True,
        Scope.MINE: table.person is not None and row[table.person] == person.id,
        Scope.PERSON: of_person or helps,
        Scope.ACCOUNT: of_account,
        Scope.EITHER: of_person or of_account or helps,
    }[table.scope]


def _has_account(table: Table) -> bool:
    return table.name == "accounts" or "account_id" in stored(table.name).c


def _as_on_phone(table: Table, row: dict[str, Any], person: Actor, version: int) -> dict[str, Any]:
    kinds = kinds_of(table)
    shown = {column.name: to_phone(kinds[column.name], row[column.name]) for column in table.at(version)}
    for column in table.at(version):
        if column.private and row[table.person or "id"] != person.id:
            shown[column.name] = None
    return {"id": row["id"], **shown}


def _rows(db: Session, name: str) -> list[dict[str, Any]]:
    return [dict(row._mapping) for row in db.execute(select(stored(name)))]
