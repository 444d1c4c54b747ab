"""Statements made once, for the few reads that phones ask all day: settled text, rows from the driver's own cursor.

To put a list's statement together, to look its text up and to wrap its rows costs SQLAlchemy some 600 µs; the driver
reads the same rows in 100.
"""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, Generic, NamedTuple, TypeVarTuple

from sqlalchemy import Connection, Dialect, Engine, Result, Select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from kamfield.core.pending import tables_of, tables_waiting

log = logging.getLogger(__name__)

Columns = TypeVarTuple("Columns")


@dataclass(frozen=True)
class Prepared(Generic[*Columns]):
    """A statement that was made once (see `made_once`), and what its parameters are this time."""

    statement: Select[*Columns]
    values: Mapping[str, Any]


def plain(result: Result[*tuple[Any, ...]]) -> list[Any]:
    """A result's rows as named tuples: SQLAlchemy's own take 13 µs to say that they lack a name."""
    return _turned(_row_of(tuple(result.keys())), result.all())


def rows_of(db: Session, asked: Prepared[*tuple[Any, ...]]) -> Sequence[Any]:
    """Its rows, which have their columns as attributes.

    They are read in the usual way where somebody listens to the statements, and without a transaction also when the
    driver complains: the usual way takes another connection for a dead one. A transaction cannot go on after that.
    """
    if db.autoflush and not tables_of(asked.statement).isdisjoint(tables_waiting(db)):
        db.flush()
    engine = db.get_bind()
    settled = not any(isinstance(value, list) for value in asked.values.values())
    if not settled or not isinstance(engine, Engine) or engine.dispatch.before_cursor_execute:
        return plain(db.connection().execute(asked.statement, asked.values))
    wording = _wording(asked.statement, engine.dialect)
    if not db.info.get("reads"):
        return _within(db.connection(), wording, asked)
    try:
        return _without_transaction(engine, wording, asked)
    except engine.dialect.loaded_dbapi.Error as error:
        log.info("asked again after %s", type(error).__name__)
        return plain(db.connection().execute(asked.statement, asked.values))


def _within(connection: Connection, wording: "_Wording", asked: Prepared[*tuple[Any, ...]]) -> Sequence[Any]:
    """Inside a transaction; the driver's complaint is told as SQLAlchemy tells it."""
    complaint, dialect = connection.dialect.loaded_dbapi.Error, connection.dialect
    try:
        return _from_the_cursor(connection.connection, wording, asked)
    except complaint as error:
        is_dead = dialect.is_disconnect(error, connection.connection, None)
        if is_dead:
            connection.invalidate(error)
        told = DBAPIError.instance(wording.text, None, error, complaint, True, is_dead, dialect)
        raise told from error


def _without_transaction(engine: Engine, wording: "_Wording", asked: Prepared[*tuple[Any, ...]]) -> Sequence[Any]:
    connection = engine.raw_connection()
    try:
        found = _from_the_cursor(connection, wording, asked)
    except BaseException:
        connection.invalidate()
        raise
    connection.close()
    return found


def _from_the_cursor(connection: Any, wording: "_Wording", asked: Prepared[*tuple[Any, ...]]) -> Sequence[Any]:
    cursor = connection.cursor()
    cursor.execute(wording.text, wording.arguments(asked.values))
    found, described = cursor.fetchall(), cursor.description
    cursor.close()
    return wording.shaped(found, described) if found else ()


class _Wording(NamedTuple):
    """A statement as one engine reads it."""

    statement: Select[*tuple[Any, ...]]
    dialect: Dialect
    text: str
    fixed: dict[str, Any]
    order: Sequence[str] | None
    writers: dict[str, Callable[[Any], Any]]

    def arguments(self, values: Mapping[str, Any]) -> Any:
        """As the driver wants them: by name, or in the order of the question marks."""
        named = {**self.fixed, **values}
        for name, write in self.writers.items():
            named[name] = write(named[name])
        return named if self.order is None else [named[name] for name in self.order]

    def shaped(self, found: Sequence[Any], described: Any) -> Sequence[Any]:
        """Rows with our own kinds of value in them; a column is turned as a whole."""
        row, readers = _shape(self.statement, self.dialect, tuple(column[1] for column in described))
        columns = list(zip(*found, strict=True))
        for place, read in readers:
            columns[place] = tuple(map(read, columns[place]))
        return _turned(row, zip(*columns, strict=True))


@lru_cache(1000)
def _wording(statement: Select[*tuple[Any, ...]], dialect: Dialect) -> _Wording:
    compiled: Any = statement.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})  # `IN (…)`, settled
    kinds = {name: parameter.type.dialect_impl(dialect) for parameter, name in compiled.bind_names.items()}
    writers = {name: write for name, kind in kinds.items() if (write := kind.bind_processor(dialect))}
    return _Wording(statement, dialect, str(compiled), compiled.params, compiled.positiontup, writers)


@lru_cache(1000)
def _shape(statement: Select[*tuple[Any, ...]], dialect: Dialect, codes: tuple[Any, ...]) -> tuple[Any, Any]:
    """The class of a statement's rows, and what turns which column, by the codes the driver gives the columns."""
    columns = statement.selected_columns
    row = _row_of(tuple(columns.keys()))
    kinds = [column.type.dialect_impl(dialect) for column in columns]
    turned = [kind.result_processor(dialect, code) for kind, code in zip(kinds, codes, strict=True)]
    return row, [(place, read) for place, read in enumerate(turned) if read]


@lru_cache(1000)
def _row_of(names: tuple[str, ...]) -> Any:
    return NamedTuple("Row", [(name, Any) for name in names])


def _turned(row: Any, found: Iterable[Any]) -> list[Any]:
    return list(map(partial(tuple.__new__, row), found))
