"""Models and database may not differ, and every migration goes forth and back."""

from collections.abc import Iterator

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from kamfield.accounts import actions as accounts
from kamfield.core import migrate
from kamfield.core.db import Database, connect
from kamfield.core.work import SYSTEM, Work
from kamfield.wiring import HOUSE
from tests.cast import Cast, Moment, settle


@pytest.fixture
def empty(engine_name: str, new_database_url) -> Iterator[Database]:
    database = connect(new_database_url(engine_name))
    yield database
    database.dispose()


def tables(database: Database) -> set[str]:
    with database.reading() as db:
        return set(inspect(db.connection()).get_table_names()) - {"alembic_version"}


def differences(database: Database) -> list[object]:
    with database.reading() as db:
        return migrate.differences(db.connection())


def furnish(database: Database) -> None:
    """The cast and an account: rows that later migrations have to carry along."""
    with database.writing() as db:
        work = Work(SYSTEM, Moment.START, db, HOUSE)
        settle(work)
        accounts.add(work, name="Alpha", code="A-1", lead_id=Cast.li.id)
        db.commit()


def count(database: Database, table: str) -> int:
    with database.reading() as db:
        return int(db.scalar(text(f"SELECT count(*) FROM {table}")) or 0)


def test_the_migrations_make_what_the_models_say(empty: Database) -> None:
    migrate.upgrade(empty)
    assert differences(empty) == [], "run `make migration WHAT=…`"
    with empty.reading() as db:
        assert migrate.current(db.connection()) == migrate.newest()


def test_a_migrated_database_can_be_worked_with(empty: Database) -> None:
    migrate.upgrade(empty)
    furnish(empty)
    assert (count(empty, "users"), count(empty, "accounts")) == (7, 1)


def test_every_migration_goes_back_and_forth_again(empty: Database) -> None:
    migrate.upgrade(empty)
    migrate.downgrade(empty, "base")
    assert tables(empty) == set()
    migrate.upgrade(empty)
    assert differences(empty) == []


def test_the_latest_migration_keeps_the_rows_on_its_way_back_and_forth(empty: Database) -> None:
    migrate.upgrade(empty)
    furnish(empty)
    for revision in list(ScriptDirectory(str(migrate.FOLDER)).walk_revisions())[:-1]:  # the first one makes the tables
        migrate.downgrade(empty, str(revision.down_revision))
        assert (count(empty, "users"), count(empty, "accounts")) == (7, 1)
    migrate.upgrade(empty)
    assert (count(empty, "users"), count(empty, "accounts")) == (7, 1)
    assert differences(empty) == []


def test_migrating_twice_changes_nothing(empty: Database) -> None:
    migrate.upgrade(empty)
    before = tables(empty)
    migrate.upgrade(empty)
    assert tables(empty) == before
