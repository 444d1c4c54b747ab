"""Cuts a large push into portions that can each be taken over by themselves: what belongs together stays together.

A push holds the sync clock while it is written, and everybody else who writes waits for it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

MOST_AT_ONCE = 100  # rows: a fraction of a second, also on a busy machine

# Rows of one visit, quotation … are one matter, also when that itself is not in the push.
MATTERS = frozenset({"visit_id", "opportunity_id", "quote_id", "plan_id"})
# Arrivals and departures go by the phone's clock; a week that is closed carries over what is still open on it.
ONE_AFTER_THE_OTHER = {"checks": "checks", "todo_items": "week", "todo_lists": "week"}

Changes = Mapping[str, Any]
Known = Mapping[tuple[str, str], Mapping[str, Any]]  # table and id → the stored row, which tells what a deleted one was


class Piece(NamedTuple):
    """One row of a push, or the id of one to delete. Pieces that share a mark are taken over together."""

    table: str
    change: str
    sent: Any
    marks: Sequence[str]


def cut(changes: Changes, tables: Iterable[str], known: Known, most: int = MOST_AT_ONCE) -> list[Changes]:
    """The portions of a push, in their order: parents come with their children or before. The first has the rest."""
    pieces = list(_pieces(changes, tables, known))
    portions = [_as_changes(portion) for portion in _portions(_groups(pieces), most)]
    unknown = {name: changes[name] for name in changes if not any(piece.table == name for piece in pieces)}
    return [{**unknown, **portions[0]}, *portions[1:]] if portions else [changes]


def _pieces(changes: Changes, tables: Iterable[str], known: Known) -> Iterator[Piece]:
    sent = [
        (table, change, one)
        for table in tables
        if isinstance(changes.get(table), Mapping)
        for change in ("created", "updated", "deleted")
        for one in _list(changes[table].get(change))
    ]
    ids = {_id_of(one) for _, _, one in sent}
    closes_a_week = any(table == "todo_lists" for table, _, _ in sent)
    for place, (table, change, one) in enumerate(sent):
        own = _id_of(one) or f"without an id, {place}"
        row = {**known.get((table, own), {}), **(one if isinstance(one, Mapping) else {})}
        named = [(column, value) for column, value in row.items() if column.endswith("_id") and isinstance(value, str)]
        marks = [own, *(value for column, value in named if value in ids or column in MATTERS)]
        if table in ONE_AFTER_THE_OTHER and (table == "checks" or closes_a_week):
            marks.append(f"all of {ONE_AFTER_THE_OTHER[table]}")
        yield Piece(table, change, one, marks)


def _groups(pieces: Sequence[Piece]) -> Iterable[list[Piece]]:
    """The pieces that hang together, in the order of the first of each."""
    leads: dict[str, str] = {}  # from mark to mark, up to the one that stands for its group

    def lead_of(mark: str) -> str:
        while leads.setdefault(mark, mark) != mark:
            leads[mark] = mark = leads[leads[mark]]
        return mark

    for piece in pieces:
        for mark in piece.marks[1:]:
            leads[lead_of(mark)] = lead_of(piece.marks[0])
    found: dict[str, list[Piece]] = {}
    for piece in pieces:
        found.setdefault(lead_of(piece.marks[0]), []).append(piece)
    return found.values()


def _portions(groups: Iterable[list[Piece]], most: int) -> Iterator[list[Piece]]:
    portion: list[Piece] = []
    for group in groups:
        if portion and len(portion) + len(group) > most:
            yield portion
            portion = []
        portion += group
    if portion:
        yield portion


def _as_changes(portion: Iterable[Piece]) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    for piece in portion:
        changes.setdefault(piece.table, {}).setdefault(piece.change, []).append(piece.sent)
    return changes


def _id_of(sent: Any) -> str | None:
    found = sent.get("id") if isinstance(sent, Mapping) else sent
    return found if isinstance(found, str) else None


def _list(sent: Any) -> Sequence[Any]:
    return sent if isinstance(sent, list) else ()
