"""The guard of the sync clock: a statement that writes a synced table without a stamp fails the test it ran in."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, event

from kamfield.core.rows import Base, Synced

_WRITES = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)\"?", re.IGNORECASE)


def synced_tables() -> set[str]:
    return {mapper.local_table.name for mapper in Base.registry.mappers if issubclass(mapper.class_, Synced)}


@contextmanager
def refuse_unstamped_writes(connection: Connection) -> Iterator[None]:
    tables = synced_tables()

    def check(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        written = _WRITES.match(statement)
        if written and written[1] in tables:
            assert "sync_seq" in statement, f"written past the sync clock: {statement}"

    event.listen(connection, "before_cursor_execute", check)
    try:
        yield
    finally:
        event.remove(connection, "before_cursor_execute", check)
