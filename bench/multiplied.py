"""Rows of `bench.data`, multiplied inside the database: a million rows of each kind within minutes."""

from typing import Any

from sqlalchemy import Table, text

from kamfield.accounts.models import Account, Finding, Member
from kamfield.core.db import Database, is_postgresql
from kamfield.opportunities.models import Opportunity
from kamfield.quotes.models import Quote
from kamfield.todos.models import TodoItem
from kamfield.visits.models import Visit

KINDS: tuple[Any, ...] = (Account, Member, Finding, Visit, Opportunity, Quote, TodoItem)
FIRST_STAMPS, FIRST_NUMBERS = 20_000_000, 1_000_000  # what is below was laid down row by row
NAMES = {"code", "code_key", "name", "name_key", "number", "title"}
_LATER = "strftime('%Y-%m-%d %H:%M:%S', created_at, '+' || g || ' seconds') || '.000000'"
_SERIES = {
    True: "SELECT g FROM generate_series(CAST(:first AS bigint), CAST(:last AS bigint)) AS g",
    False: "WITH RECURSIVE s(g) AS (VALUES (:first) UNION ALL SELECT g + 1 FROM s WHERE g < :last) SELECT g FROM s",
}


def multiply(database: Database, before: int, times: int) -> None:
    """From `before` times the first rows to `times` as many."""
    if times == before:
        return
    with database.writing() as db:
        postgresql = is_postgresql(db)
        if postgresql:
            db.execute(text("SET LOCAL statement_timeout = 0"))
        for kind in KINDS:
            db.execute(text(_statement(kind.__table__, postgresql)), {"first": before, "last": times - 1})
        db.commit()
    with database.reading() as db:
        db.execute(text("SET statement_timeout = 0" if postgresql else "SELECT 1"))
        db.execute(text("ANALYZE"))


def _statement(table: Table, postgresql: bool) -> str:
    """Every first row again, once for each number of a series, under other ids.

    These begin with the number: in the order of ids, names and instants the rows of all reps stay mixed, as in life.
    """
    columns = ", ".join(column.name for column in table.columns)
    again = ", ".join(_again(column, postgresql) for column in table.columns)
    first = f"sync_seq < {FIRST_STAMPS}" if "sync_seq" in table.c else f"number < {FIRST_NUMBERS}"
    source = f"{table.name}, ({_SERIES[postgresql]}) AS s"
    return f"INSERT INTO {table.name} ({columns}) SELECT {again} FROM {source} WHERE {first}"


def _again(column: Any, postgresql: bool) -> str:
    targets = {key.column.table for key in column.foreign_keys}
    if column.name == "sync_seq":
        return f"sync_seq + g * {FIRST_STAMPS}"
    if column.name == "number" and column.table.name == Finding.__tablename__:
        return f"number + g * {FIRST_NUMBERS}"
    if column.name == "id" or column.name in NAMES or targets & {kind.__table__ for kind in KINDS}:
        return f"g || '-' || {column.name}"
    if column.name == "created_at":
        return "created_at + g * interval '1 second'" if postgresql else _LATER
    return str(column.name)
