"""The plans by which a database answers: every SELECT of a request, explained with the parameters it came with."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

from kamfield.core.db import Database

EXPLAIN = {"sqlite": "EXPLAIN QUERY PLAN ", "postgresql": "EXPLAIN "}


@contextmanager
def plans(database: Database) -> Iterator[list[str]]:
    """Collects the plans of the reading statements that are executed meanwhile, also of those in a snapshot."""
    assert isinstance(database.read_bind, Engine)
    doors = (database.read_bind, database.write_bind)
    asked: list[tuple[str, Any]] = []
    found: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        if statement.startswith(("SELECT", "WITH")):
            asked.append((statement, parameters))

    for door in doors:
        event.listen(door, "before_cursor_execute", note)
    try:
        yield found
    finally:
        for door in doors:
            event.remove(door, "before_cursor_execute", note)
    prefix = EXPLAIN[database.read_bind.dialect.name]
    with database.read_bind.connect() as connection:
        for statement, parameters in asked:
            rows = connection.exec_driver_sql(prefix + statement, parameters).all()
            found.append("\n".join([statement, *(str(row[-1]) for row in rows)]))


def full_scans(plan: str, tables: set[str]) -> list[str]:
    """The lines of a plan that read a whole table; walking an index in the order of a list is none."""
    lines = [line.strip() for line in plan.split("\n")]
    return [line for line in lines for table in tables if _reads_all(line, table)]


def passes_over(plan: str, table: str) -> bool:
    """Whether PostgreSQL asks each row of a table in turn whether it is wanted, and does not fetch it by its id."""
    listed = f"FROM {table}" in plan and "LIMIT" in plan
    return listed and f"pk_{table}" not in plan


def _reads_all(line: str, table: str) -> bool:
    walks = line.startswith(f"SCAN {table}") and " USING " not in line
    return walks or f"Seq Scan on {table}" in line
