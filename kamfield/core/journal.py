"""One row per act: who, which verb, on what, when, before and after.

It is audit, history, feed and the queue of what follows, in one table. Rows that change beside the subject of an act
are noted under `also`, so that no change goes without a trace.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from sqlalchemy import Index, String, event
from sqlalchemy import inspect as look_at
from sqlalchemy.orm import Mapped, Session, UOWTransaction, mapped_column
from sqlalchemy.orm.attributes import get_history

from kamfield.core.amounts import amount_text
from kamfield.core.due import Due, due_index
from kamfield.core.rows import ID_LENGTH, Base, Identified
from kamfield.core.types import Json

UNTOLD = {"id", "version", "sync_seq", "created_at", "updated_at"}
HIDDEN = "…"

Place = tuple[str, str]  # table and id


class Entry(Due, Base):
    """One act. While `due_at` is set, what follows from it has still to be done."""

    __tablename__ = "journal"

    at: Mapped[datetime]
    verb: Mapped[str]
    actor_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    on_behalf_of_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    subject_kind: Mapped[str]
    subject_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    account_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    details: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    before: Mapped[dict[str, Any] | None] = mapped_column(Json)
    after: Mapped[dict[str, Any] | None] = mapped_column(Json)
    also: Mapped[list[dict[str, Any]] | None] = mapped_column(Json)
    request_id: Mapped[str | None]

    __table_args__ = (
        due_index("journal"),
        Index("ix_journal_at", "at", "id"),
        Index("ix_journal_subject", "subject_kind", "subject_id", "at", "id"),
        Index("ix_journal_account", "account_id", "at", "id"),
        Index("ix_journal_actor", "actor_id", "at", "id"),
    )


@dataclass
class Change:
    """What became of one row since it was read: columns before and after."""

    kind: str
    id: str
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)

    def add(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """A later flush of the same row: the first `before` stays, the last `after` counts."""
        self.before = {**before, **self.before}
        self.after |= after

    def told(self) -> dict[str, Any]:
        """As it stands in the journal: a copy, because the column would not notice that its own content grew."""
        return {"kind": self.kind, "id": self.id, "before": dict(self.before), "after": dict(self.after)}


class Record:
    """The acts of one transaction, and the changes that each of them made."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.changes: dict[Place, Change] = {}
        self._loose: list[Change] = []
        self._told: dict[int, list[Change]] = {}
        self._acts: dict[Place, Entry] = {}
        self._owner: dict[Place, Entry] = {}
        self._stale: dict[int, Entry] = {}

    @property
    def has_loose_ends(self) -> bool:
        """Whether something was written that no act speaks of."""
        return bool(self._loose)

    def open(self, entry: Entry) -> None:
        """A new act: it takes what was written before it, for a row may be flushed before the act is named."""
        self.entries.append(entry)
        self._acts.setdefault((entry.subject_kind, entry.subject_id), entry)
        for change in self._loose:
            self._give(entry, change)
        self._loose.clear()
        self.write_down()

    def note(self, row: Identified, before: dict[str, Any], after: dict[str, Any]) -> None:
        """A row is about to be written: the act on it, else the act on its account, else the latest speaks of it."""
        place = (row.__tablename__, row.id)  # type: ignore[attr-defined]
        change = self.changes.get(place)
        if change is None:
            change = self.changes[place] = Change(*place)
            entry = self._act_on(row, place)
            self._loose.append(change) if entry is None else self._give(entry, change)
        change.add(before, after)
        if place in self._owner:
            self._stale[id(self._owner[place])] = self._owner[place]

    def take_over(self, attempt: "Record") -> None:
        """The acts of an attempt that succeeded. Each stands as it is: what is written later belongs to later acts."""
        self.entries += attempt.entries
        self._loose += attempt._loose

    def write_down(self) -> None:
        """Brings the entries up to date with the changes."""
        for entry in self._stale.values():
            mine = self._told[id(entry)]
            own = next((change for change in mine if change.id == entry.subject_id), None)
            entry.before = (dict(own.before) or None) if own else None
            entry.after = (dict(own.after) or None) if own else None
            entry.also = [change.told() for change in mine if change.id != entry.subject_id] or None
        self._stale.clear()

    def _give(self, entry: Entry, change: Change) -> None:
        self._told.setdefault(id(entry), []).append(change)
        self._owner[change.kind, change.id] = entry
        self._stale[id(entry)] = entry

    def _act_on(self, row: Identified, place: Place) -> Entry | None:
        of_account = self._acts.get(("accounts", getattr(row, "account_id", None) or ""))
        latest = self.entries[-1] if self.entries else None
        return self._acts.get(place) or of_account or latest


def record_of(db: Session) -> Record:
    """The record of the session's transaction."""
    found: Record = db.info.setdefault("record", Record())
    return found


@contextmanager
def attempt(db: Session) -> Iterator[None]:
    """What is done inside is kept as a whole, or not at all when an error leaves it: rows and acts alike.

    The transaction goes on either way.
    """
    db.flush()
    outer, inner = record_of(db), Record()
    db.info["record"] = inner
    try:
        with db.begin_nested():
            yield
            db.flush()
    finally:
        db.info["record"] = outer
    outer.take_over(inner)


@contextmanager
def written_last(db: Session) -> Iterator[None]:
    """The acts of the attempts inside are written together, after the last of them: thousands in a few statements."""
    db.info["acts_wait"] = True
    try:
        yield
    finally:
        del db.info["acts_wait"]
    db.add_all(record_of(db).entries)


@event.listens_for(Session, "before_flush")
def _note_changes(db: Session, _context: UOWTransaction, _rows: Any) -> None:
    record = record_of(db)
    new, gone = db.new, db.deleted  # each look at one of them builds it anew
    for row in (*new, *db.dirty, *gone):
        if isinstance(row, Identified) and not isinstance(row, Entry) and getattr(row, "__journaled__", True):
            before, after = _difference(row, is_new=row in new, is_gone=row in gone)
            if before or after:
                record.note(row, before, after)
    record.write_down()


def _difference(row: Identified, *, is_new: bool, is_gone: bool) -> tuple[dict[str, Any], dict[str, Any]]:
    before, after = {}, {}
    state = look_at(row)
    for attribute in state.mapper.column_attrs:
        name = attribute.key
        if name in UNTOLD or not (is_new or is_gone or name in state.committed_state):
            continue
        history: Any = get_history(row, name) if not is_new else None
        if history and not is_gone and not history.has_changes():
            continue
        hidden = attribute.columns[0].info.get("secret", False)
        if history and (history.deleted or history.unchanged):
            before[name] = _plain((history.deleted or history.unchanged)[0], hidden)
        value = getattr(row, name)
        if not is_gone and (not is_new or value is not None):
            after[name] = _plain(value, hidden)
    return before, after


def _plain(value: Any, hidden: bool) -> Any:
    if hidden:
        return HIDDEN
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return amount_text(value) if isinstance(value, Decimal) else value
