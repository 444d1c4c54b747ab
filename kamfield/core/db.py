"""The database and what differs between its two engines, SQLite and PostgreSQL."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import (
    Connection,
    Engine,
    ExceptionContext,
    Executable,
    PrimaryKeyConstraint,
    create_engine,
    event,
    make_url,
)
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from kamfield.core.errors import Busy, IdTaken, Problem
from kamfield.core.pending import WritingSession
from kamfield.core.rows import Base

LOCK_SECONDS = 3
STATEMENT_SECONDS = 30
_USUAL: dict[str, Any] = {
    "json_serializer": lambda value: orjson.dumps(value).decode(),
    "json_deserializer": orjson.loads,
    "hide_parameters": True,  # an error's text ends in logs and beside parked rows: no note, mail or hash in it
}

_SNAPSHOT: dict[str, dict[str, Any]] = {
    "sqlite": {"snapshot": True},
    "postgresql": {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
}


class BrokenReference(Exception):
    """A rebuilt table left rows that refer to nothing: nothing of it is kept."""


@dataclass(frozen=True)
class Database:
    """Two doors to one database: reads without a transaction, writes with one that is serial where it must be."""

    read_bind: Engine | Connection
    write_bind: Engine | Connection

    def reading(self) -> Session:
        """A session that only reads: no BEGIN, no ROLLBACK, each statement sees what is committed."""
        return Session(self.read_bind, autoflush=False, expire_on_commit=False, info={"reads": True})

    def writing(self) -> Session:
        """A session with a transaction, begun at its first statement; on SQLite it is the only writer from then on."""
        return WritingSession(self.write_bind, expire_on_commit=False, join_transaction_mode="create_savepoint")

    @contextmanager
    def snapshot(self) -> Iterator[Session]:
        """A session that only reads, and sees one instant of the database however many statements it takes."""
        with Session(self.write_bind, autoflush=False, expire_on_commit=False) as db:
            if isinstance(self.write_bind, Engine):
                db.connection(execution_options=_SNAPSHOT[self.write_bind.dialect.name])
            yield db

    def dispose(self) -> None:
        """Closes every connection."""
        for bind in (self.read_bind, self.write_bind):
            if isinstance(bind, Engine):
                bind.dispose()


def connect(url: str, *, pool_size: int = 3) -> Database:
    """Opens `sqlite:///file.db` or `postgresql+psycopg://…`; connections are made when first needed."""
    return _sqlite(url, pool_size) if make_url(url).get_backend_name() == "sqlite" else _postgresql(url, pool_size)


def _sqlite(url: str, pool_size: int) -> Database:
    _keep_to_ourselves(make_url(url).database)
    # The driver's own BEGIN is off: it is deferred, and two deferred writers answer "database is locked" at once.
    options: dict[str, Any] = {"connect_args": {"timeout": LOCK_SECONDS, "check_same_thread": False}, **_USUAL}
    read = create_engine(url, isolation_level="AUTOCOMMIT", pool_size=pool_size, pool_reset_on_return=None, **options)
    write = create_engine(url, pool_size=pool_size, **options)
    for engine in (read, write):
        event.listen(engine, "connect", _prepare_sqlite)
    event.listen(write, "begin", _begin_sqlite)
    return Database(read, write)


def _keep_to_ourselves(path: str | None) -> None:
    """Makes a new file its owner's alone; one that is there stays as it is. What SQLite puts beside it is like it."""
    with suppress(OSError):  # it is there, or cannot be: then the first statement says so
        os.close(os.open(path or "", os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        f"busy_timeout={LOCK_SECONDS * 1000}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """Takes the write lock at the start of a transaction instead of in its middle; a snapshot takes none."""
    reads = connection.get_execution_options().get("snapshot")
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _postgresql(url: str, pool_size: int) -> Database:
    limits = f"-c lock_timeout={LOCK_SECONDS}s -c statement_timeout={STATEMENT_SECONDS}s -c timezone=UTC"
    limits += " -c random_page_cost=1.1"  # memory and solid disks: by default the planner reads whole tables too soon
    options: dict[str, Any] = {
        "pool_size": pool_size,
        "connect_args": {"options": limits, "connect_timeout": 5},
        **_USUAL,
    }
    read = create_engine(url, isolation_level="AUTOCOMMIT", pool_reset_on_return=None, **options)
    write = create_engine(url, **options)
    for engine in (read, write):
        event.listen(engine, "handle_error", _leave_the_row_out)
    return Database(read, write)


def _leave_the_row_out(context: ExceptionContext) -> None:
    """PostgreSQL tells of a refused row all that stands in it; what constraint it was stays known."""
    diagnosis = getattr(context.original_exception, "diag", None)
    if diagnosis is not None and diagnosis.message_detail:
        context.original_exception.args = (diagnosis.message_primary,)
        if context.sqlalchemy_exception is not None:
            context.sqlalchemy_exception.args = (diagnosis.message_primary,)


@contextmanager
def rebuilding(database: Database) -> Iterator[Connection]:
    """One transaction that may rebuild whole tables, however long it takes; only one process at a time has it.

    SQLite changes a table by making it anew, which its foreign keys would not survive: they are checked at the end.
    """
    assert isinstance(database.write_bind, Engine)  # noqa: S101
    with database.write_bind.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        _check_references(connection, at_once=not sqlite)
        try:
            with connection.begin():
                if not sqlite:
                    connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
                    connection.exec_driver_sql("SELECT pg_advisory_xact_lock(71236871)")
                yield connection
                if sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first()):
                    raise BrokenReference(str(broken))
        finally:
            _check_references(connection, at_once=True)


def _check_references(connection: Connection, *, at_once: bool) -> None:
    if connection.dialect.name == "sqlite":  # outside a transaction: inside one SQLite does not listen
        connection.connection.cursor().execute(f"PRAGMA foreign_keys={'ON' if at_once else 'OFF'}")


def is_worth_another_try(error: Exception) -> bool:
    """Whether the same work, begun anew, may succeed: a version met meanwhile, a deadlock, a dead connection."""
    if isinstance(error, StaleDataError):
        return True
    if not isinstance(error, DBAPIError):
        return False
    return error.connection_invalidated or getattr(error.orig, "sqlstate", None) in {"40001", "40P01"}


def as_problem(error: DBAPIError) -> Problem | None:
    """The known problem behind a database error: a named constraint's own, or `Busy`; None when it is our mistake."""
    if isinstance(error, IntegrityError):
        problem = _problem_of(str(error.orig), _constraint_name(error))
        return problem() if problem else None
    if isinstance(error, OperationalError) and not _is_our_mistake(error):
        return Busy(retry_after=LOCK_SECONDS)
    return None


def _is_our_mistake(error: OperationalError) -> bool:
    """SQLite calls a wrong statement by the same name as a locked file."""
    return getattr(error.orig, "sqlite_errorname", None) == "SQLITE_ERROR"


def _constraint_name(error: IntegrityError) -> str | None:
    return getattr(getattr(error.orig, "diag", None), "constraint_name", None)


def _problem_of(message: str, name: str | None) -> type[Problem] | None:
    for table in Base.metadata.tables.values():
        for constraint in (*table.constraints, *table.indexes):
            usual = IdTaken if isinstance(constraint, PrimaryKeyConstraint) else None
            problem: type[Problem] | None = constraint.info.get("problem", usual)
            if problem and (getattr(constraint, "name", None) == name if name else _sqlite_means(message, constraint)):
                return problem
    return None


def _sqlite_means(message: str, constraint: Any) -> bool:
    """SQLite names the columns of a unique constraint, and the constraint itself otherwise."""
    columns = ", ".join(f"{column.table.name}.{column.name}" for column in constraint.columns)
    return message == f"UNIQUE constraint failed: {columns}" or str(constraint.name) in message


def is_postgresql(db: Session) -> bool:
    """Whether this session speaks to PostgreSQL; only for statements that have no common form."""
    return db.get_bind().dialect.name == "postgresql"


def explain(db: Session, statement: Executable) -> str:
    """The engine's plan for a statement, as text; tests refuse a full scan of a large table by it."""
    compiled = statement.compile(db.get_bind(), compile_kwargs={"literal_binds": True})  # type: ignore[attr-defined]
    prefix = "EXPLAIN " if is_postgresql(db) else "EXPLAIN QUERY PLAN "
    rows = db.connection().exec_driver_sql(prefix + str(compiled).replace("%%", "%").replace("%", "%%"))
    return "\n".join(str(row[-1]) for row in rows)
