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
    """Rows as JSON objects with commas between them; what stands at `booleans` is true or false."""
    if (
        booleans
        and rows
        and isinstance(rows[0][booleans[0]], int | None)
        and not isinstance(rows[0][booleans[0]], bool)
    ):
        rows = _with_booleans(rows, booleans)
    return orjson.dumps([dict(zip(names, row, strict=True)) for row in rows])[1:-1]


def _with_booleans(rows: Sequence[Row], booleans: Sequence[int]) -> Sequence[Row]:
    """SQLite has numbers for them."""
    columns: list[Any] = list(zip(*rows, strict=True))
    for place in booleans:
        columns[place] = [None if value is None else bool(value) for value in columns[place]]
    return list(zip(*columns, strict=True))
