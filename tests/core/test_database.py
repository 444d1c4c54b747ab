"""The doors to the database: what a snapshot sees, how exact a number is, which instant comes back."""

import stat
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from kamfield.accounts.models import Account
from kamfield.core.db import Database, connect
from kamfield.core.types import Exact, Instant
from kamfield.users.models import User
from tests.cast import Moment


def add_account(database: Database) -> None:
    with database.writing() as db:
        db.info["now"] = Moment.START
        db.add(Account(name="x", lead_id="user-li"))
        db.commit()


def test_a_snapshot_sees_one_instant_however_often_it_looks(own_database: Database) -> None:
    count = select(func.count()).select_from(Account)
    with own_database.snapshot() as db:
        assert db.scalar(count) == 0
        add_account(own_database)
        assert db.scalar(count) == 0
    with own_database.snapshot() as db:
        assert db.scalar(count) == 1


def test_a_reading_session_sees_what_was_committed_meanwhile(own_database: Database) -> None:
    count = select(func.count()).select_from(Account)
    with own_database.reading() as db:
        assert db.scalar(count) == 0
        add_account(own_database)
        assert db.scalar(count) == 1


def test_a_writer_after_a_snapshot_is_a_writer_again(own_database: Database) -> None:
    """The connection comes from the same pool."""
    for _ in range(6):
        with own_database.snapshot() as db:
            db.scalar(select(func.count()).select_from(Account))
        add_account(own_database)


def test_foreign_keys_are_checked_on_both_engines(own_database: Database) -> None:
    with own_database.writing() as db:
        db.info["now"] = Moment.START
        db.add(Account(name="x", lead_id="nobody"))
        with pytest.raises(DBAPIError):
            db.flush()


@pytest.mark.parametrize("amount", ["0.0001", "-12345678901234.5678", "99999999999999.9999", "0.1"])
def test_decimals_are_exact(own_database: Database, amount: str) -> None:
    with own_database.reading() as db:
        kind = Exact(4)
        stored = kind.process_bind_param(Decimal(amount), db.get_bind().dialect)
        db.execute(text("CREATE TABLE exact (a NUMERIC(18,4))"))
        db.execute(text("INSERT INTO exact VALUES (:a)"), {"a": stored})
        found = db.scalar(text("SELECT a FROM exact"))
        db.execute(text("DROP TABLE exact"))
        assert kind.process_result_value(found, db.get_bind().dialect) == Decimal(amount)


def test_a_decimal_with_too_many_places_is_refused_and_not_rounded(own_database: Database) -> None:
    with own_database.reading() as db, pytest.raises(ValueError, match="more than 4 places"):
        Exact(4).process_bind_param(Decimal("0.00001"), db.get_bind().dialect)


def test_instants_come_back_aware_and_in_utc(own_database: Database) -> None:
    shanghai = timezone(timedelta(hours=8))
    with own_database.reading() as db:
        dialect = db.get_bind().dialect
        stored = Instant().process_bind_param(datetime(2026, 3, 1, 9, tzinfo=shanghai), dialect)
        assert Instant().process_result_value(stored, dialect) == datetime(2026, 3, 1, 1, tzinfo=UTC)
        with pytest.raises(ValueError, match="naive"):
            Instant().process_bind_param(datetime(2026, 3, 1, 9), dialect)  # noqa: DTZ001


def test_an_error_of_the_database_tells_nothing_of_what_was_to_be_written(own_database: Database) -> None:
    secret = "a note that nobody else may read"
    with own_database.writing() as db, pytest.raises(IntegrityError) as caught:
        db.execute(insert(User).values(id="user-x", email="li@example.com", name=None, password_hash=secret))
    assert secret not in str(caught.value)
    assert secret not in str(caught.value.orig)


def test_a_new_file_of_the_database_is_its_owners_alone(tmp_path: Path) -> None:
    file = tmp_path / "kamfield.db"
    database = connect(f"sqlite:///{file}")
    with database.writing() as db:
        db.execute(text("CREATE TABLE secrets (id INTEGER)"))
        beside = {stat.S_IMODE(one.stat().st_mode) for one in tmp_path.iterdir()}
    database.dispose()
    assert beside == {0o600}


def test_a_file_that_is_there_keeps_the_mode_its_owner_gave_it(tmp_path: Path) -> None:
    file = tmp_path / "kamfield.db"
    file.touch(0o640)
    connect(f"sqlite:///{file}").dispose()
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
