"""What a phone asks for in a pull."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kamfield.sync.rules.cursors import NOTHING, Cursor
from kamfield.sync.rules.registry import SCHEMA_VERSION
from kamfield.sync.rules.tables import TABLES


class UnknownName(ValueError):
    """A migration names a table or column that phones do not have."""


@dataclass(frozen=True)
class Wish:
    """From where on, for which version of the app's tables, in which portions.

    `late` are the tables that the app did not know when it pulled last, and the columns of others: all rows of the
    ones (no names), and of the others those in which one of the columns is told.
    """

    cursor: Cursor = NOTHING
    version: int = SCHEMA_VERSION
    page_size: int | None = None
    late: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def late_of(migration: str) -> dict[str, tuple[str, ...]]:
    """What the client's `migration` parameter names; `UnknownName` for what is not in the registry."""
    asked = json.loads(migration) if migration else None
    if asked is None:
        return {}
    if not isinstance(asked, dict):
        raise UnknownName(str(asked))
    late = {_known(one["table"]): _columns(one["table"], one["columns"]) for one in asked.get("columns") or ()}
    return late | {_known(name): () for name in asked.get("tables") or ()}


_NAMES = {table.name: frozenset(column.name for column in table.columns) for table in TABLES}


def _known(name: Any) -> str:
    if not isinstance(name, str) or name not in _NAMES:
        raise UnknownName(str(name))
    return name


def _columns(table: Any, names: Any) -> tuple[str, ...]:
    unknown = [str(name) for name in names if name not in _NAMES[_known(table)]]
    if unknown:
        raise UnknownName(unknown[0])
    return tuple(sorted(set(names)))
