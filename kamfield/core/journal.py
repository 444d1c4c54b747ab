"""One row per act: who, which verb, on what, when, before and after.

It is audit, history, feed and the queue of what follows, in one table. Rows that change beside the subject of an act
are noted under `also`, so that no change goes without a trace.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from sqlalchemy import Index, String, event
from sqlalchemy import inspect as look_at
from sqlalchemy.orm import Mapped, Session, UOWTransaction, mapped_column

from kamfield.core.due import Due, due_index
from kamfield.core.rows import ID_LENGTH, Base, Identified
from kamfield.core.types import Json

UNTOLD = {"id", "version", "sync_seq", "created_at", "updated_at"}
HIDDEN = "…"


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


class Record:
    """The acts of one transaction, and the changes that each of them made."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.changes: dict[tuple[str, str], tuple[Entry | None, Change]] = {}

    @property
    def has_loose_ends(self) -> bool:
        """Whether something was written that no act speaks of."""
        return any(entry is None for entry, _ in self.changes.values())

    def open(self, entry: Entry) -> None:
        """A new act: it takes what was written before it, for a row may be flushed before the act is named."""
        self.entries.append(entry)
        for place, (owner, change) in self.changes.items():
            if owner is None:
                self.changes[place] = (entry, change)
        self.write_down()

    def note(self, row: Identified, before: dict[str, Any], after: dict[str, Any]) -> None:
        """A row is about to be written: the act it is the subject of, or the latest one, speaks of it."""
        place = (row.__tablename__, row.id)  # type: ignore[attr-defined]
        entry, change = self.changes.get(place, (None, Change(*place)))
        change.add(before, after)
        self.changes[place] = (entry or self._act_on(place), change)

    def write_down(self) -> None:
        """Brings the entries up to date with the changes."""
        for entry in self.entries:
            mine = [change for owner, change in self.changes.values() if owner is entry]
            own = [change for change in mine if change.id == entry.subject_id]
            entry.before = (own[0].before or None) if own else None
            entry.after = (own[0].after or None) if own else None
            others = [change for change in mine if change.id != entry.subject_id]
            entry.also = [vars(change) for change in others] or None

    def _act_on(self, place: tuple[str, str]) -> Entry | None:
        own = [entry for entry in self.entries if (entry.subject_kind, entry.subject_id) == place]
        return next(iter(own or self.entries[-1:]), None)


def record_of(db: Session) -> Record:
    """The record of the session's transaction."""
    found: Record = db.info.setdefault("record", Record())
    return found


@event.listens_for(Session, "before_flush")
def _note_changes(db: Session, _context: UOWTransaction, _rows: Any) -> None:
    record = record_of(db)
    for row in (*db.new, *db.dirty, *db.deleted):
        if isinstance(row, Identified) and not isinstance(row, Entry) and getattr(row, "__journaled__", True):
            before, after = _difference(row, is_new=row in db.new, is_gone=row in db.deleted)
            if before or after:
                record.note(row, before, after)
    record.write_down()


def _difference(row: Identified, *, is_new: bool, is_gone: bool) -> tuple[dict[str, Any], dict[str, Any]]:
    before, after = {}, {}
    for attribute in look_at(row).mapper.column_attrs:
        name = attribute.key
        history = look_at(row).attrs[name].load_history() if not is_new else None
        if name in UNTOLD or (history and not is_gone and not history.has_changes()):
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
    return str(value) if isinstance(value, Decimal) else value
