"""The columns of a table as a phone has them, made by the engine while it reads."""

from typing import Any

from sqlalchemy import ColumnElement, case, func

from kamfield.core.plain import milliseconds, plain_text, scaled
from kamfield.sync.queries.columns import kinds_of, stored
from kamfield.sync.queries.scope import ME
from kamfield.sync.rules import Column, Table
from kamfield.sync.rules.values import Kind


def columns_of(table: Table, version: int) -> list[ColumnElement[Any]]:
    """The id, and every column that an app of a schema version knows."""
    return [stored(table.name).c.id, *(_told(table, column).label(column.name) for column in table.at(version))]


def booleans_of(table: Table, version: int) -> tuple[int, ...]:
    """Which of them are true or false: SQLite reads numbers."""
    kinds = kinds_of(table)
    return tuple(n for n, column in enumerate(table.at(version), start=1) if kinds[column.name] is Kind.BOOLEAN)


def _told(table: Table, column: Column) -> ColumnElement[Any]:
    rows = stored(table.name).c
    told = _plain(rows[column.name], kinds_of(table)[column.name])
    return case((rows[table.person] == ME, told)) if column.private and table.person else told


def _plain(stored: Any, kind: Kind) -> ColumnElement[Any]:
    if kind is Kind.INSTANT:
        return milliseconds(stored)
    if kind is Kind.DECIMAL:
        return scaled(stored)
    if kind is Kind.DAY:
        return plain_text(stored)
    return func.nullif(plain_text(stored), "null") if kind is Kind.JSON else stored
