"""The clock of offline sync: every write to a synced row takes the next value, in the order of the commits.

A cursor N means: no row will ever become visible with a stamp of N or less. Sequences and timestamps do not give
that, because they are taken before the commit; one locked counter row does.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, event, insert, update
from sqlalchemy.orm import Mapped, Session, UOWTransaction, mapped_column

from kamfield.core import recalls
from kamfield.core.rows import Base, Synced
from kamfield.core.types import Stamp


class SyncClock(Base):
    """One row, locked by every writing transaction from its first flush to its commit."""

    __tablename__ = "sync_clock"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    value: Mapped[int] = mapped_column(Stamp)
    horizon: Mapped[int] = mapped_column(Stamp, default=0)
    restored_at: Mapped[datetime | None]


_CLOCK: Any = SyncClock.__table__
_TICK = (  # made once and past the session: every write takes it, and the session would ask 250 µs for it
    update(_CLOCK)
    .where(_CLOCK.c.id == 1)
    .values(value=_CLOCK.c.value + bindparam("count", type_=Stamp))
    .returning(_CLOCK.c.value)
)


_GIVE_BACK = update(_CLOCK).where(_CLOCK.c.id == 1).values(value=_CLOCK.c.value - bindparam("rest", type_=Stamp))


@dataclass
class Drawn:
    """Values taken ahead: the next one to hand out, and the one after the last."""

    first: int
    end: int


class UnknownInstant(Exception):
    """A synced row is written by a session that was not told what time it is: a mistake in the code."""


def start(db: Session) -> None:
    """Lays down the clock's row in a new database; in another one nothing happens."""
    if db.get(SyncClock, 1) is None:
        db.execute(insert(SyncClock).values(id=1, value=0, horizon=0))


def tick(db: Session, count: int = 1) -> int:
    """Moves the clock on by `count` and returns the first of the values taken. Locks it until the commit."""
    drawn: Drawn | None = db.info.get("drawn")
    if drawn and drawn.first + count <= drawn.end:
        drawn.first += count
        return drawn.first - count
    db.info["drawn"] = None  # what is left of them is not handed out any more: later values are in use
    last: int = db.connection().execute(_TICK, {"count": count}).scalar_one()
    return last - count + 1


@contextmanager
def drawn_ahead(db: Session, count: int) -> Iterator[None]:
    """Takes so many values at once for all that is written inside, and gives back those that nobody needed.

    When they run out the clock is asked as usual.
    """
    first = tick(db, count)
    db.info["drawn"] = Drawn(first, first + count)
    try:
        yield
        db.flush()
    finally:
        drawn: Drawn | None = db.info.pop("drawn")
    if drawn:
        db.connection().execute(_GIVE_BACK, {"rest": drawn.end - drawn.first})


def hold(db: Session) -> None:
    """Waits for whoever writes synced rows and keeps them out until the commit.

    For what must be true of several rows together: of two that look at once, the later sees what the earlier did.
    """
    held(db)


def held(db: Session) -> int:
    """The same, and what the clock says: nothing later than this is written by anybody but us until the commit."""
    return tick(db, 0) - 1


def recall(db: Session, kind: str, row_id: str, person_id: str) -> None:
    """Lets whoever reaches a person look at a row again: where no column of the row tells that it came or went."""
    recalls.write(db, tick(db), [(kind, row_id, person_id)], _instant_of(db))


def reset(db: Session, person_ids: Collection[str]) -> None:
    """Lets all phones of some people begin anew: whom they reach has changed, or what they are."""
    if person_ids:
        recalls.write_reset(db, tick(db), person_ids)


def write_many(db: Session, model: type[Synced], changes: Sequence[dict[str, Any]], at: datetime) -> None:
    """Writes the same columns of many synced rows (`[{"id": …, column: value}]`) past the session, stamped.

    Objects of these rows that the session already holds do not hear of it, and neither does the journal: the act
    that asks for it says in its details what was done.
    """
    if changes:
        table: Any = model.__table__  # type: ignore[attr-defined]
        handed = recalls.handed_in_bulk(db, model, changes)
        first = tick(db, len(changes) + len(handed))
        stamped = [{**change, "row_id": change["id"], "sync_seq": first + n} for n, change in enumerate(changes)]
        changed: dict[str, Any] = {name: bindparam(name) for name in stamped[0].keys() - {"id", "row_id"}}
        statement = update(table).where(table.c.id == bindparam("row_id"))
        db.execute(statement.values(**changed, version=table.c.version + 1, updated_at=at), stamped)
        recalls.write(db, first + len(changes), handed, at)


@event.listens_for(Session, "before_flush")
def _stamp(db: Session, _context: UOWTransaction, _rows: Any) -> None:
    """Takes the clock before the rows: one order of locks for everybody, so nobody waits in a circle."""
    new = [row for row in db.new if isinstance(row, Synced)]
    changed = [row for row in db.dirty if isinstance(row, Synced) and db.is_modified(row)]
    if not new and not changed:
        return
    written, at = [*new, *changed], _instant_of(db)
    handed = [one for row in changed for one in recalls.handed(row, at)]
    first = tick(db, len(written) + len(handed))
    for stamp, row in enumerate(written, start=first):
        row.sync_seq = stamp
        row.updated_at = at
    for row in new:
        row.created_at = row.created_at or at
    recalls.write(db, first + len(written), handed, at)


def _instant_of(db: Session) -> datetime:
    at: datetime | None = db.info.get("now")
    if at is None:
        raise UnknownInstant
    return at
