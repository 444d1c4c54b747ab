"""Models and database may not differ, and every migration goes forth and back."""

from collections.abc import Iterator

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from kamfield.accounts import actions as accounts
from kamfield.core import migrate
from kamfield.core.db import Database, connect
from kamfield.core.rows import Base
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


def checks(database: Database) -> set[tuple[str, str]]:
    """Table, name and text of every check constraint, as the engine has them."""
    with database.reading() as db:
        found = inspect(db.connection())
        return {
            (f"{table}.{one['name']}", one["sqltext"])
            for table in found.get_table_names()
            for one in found.get_check_constraints(table)
        }


INDEXES = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
    "postgresql": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
}


def indexes(database: Database) -> dict[str, str]:
    """The definition of every index, as the engine has it."""
    with database.reading() as db:
        rows = db.execute(text(INDEXES[db.connection().dialect.name])).all()
    return {name: " ".join(sql.replace('"', "").split()) for name, sql in rows if "alembic" not in name}


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


def test_the_migrations_make_the_rules_that_the_models_say(engine_name: str, new_database_url) -> None:
    """What autogenerate does not compare: check constraints, and which rows a partial index holds."""
    migrated, fresh = (connect(new_database_url(engine_name)) for _ in range(2))
    migrate.upgrade(migrated)
    with fresh.writing() as db:
        Base.metadata.create_all(db.connection())
        db.commit()
    try:
        assert checks(migrated) == checks(fresh), "a migration forgot a check constraint (op.create_check_constraint)"
        assert indexes(migrated) == indexes(fresh), "a migration made an index of other rows, order or uniqueness"
        assert len(checks(fresh)) >= 4
    finally:
        migrated.dispose()
        fresh.dispose()


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
