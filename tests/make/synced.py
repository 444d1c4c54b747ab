"""A row of every table that phones have, with something in every column: to look at what comes of it."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import insert

from kamfield.core import sync_clock
from kamfield.core.work import Work
from kamfield.sync.queries.columns import kind_of, stored
from kamfield.sync.queries.scope import BY_NAME
from kamfield.sync.rules import Table
from kamfield.sync.rules.values import Kind
from tests.cast import Cast

INSTANT = datetime(2026, 3, 1, 23, 59, 58, 123456, UTC)
VALUES: dict[Kind, Any] = {
    Kind.TEXT: "测试 “x”",
    Kind.NUMBER: 3,
    Kind.BOOLEAN: True,
    Kind.INSTANT: INSTANT,
    Kind.DAY: date(2026, 3, 2),
    Kind.DECIMAL: Decimal("12.345"),
    Kind.JSON: {"a": ["测", 1]},
}
SHORT = {
    "tier": "A",
    "country": "CN",
    "currency": "CNY",
    "state": "cancelled",
}  # where the column is narrow or a state means something


def fill(work: Work, table: Table, empty: bool = False, row_id: str = "") -> str:
    """Writes one row, and what it refers to, past all rules; its id. With `empty` only what must be there."""
    rows, row_id = stored(table.name), row_id or f"one-of-{table.name}"
    values = {column.name: _value(work, column) for column in rows.columns if not (empty and column.nullable)}
    if table.name == "influence_lines":
        values["to_contact_id"] = fill(work, BY_NAME["contacts"], row_id="another-contact")
    stamp = {"id": row_id, "version": 1, "sync_seq": sync_clock.tick(work.db), "deleted_at": None}
    work.db.execute(insert(rows).values(**(values | stamp)))
    return row_id


def _value(work: Work, column: Any) -> Any:
    target = next((key.column.table.name for key in column.foreign_keys), None)
    if target == "users":
        return Cast.li.id
    if target is not None:
        return _some(work, target) if not column.nullable else None
    return SHORT.get(column.name, VALUES[kind_of(column)])


def _some(work: Work, name: str) -> str:
    rows = stored(name)
    found = work.db.scalar(rows.select().with_only_columns(rows.c.id).limit(1))
    return found or fill(work, Table(name, "child", ()))  # type: ignore[arg-type]
