"""What waits to be written is written before a read that looks at its table, and at the end; not before every read.

SQLAlchemy's own sessions write before every read. A report that is handed in would be written three times, with three
ticks of the sync clock, three versions of the report and three of the journal's entry.
"""

from collections.abc import Iterator
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import FromClause, Table, event
from sqlalchemy.exc import NoReferencedTableError
from sqlalchemy.orm import Mapper, Session
from sqlalchemy.sql.visitors import iterate

from kamfield.core.rows import Base, Synced

BESIDE_SYNCED = frozenset({"sync_clock", "sync_recalls"})  # what the clock writes along with a synced row


_known_tables: WeakKeyDictionary[Any, frozenset[str]] = WeakKeyDictionary()  # of statements that are made once


class WritingSession(Session):
    """A session with a transaction. Listening to every statement would cost each of them a third more than this."""

    def execute(self, statement: Any, *args: Any, **options: Any) -> Any:
        """Before a read of other tables nothing is written."""
        return super().execute(statement, *args, **self._letting_wait(statement, options))

    def scalars(self, statement: Any, *args: Any, **options: Any) -> Any:
        """The same."""
        return super().scalars(statement, *args, **self._letting_wait(statement, options))

    def scalar(self, statement: Any, *args: Any, **options: Any) -> Any:
        """The same."""
        return super().scalar(statement, *args, **self._letting_wait(statement, options))

    def _letting_wait(self, statement: Any, options: dict[str, Any]) -> dict[str, Any]:
        if self.autoflush and statement.is_select:
            waiting = tables_waiting(self)
            if waiting and waiting.isdisjoint(tables_of(statement)):
                return {**options, "execution_options": {**options.get("execution_options", {}), "autoflush": False}}
        return options


def tables_waiting(db: Session) -> set[str]:
    """The tables that the session would write to if it wrote now."""
    rows: list[Any] = [*db.new, *db.dirty, *db.deleted]
    if not rows:
        return set()
    beside = BESIDE_SYNCED if any(isinstance(row, Synced) for row in rows) else ()
    return {row.__tablename__ for row in rows}.union(beside)


def tables_in(statement: Any) -> Iterator[str]:
    """The tables that a statement reads, some of them more than once."""
    for part in iterate(statement):
        named = part if isinstance(part, FromClause) else getattr(part, "table", None)
        while named is not None and not isinstance(named, Table):
            named = getattr(named, "element", None)  # what an alias or a subquery stands for
        if named is not None:
            yield named.name


def tables_of(statement: Any) -> frozenset[str]:
    """The same, looked for once."""
    known = _known_tables.get(statement)
    if known is None:
        known = _known_tables[statement] = frozenset(tables_in(statement))
    return known


@event.listens_for(Mapper, "after_configured")
def _write_in_order() -> None:
    """One write of many tables goes by their foreign keys; without relationships it would go by the alphabet."""
    try:
        places = {table: place for place, table in enumerate(Base.metadata.sorted_tables)}
    except NoReferencedTableError:
        return  # a program that knows some of the models only
    for mapper in Base.registry.mappers:
        mapper._sort_key = f"{places[mapper.local_table]:05}"  # type: ignore[index]
