"""Pulls while somebody writes, on two real connections: nothing is missed, whenever the two meet."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from kamfield.accounts.actions import accounts
from kamfield.app import build
from kamfield.core.db import Database, connect
from kamfield.core.work import Work
from kamfield.settings import Settings
from kamfield.wiring import HOUSE
from tests.api import Api
from tests.cast import Cast, Moment
from tests.make.phones import Puller


@pytest.fixture
def writer(own_url: str) -> Iterator[Database]:
    database = connect(own_url)
    yield database
    database.dispose()


@pytest.fixture
def phone(own_database: Database, settings: Settings, moment: Moment) -> Puller:
    phone = Puller(Api(build(settings, database=own_database, clock=moment)).li)
    phone.pull()
    return phone


@contextmanager
def writing(database: Database) -> Iterator[Work]:
    with database.writing() as db:
        yield Work(Cast.li.actor, Moment.START, db, HOUSE)


def begun(db: Session) -> None:
    db.execute(text("SELECT 1"))


def test_a_pull_before_between_and_after_the_statements_of_a_writer(phone: Puller, writer: Database) -> None:
    seen = []
    with writing(writer) as work:
        begun(work.db)
        seen.append(phone.pull())
        first = accounts.add(work, name="First")
        work.db.flush()
        seen.append(phone.pull())
        second = accounts.add(work, name="Second")
        work.db.flush()
        seen.append(phone.pull())
        work.db.commit()
    assert seen == [{}, {}, {}]
    assert phone.pull()["accounts"] == (sorted([first.id, second.id]), [])
    assert phone.pull() == {}


def test_what_is_committed_between_two_statements_of_a_pull_comes_with_the_next(
    phone: Puller, writer: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The snapshot is taken with the clock; what is committed while rows are read is after it."""
    from kamfield.sync.actions import pull as actions

    with writing(writer) as work:
        first = accounts.add(work, name="First")
        work.db.commit()
    late: list[str] = []
    usual: Callable[..., object] = actions._look_again

    def commit_in_between(made: object) -> None:
        with writing(writer) as work:
            late.append(accounts.add(work, name="Late").id)
            work.db.commit()
        usual(made)

    monkeypatch.setattr(actions, "_look_again", commit_in_between)
    assert phone.pull()["accounts"] == ([first.id], [])
    monkeypatch.undo()
    assert phone.pull()["accounts"] == (late, [])


def test_a_writer_that_gives_up_leaves_no_trace(phone: Puller, writer: Database) -> None:
    with writing(writer) as work:
        accounts.add(work, name="Never")
        work.db.flush()
        work.db.rollback()
    assert phone.pull() == {}
