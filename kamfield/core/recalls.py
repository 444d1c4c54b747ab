"""What phones must look at again although no row of theirs changed: one row by a recall, everything by a reset.

A row that changes hands is told to whoever has it now, because it was stamped. Whoever had it before would never hear
of it again, and what belongs to the row was not stamped at all; a recall tells both sides.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Index, String, delete, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.orm.attributes import get_history

from kamfield.core.rows import ID_LENGTH, Base, Synced
from kamfield.core.types import Stamp

WHOEVER_HAS_IT = ""
LONG_AGO = timedelta(days=150)  # phones look back half a year: what moves on from before may not be there
Handed = tuple[str, str, str]  # table, id of the row, who had it or has it now


class Recall(Base):
    """A row that came to `person_id` or went: whoever reaches that person looks at it and at its parts again.

    A row that came to other accounts has no person: its parts came along for those who have it now.
    """

    __tablename__ = "sync_recalls"

    seq: Mapped[int] = mapped_column(Stamp, primary_key=True, autoincrement=False)
    kind: Mapped[str]
    row_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    person_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    at: Mapped[datetime]

    __table_args__ = (Index("ix_sync_recalls_person", "person_id", "seq"), Index("ix_sync_recalls_at", "at"))


class Reset(Base):
    """Since this stamp somebody reaches other people than before: a phone with an older cursor begins anew."""

    __tablename__ = "sync_resets"

    person_id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    seq: Mapped[int] = mapped_column(Stamp)


def handed(row: Synced, at: datetime) -> list[Handed]:
    """Who no longer has a row that is about to be written, and who has it from now on."""
    histories = {name: get_history(row, name) for name in row.__audience__}
    moved = {name: (*(one.deleted or ()), *one.added) for name, one in histories.items() if one.has_changes()}
    persons = {person for name, both in moved.items() for person in _told_of(name, both)}
    if _grows_young(row, at):
        persons.add(WHOEVER_HAS_IT)
    return [(row.__tablename__, row.id, person) for person in sorted(persons)]  # type: ignore[attr-defined]


def _grows_young(row: Synced, at: datetime) -> bool:
    """Whether a day of long ago becomes a later one: the row comes back, and with it its parts, which nobody writes."""
    if row.__ages_by__ is None:
        return False
    day = get_history(row, row.__ages_by__)
    return bool(day.deleted and day.added and day.deleted[0] < min(day.added[0], (at - LONG_AGO).date()))


def handed_in_bulk(db: Session, model: type[Synced], changes: Sequence[Mapping[str, Any]]) -> list[Handed]:
    """The same for rows that are written past the session."""
    table: Any = model.__table__  # type: ignore[attr-defined]
    names = [name for name in model.__audience__ if name in changes[0]]
    if not names:
        return []
    asked = select(table.c.id, *(table.c[name] for name in names))
    rows = {row.id: row for row in db.execute(asked.where(table.c.id.in_([change["id"] for change in changes])))}
    pairs = [(one["id"], name, (getattr(rows[one["id"]], name), one[name])) for one in changes for name in names]
    moved = [(row_id, _told_of(name, both)) for row_id, name, both in pairs if both[0] != both[1]]
    return [(table.name, row_id, person) for row_id, persons in moved for person in persons]


def _told_of(name: str, both: Sequence[str | None]) -> list[str]:
    """Who hears that a column held one and now holds the other."""
    return [WHOEVER_HAS_IT] if name == "account_id" else [person for person in both if person]


def write(db: Session, first: int, rows: Iterable[Handed], at: datetime) -> None:
    """Writes recalls with the stamps from `first` on."""
    written = [
        {"seq": seq, "kind": kind, "row_id": row_id, "person_id": person_id, "at": at}
        for seq, (kind, row_id, person_id) in enumerate(rows, start=first)
    ]
    if written:
        db.connection().execute(insert(Recall), written)


def write_reset(db: Session, seq: int, person_ids: Collection[str]) -> None:
    """Notes from which stamp on somebody's phones begin anew."""
    connection = db.connection()
    connection.execute(delete(Reset).where(Reset.person_id.in_(person_ids)))
    connection.execute(insert(Reset), [{"person_id": person_id, "seq": seq} for person_id in person_ids])
