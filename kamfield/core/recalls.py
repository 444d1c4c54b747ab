"""What phones must look at again although no row of theirs changed: one row by a recall, everything by a reset.

A row that changes hands is told to whoever has it now, because it was stamped. Whoever had it before would never hear
of it again; a recall tells them.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, delete, insert, select
from sqlalchemy import inspect as look_at
from sqlalchemy.orm import Mapped, Session, mapped_column

from kamfield.core.rows import ID_LENGTH, Base, Synced
from kamfield.core.types import Stamp

Lost = tuple[str, str, str]  # table, id of the row, who had it


class Recall(Base):
    """A row that no longer is `person_id`'s: whoever reaches that person looks at it and at its parts again."""

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


def lost_by(row: Synced) -> list[Lost]:
    """Who no longer has a row that is about to be written."""
    attributes = look_at(row).attrs
    former = {one for name in row.__audience__ for one in attributes[name].load_history().deleted or () if one}
    return [(row.__tablename__, row.id, one) for one in sorted(former)]  # type: ignore[attr-defined]


def lost_in_bulk(db: Session, model: type[Synced], changes: Sequence[Mapping[str, Any]]) -> list[Lost]:
    """The same for rows that are written past the session."""
    table: Any = model.__table__  # type: ignore[attr-defined]
    names = [name for name in model.__audience__ if name in changes[0]]
    if not names:
        return []
    asked = select(table.c.id, *(table.c[name] for name in names))
    rows = {row.id: row for row in db.execute(asked.where(table.c.id.in_([change["id"] for change in changes])))}
    pairs = [(change, getattr(rows[change["id"]], name), name) for change in changes for name in names]
    return [(table.name, change["id"], was) for change, was, name in pairs if was and was != change[name]]


def write(db: Session, first: int, lost: Iterable[Lost], at: datetime) -> None:
    """Writes recalls with the stamps from `first` on."""
    rows = [
        {"seq": seq, "kind": kind, "row_id": row_id, "person_id": person_id, "at": at}
        for seq, (kind, row_id, person_id) in enumerate(lost, start=first)
    ]
    if rows:
        db.connection().execute(insert(Recall), rows)


def write_reset(db: Session, seq: int, person_ids: Collection[str]) -> None:
    """Notes from which stamp on somebody's phones begin anew."""
    connection = db.connection()
    connection.execute(delete(Reset).where(Reset.person_id.in_(person_ids)))
    connection.execute(insert(Reset), [{"person_id": person_id, "seq": seq} for person_id in person_ids])
