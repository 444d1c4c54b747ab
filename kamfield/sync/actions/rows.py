"""What a phone sent, row by row, beside what is stored."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from kamfield.core.rows import ID_LENGTH
from kamfield.sync.queries.columns import kinds_of
from kamfield.sync.queries.stored import stored_rows
from kamfield.sync.rules import TABLES, Table
from kamfield.sync.rules.replays import MARKS
from kamfield.sync.rules.values import Kind, same, to_phone, to_route

AT_ONCE = 500
_ID = re.compile(rf"[A-Za-z0-9_.-]{{1,{ID_LENGTH}}}")
_OF_THE_CLIENT = frozenset({"id", "_status", "_changed"})


@dataclass(frozen=True)
class Stored:
    """A row as it is now, in the phone's form; whether it is deleted, and its stamp."""

    row: Mapping[str, Any]
    stamp: int
    deleted: bool


@dataclass
class Pushed:
    """One row of a push: `row` has the columns a phone may write, `other` those it may not.

    `stored` is None when nobody has it yet, and is read anew after each act on it.
    """

    table: Table
    id: str
    change: str
    row: dict[str, Any] = field(default_factory=dict)
    other: dict[str, Any] = field(default_factory=dict)
    stored: Stored | None = None

    @property
    def differing(self) -> dict[str, Any]:
        """The columns a phone may write that are other than the stored ones."""
        return {name: value for name, value in self.row.items() if not self._is_stored(name, value)}

    @property
    def spoiled(self) -> bool:
        """Whether the phone has anything that is not stored."""
        return any(not self._is_stored(name, value) for name, value in {**self.row, **self.other}.items())

    def told(self) -> dict[str, Any]:
        """What a route takes, by the names of the columns."""
        kinds = kinds_of(self.table)
        return {name: to_route(kinds[name], value) for name, value in self.row.items()}

    def _is_stored(self, name: str, value: Any) -> bool:
        known = self.stored.row.get(name) if self.stored else None
        if name in MARKS:
            return (value is None) == (known is None)
        return same(kinds_of(self.table)[name], value, known)


@dataclass
class Parcel:
    """A whole push: rows in the order of the tables, ids to delete, and how much of it nobody knows."""

    rows: dict[str, list[Pushed]] = field(default_factory=dict)
    gone: dict[str, list[Pushed]] = field(default_factory=dict)
    unreadable: list[tuple[str, Any]] = field(default_factory=list)
    ignored: int = 0

    def everything(self) -> Iterator[Pushed]:
        """All rows, also those to delete."""
        for rows in (*self.rows.values(), *self.gone.values()):
            yield from rows

    def __len__(self) -> int:
        return sum(1 for _ in self.everything())


def unpacked(changes: Mapping[str, Any]) -> Parcel:
    """The rows of a push. Tables and columns that nobody knows are counted; a row without a sound id is kept apart."""
    parcel = Parcel()
    parcel.ignored = len(changes.keys() - {table.name for table in TABLES})
    for table in TABLES:
        sent = changes.get(table.name)
        if not isinstance(sent, Mapping):
            parcel.ignored += sent is not None
            continue
        parcel.rows[table.name] = list(_rows(parcel, table, sent))
        ids = [one for one in _list(sent.get("deleted")) if _is_id(one)]
        parcel.gone[table.name] = [Pushed(table, one, "deleted") for one in dict.fromkeys(ids)]
    return parcel


def read_stored(db: Session, pushed: Iterable[Pushed]) -> None:
    """Looks up what is stored of these rows."""
    by_table: dict[str, list[Pushed]] = {}
    for one in pushed:
        by_table.setdefault(one.table.name, []).append(one)
    for rows in by_table.values():
        table, kinds = rows[0].table, kinds_of(rows[0].table)
        for portion in (rows[at : at + AT_ONCE] for at in range(0, len(rows), AT_ONCE)):
            found = {row.id: row for row in db.execute(stored_rows(table, [one.id for one in portion]))}
            for one in portion:
                one.stored = _as_stored(found[one.id], kinds) if one.id in found else None


def _as_stored(row: Any, kinds: Mapping[str, Kind]) -> Stored:
    told = {name: to_phone(kind, getattr(row, name)) for name, kind in kinds.items()}
    return Stored(told, row.sync_seq, row.deleted_at is not None)


def _rows(parcel: Parcel, table: Table, sent: Mapping[str, Any]) -> Iterator[Pushed]:
    kinds = kinds_of(table)
    known = kinds.keys()
    for change in ("created", "updated"):
        for row in _list(sent.get(change)):
            if not isinstance(row, Mapping) or not _is_id(row.get("id")):
                parcel.unreadable.append((table.name, row))
                continue
            parcel.ignored += len(row.keys() - known - _OF_THE_CLIENT)
            written = {name: _as_sent(kinds[name], row[name]) for name in row.keys() & table.written}
            other = {name: row[name] for name in (row.keys() & known) - table.written}
            yield Pushed(table, row["id"], change, written, other)


def _as_sent(kind: Kind, value: Any) -> Any:
    """Ids and words are texts, whatever a faulty app makes of them: nothing else must reach a statement."""
    return str(value) if kind is Kind.TEXT and value is not None and not isinstance(value, str) else value


def _list(sent: Any) -> Sequence[Any]:
    return sent if isinstance(sent, list) else ()


def _is_id(sent: Any) -> bool:
    return isinstance(sent, str) and _ID.fullmatch(sent) is not None
