"""Databases with the cast in them, and the transaction in which a test works on one."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from kamfield.core import sync_clock
from kamfield.core.db import Database
from kamfield.core.rows import Base
from kamfield.core.work import SYSTEM, Work
from kamfield.wiring import HOUSE
from tests.cast import Moment, settle
from tests.stamps import refuse_unstamped_writes


def lay_down(database: Database) -> None:
    """All tables and the cast, in a new database."""
    with database.writing() as db:
        Base.metadata.create_all(db.connection())
        sync_clock.start(db)
        settle(Work(SYSTEM, Moment.START, db, HOUSE))
        db.commit()


@contextmanager
def undone(database: Database) -> Iterator[Connection]:
    """A connection with a transaction that is rolled back at the end."""
    assert isinstance(database.write_bind, Engine)
    with database.write_bind.connect() as connection:
        transaction = connection.begin()
        with refuse_unstamped_writes(connection):
            yield connection
        transaction.rollback()
