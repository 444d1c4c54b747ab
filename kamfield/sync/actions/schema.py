"""The tables of the phone at a schema version, and the steps from each version to the next."""

from collections.abc import Iterable
from typing import Any

from kamfield.sync.queries.columns import kinds_of, stored
from kamfield.sync.rules import SCHEMA_VERSION, TABLES, Column, Table
from kamfield.sync.rules.values import TYPES

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


def _column(table: Table, column: Column) -> dict[str, Any]:
    kind, found = kinds_of(table)[column.name], stored(table.name).c[column.name]
    target = next((key.column.table.name for key in found.foreign_keys), None)
    return {
        "name": column.name,
        "type": TYPES[kind],
        "kind": kind.value,
        "optional": bool(found.nullable) or column.private,
        "indexed": target is not None,
        "written": column.written,
        "refers_to": target if target in _ON_PHONES else None,
    }


def _steps(version: int, known: list[tuple[Table, tuple[Column, ...]]]) -> Iterable[dict[str, Any]]:
    for table, columns in known:
        new = [column for column in columns if column.since == version]
        if table.since == version:
            yield {"step": "create_table", **described(table, table.at(version))}
        elif new and table.since < version:
            yield {"step": "add_columns", **described(table, new)}
