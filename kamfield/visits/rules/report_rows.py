"""Rows that a report keeps until it is submitted: complaints, facts learnt, observations, answers."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from kamfield.core.errors import Fault
from kamfield.core.texts import N_

Row = dict[str, Any]

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "complaints": ("id", "title", "description", "severity", "contact_id", "owner_id", "due_on"),
    "facts": ("id", "kind", "subject", "amount", "unit", "currency", "text", "due_on"),
    "answers": ("id", "opportunity_id", "question", "reply", "evidence"),
    "observations": ("id", "kind", "name", "text", "product", "price", "service", "strength", "weakness"),
}
# By what a row that came without its id is known again: a draft that is sent twice must not double it.
KNOWN_BY: Mapping[str, tuple[str, ...]] = {
    "complaints": ("title",),
    "facts": ("kind", "subject"),
    "observations": ("kind", "name", "text"),
    "answers": ("opportunity_id", "question"),
}
_READ: Mapping[str, Callable[[str], Any]] = {"amount": Decimal, "due_on": date.fromisoformat}


def kept(name: str, sent: Sequence[Mapping[str, Any]], before: Sequence[Row], new_id: Callable[[], str]) -> list[Row]:
    """The rows as they are stored, plain JSON, each with its id: its own, that of the same row before, or a new one."""
    known = {_identity(name, row): str(row["id"]) for row in before}
    for row in sent:
        if row.get("id"):
            known.pop(_identity(name, row), None)
    rows = [{column: _plain(row.get(column)) for column in COLUMNS[name]} for row in sent]
    return [{**row, "id": row["id"] or known.pop(_identity(name, row), None) or new_id()} for row in rows]


def read(row: Row) -> Row:
    """What a row says, as the actions of the archive take it: without its id and without what it does not say."""
    said = {column: value for column, value in row.items() if column != "id" and value is not None}
    return {column: _READ[column](value) if column in _READ else value for column, value in said.items()}


def faults_in_ids(name: str, sent: Sequence[Mapping[str, Any]]) -> Iterator[Fault]:
    """An id stands for one row only."""
    ids = [row.get("id") for row in sent]
    for place, one in enumerate(ids):
        if one and one in ids[:place]:
            yield Fault("twice", N_("Another entry has this id. Choose another one."), f"/{name}/{place}/id")


def _identity(name: str, row: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(row.get(column) or "") for column in KNOWN_BY[name])


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal | str) else value
