"""Lists by cursor: a page costs the same wherever it is, because it starts where the last one ended."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

import orjson
from flask import request
from sqlalchemy import Integer, Select, String, and_, bindparam, or_

from kamfield.core.errors import Fault, Invalid, NotFound
from kamfield.core.prepared import Prepared, plain, rows_of
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.web.fields import Text, Whole
from kamfield.web.schema import Schema

MOST = 200
USUAL = 50

Statement = Select[*tuple[Any, ...]]
Asked = Statement | Prepared[*tuple[Any, ...]]
Sorts = Mapping[str, Any]  # name → column


class ListQuery(Schema):
    """What every list takes; a list's own filters come on top."""

    cursor = Text(3000, metadata={"description": "Where the last page ended: its `next_cursor`."})
    limit = Whole(1, MOST, load_default=USUAL, metadata={"description": "Rows a page, 1 to 200."})


@dataclass(frozen=True)
class Page:
    """Rows of a page, and where the next one begins (None at the end)."""

    rows: list[Any]
    next_cursor: str | None


def page(work: Work, asked: Asked, sorts: Sorts, sort: str, cursor: str | None, limit: int) -> Page:
    """One page of a statement, sorted by one of `sorts` (`-name` for descending) and then by id.

    The sort columns must not be null. The statement selects one entity and perhaps further columns; all of it is read
    as a plain row, which costs a quarter of making objects.
    """
    column = sorts[sort.removeprefix("-")]
    values: dict[str, Any] = {"page_size": limit + 1}
    if cursor:
        values["last_value"], values["last_id"] = _read(cursor, sort, _kind_of(column))
    order = (column, sort.startswith("-"), cursor is not None)
    if isinstance(asked, Prepared):
        rows = rows_of(work.db, Prepared(_ordered_once(asked.statement, *order), {**asked.values, **values}))
    else:
        rows = plain(work.db.execute(_ordered(asked, *order), values))
    more = len(rows) > limit
    return Page(list(rows[:limit]), _write(sort, rows[limit - 1]) if more else None)


def single(work: Work, statement: Select[*tuple[Any, ...]]) -> Any:
    """The one row of a statement, as a plain row, or `NotFound`. A statement of columns is taken as it is."""
    entity = statement.column_descriptions[0]["expr"]
    if isinstance(entity, type):
        statement = statement.with_only_columns(*entity.__table__.c)  # type: ignore[attr-defined]
    found = plain(work.db.execute(statement.limit(1)))
    if not found:
        raise NotFound
    return found[0]


def next_link(cursor: str) -> str:
    """The Link header that leads to the next page, with the filters of this one."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != "cursor"]
    return f'<{request.path}?{urlencode([*kept, ("cursor", cursor)])}>; rel="next"'


def _ordered(statement: Statement, column: Any, down: bool, begun: bool) -> Statement:
    """A page's statement; parameters are the page's size and, where the list has begun, its last value and id."""
    first, *further = statement.column_descriptions
    entity = first["entity"]
    columns = (*entity.__table__.c, *(one["expr"] for one in further), column.label("sorted_by"))
    if begun:
        statement = statement.where(_after(column, entity.id, down=down))
    order = (column.desc(), entity.id.desc()) if down else (column, entity.id)
    return statement.with_only_columns(*columns).order_by(*order).limit(bindparam("page_size", type_=Integer))


_ordered_once = lru_cache(1000)(_ordered)  # for prepared statements: putting one together costs 300 µs


def _after(column: Any, row_id: Any, *, down: bool) -> Any:
    value, last_id = bindparam("last_value", type_=column.type), bindparam("last_id", type_=String)
    if down:
        return and_(column <= value, or_(column < value, row_id < last_id))
    return and_(column >= value, or_(column > value, row_id > last_id))


def _write(sort: str, row: Any) -> str:
    value = row.sorted_by
    if isinstance(value, date):
        value = value.isoformat()
    packed = orjson.dumps([sort, str(value) if isinstance(value, Decimal) else value, row.id])
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def _read(cursor: str, sort: str, kind: type) -> tuple[Any, str]:
    try:
        packed = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        written_for, value, row_id = orjson.loads(packed)
        if written_for != sort:
            raise ValueError
        return _parse(value, kind), _text(row_id)
    except (binascii.Error, ValueError, TypeError, ArithmeticError):
        text = N_("This cursor does not belong to this list in this order; start from the first page.")
        raise Invalid([Fault(code="bad-cursor", text=text, parameter="cursor")]) from None


def _kind_of(column: Any) -> type:
    """What a sort column holds; text where the database alone knows."""
    try:
        found: type = column.type.python_type
    except NotImplementedError:
        return str
    return found


def _parse(value: Any, kind: type) -> Any:
    if issubclass(kind, datetime):
        instant = datetime.fromisoformat(_text(value))
        if instant.tzinfo is None:
            raise ValueError
        return instant
    if issubclass(kind, date):
        return date.fromisoformat(_text(value))
    if issubclass(kind, Decimal):
        return Decimal(_text(value))
    if issubclass(kind, str):
        return _text(value)
    if type(value) is not kind and not (kind is float and type(value) is int):
        raise TypeError
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str) or "\x00" in value:
        raise TypeError
    return value
