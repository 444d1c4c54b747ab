"""The kinds of the registry's columns, which are those of the database."""

from functools import cache
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, Float, Integer
from sqlalchemy.dialects.postgresql import JSONB

from kamfield.core.rows import Base
from kamfield.core.types import Exact, Instant
from kamfield.sync.rules.registry import Table
from kamfield.sync.rules.values import Kind

_KINDS: tuple[tuple[Any, Kind], ...] = (
    (Instant, Kind.INSTANT),
    (Exact, Kind.DECIMAL),
    (Date, Kind.DAY),
    ((JSON, JSONB), Kind.JSON),
    (Boolean, Kind.BOOLEAN),
    ((Integer, Float), Kind.NUMBER),
)


@cache
def kinds_of(table: Table) -> dict[str, Kind]:
    """What each column of a table holds, by name."""
    return {column.name: kind_of(stored(table.name).c[column.name]) for column in table.columns}


def stored(name: str) -> Any:
    """The table of the database."""
    return Base.metadata.tables[name]


def kind_of(column: Column[Any]) -> Kind:
    """What a column of the database holds."""
    return next((kind for types, kind in _KINDS if isinstance(column.type, types)), Kind.TEXT)
