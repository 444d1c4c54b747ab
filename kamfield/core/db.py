"""The database and what differs between its two engines, SQLite and PostgreSQL."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Executable, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from kamfield.core.errors import Busy, Problem
from kamfield.core.rows import Base

LOCK_SECONDS = 3
STATEMENT_SECONDS = 30


@dataclass(frozen=True)
class Database:
    """Two doors to one database: reads without a transaction, writes with one that is serial where it must be."""

    read_bind: Engine | Connection
    write_bind: Engine | Connection

    def reading(self) -> Session:
        """A session that only reads: no BEGIN, no ROLLBACK, each statement sees what is committed."""
        return Session(self.read_bind, autoflush=False, expire_on_commit=False)

    def writing(self) -> Session:
        """A session with a transaction, begun at its first statement; on SQLite it is the only writer from then on."""
        return Session(self.write_bind, expire_on_commit=False, join_transaction_mode="create_savepoint")

    def dispose(self) -> None:
        """Closes every connection."""
        for bind in (self.read_bind, self.write_bind):
            if isinstance(bind, Engine):
                bind.dispose()


def connect(url: str, *, pool_size: int = 3) -> Database:
    """Opens `sqlite:///file.db` or `postgresql+psycopg://…`; connections are made when first needed."""
    return _sqlite(url, pool_size) if make_url(url).get_backend_name() == "sqlite" else _postgresql(url, pool_size)


def _sqlite(url: str, pool_size: int) -> Database:
    # The driver's own BEGIN is off: it is deferred, and two deferred writers answer "database is locked" at once.
    options: dict[str, Any] = {"connect_args": {"timeout": LOCK_SECONDS, "check_same_thread": False}}
    read = create_engine(url, isolation_level="AUTOCOMMIT", pool_size=pool_size, pool_reset_on_return=None, **options)
    write = create_engine(url, pool_size=pool_size, **options)
    for engine in (read, write):
        event.listen(engine, "connect", _prepare_sqlite)
    event.listen(write, "begin", begin_immediate)
    return Database(read, write)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        f"busy_timeout={LOCK_SECONDS * 1000}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def begin_immediate(connection: Connection) -> None:
    """Takes SQLite's write lock at the start of the transaction instead of in its middle."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _postgresql(url: str, pool_size: int) -> Database:
    limits = f"-c lock_timeout={LOCK_SECONDS}s -c statement_timeout={STATEMENT_SECONDS}s -c timezone=UTC"
    limits += " -c random_page_cost=1.1"  # memory and solid disks: by default the planner reads whole tables too soon
    options: dict[str, Any] = {
        "pool_size": pool_size,
        "connect_args": {"options": limits, "connect_timeout": 5},
    }
    read = create_engine(url, isolation_level="AUTOCOMMIT", pool_reset_on_return=None, **options)
    return Database(read, create_engine(url, **options))


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
    if isinstance(error, OperationalError):
        return Busy(retry_after=LOCK_SECONDS)
    return None


def _constraint_name(error: IntegrityError) -> str | None:
    return getattr(getattr(error.orig, "diag", None), "constraint_name", None)


def _problem_of(message: str, name: str | None) -> type[Problem] | None:
    for table in Base.metadata.tables.values():
        for constraint in (*table.constraints, *table.indexes):
            problem: type[Problem] | None = constraint.info.get("problem")
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
