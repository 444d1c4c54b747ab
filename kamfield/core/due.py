"""Due rows: work that waits in a table until its instant, is taken by exactly one process, and outlives any crash.

A row is due when `due_at` has passed. Taking it is one conditional update that moves `due_at` on by a lease and must
hit exactly one row; the work then clears `due_at` in its own transaction. A process that dies leaves the lease to
run out, and somebody takes the row again. Five failures park it, visibly
(or as many as its kind allows).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any, ClassVar

from sqlalchemy import Index, Update, bindparam, func, select, text, update
from sqlalchemy.orm import Mapped, Session, declared_attr, mapped_column

from kamfield.core.prepared import Prepared, rows_of
from kamfield.core.rows import Base, Identified

LEASE = timedelta(minutes=5)
MOST_ATTEMPTS = 5
FIRST_WAIT = timedelta(seconds=30)
MOST_UNHARMED = 6  # tries that count of a row whose fault it is not: from then on it is asked every 16 minutes


class NotItsFault(Exception):
    """What a row's work raises when something failed that all rows need, such as a mail server: it waits unharmed."""


class Due(Identified):
    """A row that something must happen to, at an instant; a kind is tried `most_attempts` times before it parks."""

    most_attempts: ClassVar[int] = MOST_ATTEMPTS

    due_at: Mapped[datetime | None] = mapped_column(sort_order=80)
    attempts: Mapped[int] = mapped_column(default=0, sort_order=81)
    parked_at: Mapped[datetime | None] = mapped_column(sort_order=82)
    last_error: Mapped[str | None] = mapped_column(sort_order=83)

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:  # noqa: N805
        return (due_index(cls.__tablename__),)  # type: ignore[attr-defined]


def due_index(table: str) -> Index:
    """The index by which due rows are found: only the waiting ones are in it, so it stays small for ever."""
    waiting = text("due_at IS NOT NULL")
    return Index(f"ix_{table}_due_at", "due_at", "id", sqlite_where=waiting, postgresql_where=waiting)


def waiting(db: Session, kind: type[Due], at: datetime, limit: int = 100) -> Sequence[tuple[str, datetime]]:
    """`(id, due_at)` of the rows that are due, longest waiting first."""
    return rows_of(db, Prepared(_waiting(_table(kind)), {"at": at, "limit": limit}))


@cache
def _waiting(table: Any) -> Any:
    due = select(table.c.id, table.c.due_at).where(table.c.due_at <= bindparam("at"))
    return due.order_by(table.c.due_at, table.c.id).limit(bindparam("limit"))


def take(db: Session, kind: type[Due], row_id: str, due_at: datetime, at: datetime) -> datetime | None:
    """Takes one due row for a lease; returns the lease's end, or None when another process was faster."""
    lease = at + LEASE
    return lease if _hits(db, _taking(_table(kind)), row_id, due_at, due_at=lease) else None


def finish(db: Session, kind: type[Due], row_id: str, lease: datetime, again_at: datetime | None = None) -> bool:
    """Ends the work on a taken row, in the work's own transaction. False: the lease was lost, so roll back."""
    return _move(db, kind, row_id, lease, due_at=again_at, attempts=0, last_error=None)


def fail(
    db: Session, kind: type[Due], row_id: str, lease: datetime, at: datetime, error: str, *, unharmed: bool = False
) -> None:
    """Notes a failure: the row waits longer each time (30 s, 1, 2, 4 min …) and is parked after its kind's last try.

    An `unharmed` one, whose fault it is not, is never parked, and is there soon when what failed works again.
    """
    attempts = db.scalar(select(kind.attempts).where(kind.id == row_id)) or kind.most_attempts
    note: dict[str, Any] = {"last_error": error[:2000]}
    if unharmed:
        attempts = note["attempts"] = min(attempts, kind.most_attempts - 1, MOST_UNHARMED)
    if attempts >= kind.most_attempts:
        _move(db, kind, row_id, lease, due_at=None, parked_at=at, **note)
    else:
        _move(db, kind, row_id, lease, due_at=at + FIRST_WAIT * 2 ** (attempts - 1), **note)


def lag_seconds(db: Session, kind: type[Due], at: datetime) -> float:
    """How long the longest waiting row of a kind has been due, in seconds; 0 when none is."""
    oldest = db.scalar(select(kind.due_at).where(kind.due_at <= at).order_by(kind.due_at).limit(1))
    return (at - oldest).total_seconds() if oldest else 0.0


def parked(db: Session, kind: type[Due]) -> int:
    """How many rows of a kind were given up after too many failures: an operator should look at them."""
    return db.scalar(select(func.count()).select_from(kind).where(kind.parked_at.is_not(None))) or 0


def kinds() -> list[type[Due]]:
    """Every kind of due row there is, in the order of their tables' names."""
    found = [mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, Due)]
    return sorted(found, key=name_of)


def name_of(kind: type[Due]) -> str:
    """What a kind is called where people read it: its table."""
    return str(kind.__tablename__)  # type: ignore[attr-defined]


def _table(kind: type[Due]) -> Any:
    return kind.__table__  # type: ignore[attr-defined]


def _move(db: Session, kind: type[Due], row_id: str, seen: datetime, **values: Any) -> bool:
    return _hits(db, _moving(_table(kind), tuple(values)), row_id, seen, **values)


def _hits(db: Session, statement: Update, row_id: str, seen: datetime, **values: Any) -> bool:
    told = {f"new_{name}": value for name, value in values.items()}
    return db.connection().execute(statement, {"row_id": row_id, "seen": seen, **told}).rowcount == 1


@cache  # each row of a morning of thousands is taken and ended: to make these anew costs more than the database does
def _taking(table: Any) -> Update:
    return _moving(table, ("due_at",)).values(attempts=table.c.attempts + 1)


@cache
def _moving(table: Any, names: tuple[str, ...]) -> Update:
    seen = table.c.id == bindparam("row_id"), table.c.due_at == bindparam("seen")
    return update(table).where(*seen).values({name: bindparam(f"new_{name}") for name in names})
