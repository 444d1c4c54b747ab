"""The tables of the phone at a schema version, and the steps from each version to the next."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy

from kamfield.core.rows import Base
from kamfield.core.types import Exact, Instant
from kamfield.sync.rules import SCHEMA_VERSION, TABLES, Column, Table

# The forms in which a value crosses, where its type alone does not tell.
INSTANT, DATE, AMOUNT, JSON = "instant", "date", "amount", "json"
_NUMBERS = (sqlalchemy.Integer, sqlalchemy.Float, sqlalchemy.Numeric)
_ON_PHONES = {table.name for table in TABLES}


def schema_at(version: int = SCHEMA_VERSION) -> dict[str, Any]:
    """Tables, columns and types of a version, and the migrations from the first one up to it."""
    known = [(table, table.at(version)) for table in TABLES if table.since <= version]
    return {
        "version": version,
        "tables": [described(table, columns) for table, columns in known],
        "migrations": [{"to_version": later, "steps": list(_steps(later, known))} for later in range(2, version + 1)],
    }


def described(table: Table, columns: Iterable[Column]) -> dict[str, Any]:
    """A table and some of its columns."""
    verbs = {kind: list(names) for kind, names in table.verbs.items()}
    return {"name": table.name, "columns": [_column(table, one) for one in columns], "verbs": verbs}


def form_of(stored: Any) -> tuple[str, str | None]:
    """The phone's type of a column of the database, and its form where the type does not tell."""
    kind = stored.type
    if isinstance(kind, Instant):
        return "number", INSTANT
    if isinstance(kind, Exact):
        return "number", AMOUNT
    if isinstance(kind, sqlalchemy.Date):
        return "string", DATE
    if isinstance(kind, sqlalchemy.JSON):
        return "string", JSON
    if isinstance(kind, sqlalchemy.Boolean):
        return "boolean", None
    return "number" if isinstance(kind, _NUMBERS) else "string", None


def _column(table: Table, column: Column) -> dict[str, Any]:
    stored = Base.metadata.tables[table.name].c[column.name]
    kind, form = form_of(stored)
    target = next((key.column.table.name for key in stored.foreign_keys), None)
    return {
        "name": column.name,
        "type": kind,
        "form": form,
        "optional": bool(stored.nullable) or column.private,
        "indexed": target is not None,
        "written": column.written,
        "refers_to": target if target in _ON_PHONES else None,
    }


def _steps(version: int, known: list[tuple[Table, tuple[Column, ...]]]) -> Iterable[dict[str, Any]]:
    for table, columns in known:
        new = [column for column in columns if column.since == version]
        if table.since == version:
            yield {"kind": "create_table", **described(table, table.at(version))}
        elif new and table.since < version:
            yield {"kind": "add_columns", **described(table, new)}
