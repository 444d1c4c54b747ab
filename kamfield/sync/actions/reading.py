"""Rows from the driver's own cursor, in portions, ready to be written as JSON: a pull has thousands of them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson
from sqlalchemy.orm import Session

from kamfield.sync.queries.changes import Rows

PORTION = 500

Row = tuple[Any, ...]


def portions(db: Session, statement: Rows, values: Mapping[str, Any]) -> Iterator[Sequence[Row]]:
    """The rows as the driver gives them: the statement itself has made them plain."""
    result = db.connection().execute(statement, dict(values))
    cursor: Any = result.cursor
    while rows := cursor.fetchmany(PORTION):
        yield rows
    result.close()


def packed(names: Sequence[str], rows: Sequence[Row], booleans: Sequence[int]) -> bytes:
    """Rows as JSON objects with commas between them."""
    if booleans:
        rows = with_booleans(rows, booleans)
    return orjson.dumps([dict(zip(names, row, strict=True)) for row in rows])[1:-1]


def with_booleans(rows: Sequence[Row], booleans: Sequence[int]) -> Sequence[Row]:
    """Rows in which what stands at these places is true or false: SQLite has numbers for them."""
    if not rows:
        return rows
    columns: list[Any] = list(zip(*rows, strict=True))
    for place in booleans:
        columns[place] = [None if value is None else bool(value) for value in columns[place]]
    return list(zip(*columns, strict=True))
