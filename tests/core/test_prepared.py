"""Statements made once: the driver's cursor and the usual way answer alike, and nobody gets what another one asked."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine, Select, event, select
from sqlalchemy.exc import DBAPIError

from kamfield.accounts.models import Account
from kamfield.core.db import Database
from kamfield.core.made_once import made_once
from kamfield.core.prepared import Prepared, rows_of
from kamfield.core.work import Actor
from tests.cast import Moment

made: list[str] = []


@made_once
def led_by(user: Actor, status: str, visited_on: date | None = None) -> Select:
    made.append(user.role)
    statement = select(*Account.__table__.c).where(Account.lead_id == user.id, Account.status == status)
    return statement if visited_on is None else statement.where(Account.last_visited_on == visited_on)


@pytest.fixture
def archive(own_database: Database) -> Database:
    with own_database.writing() as db:
        db.info["now"] = Moment.START
        account = Account(name="苏州", lead_id="user-li", tags=["export", "泵"], last_visited_on=date(2026, 2, 1))
        db.add_all([account, Account(name="Bare", lead_id="user-ren")])
        db.commit()
    return own_database


def rep(user_id: str) -> Actor:
    return Actor(user_id, "", "rep", viewers=(user_id,))


def read(database: Database, asked: Prepared) -> list[tuple]:
    with database.reading() as db:
        return [tuple(row) for row in rows_of(db, asked)]


def test_both_ways_give_the_same_rows(archive: Database) -> None:
    asked = led_by(rep("user-li"), "prospect", date(2026, 2, 1))
    (row,) = read(archive, asked)
    with archive.writing() as db:
        assert [tuple(usual) for usual in rows_of(db, asked)] == [row]
    columns = dict(zip(Account.__table__.c.keys(), row, strict=True))
    assert columns["tags"] == ["export", "泵"]
    assert columns["last_visited_on"] == date(2026, 2, 1)
    assert (columns["created_at"], columns["created_at"].tzinfo) == (Moment.START, UTC)
    assert columns["parent_id"] is None


def test_rows_have_their_columns_as_attributes(archive: Database) -> None:
    with archive.reading() as db:
        (row,) = rows_of(db, led_by(rep("user-ren"), "prospect"))
    assert (row.name, row.version, row.created_at) == ("Bare", 1, Moment.START)


def test_each_asker_gets_their_own_from_one_statement(archive: Database) -> None:
    made.clear()
    names = {who: [row[3] for row in read(archive, led_by(rep(who), "prospect"))] for who in ("user-li", "user-ren")}
    assert names == {"user-li": ["苏州"], "user-ren": ["Bare"]}
    assert len(made) <= 1


def test_another_role_or_another_kind_of_question_has_its_own_statement() -> None:
    manager = Actor("user-li", "", "manager", viewers=("user-li", "user-mei"))
    questions = [
        led_by(rep("user-li"), "prospect"),
        led_by(manager, "prospect"),
        led_by(rep("user-li"), "prospect", date(2026, 2, 1)),
    ]
    assert len({id(asked.statement) for asked in questions}) == 3


def test_whoever_listens_to_the_statements_hears_of_it(archive: Database) -> None:
    said: list[str] = []
    assert isinstance(archive.read_bind, Engine)
    listen = lambda *sent: said.append(sent[2])  # noqa: E731
    event.listen(archive.read_bind, "before_cursor_execute", listen)
    read(archive, led_by(rep("user-li"), "prospect"))
    event.remove(archive.read_bind, "before_cursor_execute", listen)
    assert len(said) == 1


def test_a_dead_connection_is_replaced_unseen(archive: Database) -> None:
    asked = led_by(rep("user-li"), "prospect")
    assert len(read(archive, asked)) == 1
    assert isinstance(archive.read_bind, Engine)
    connection = archive.read_bind.raw_connection()
    connection.driver_connection.close()
    connection.close()
    assert len(read(archive, asked)) == 1


def test_a_mistake_is_told_in_the_usual_way(archive: Database) -> None:
    nonsense = Prepared(select(Account.id).where(Account.id.op("is not a word")("x")), {})
    with pytest.raises(DBAPIError):
        read(archive, nonsense)


def test_a_mistake_inside_a_transaction_is_told_in_the_usual_way_too(archive: Database) -> None:
    """So that what met somebody else's work is begun anew, and a connection that died is known as dead."""
    nonsense = Prepared(select(Account.id).where(Account.id.op("is not a word")("x")), {})
    with archive.writing() as db, pytest.raises(DBAPIError) as told:
        rows_of(db, nonsense)
    assert not told.value.connection_invalidated
    with archive.writing() as db:
        db.connection().connection.driver_connection.close()
        with pytest.raises(DBAPIError) as told:
            rows_of(db, led_by(rep("user-li"), "prospect"))
    assert told.value.connection_invalidated


def test_a_page_sees_what_was_written_a_moment_ago(archive: Database) -> None:
    with archive.writing() as db:
        db.info["now"] = datetime(2026, 5, 1, tzinfo=UTC)
        db.add(Account(name="New", lead_id="user-li"))
        assert {row.name for row in rows_of(db, led_by(rep("user-li"), "prospect"))} == {"苏州", "New"}


@made_once
def in_one_of_two_states(user: Actor, name: str) -> Select[str]:
    return select(Account.id).where(Account.status.in_(["active", "prospect"]), Account.name == name)


def test_a_list_of_values_is_settled_too(archive: Database, caplog: pytest.LogCaptureFixture) -> None:
    """Otherwise the driver complains each time, the connection is thrown away, and only a clock notices."""
    with caplog.at_level("INFO", logger="kamfield.core.prepared"):
        assert len(read(archive, in_one_of_two_states(rep("user-li"), "Bare"))) == 1
    assert not caplog.records


@made_once
def last_seen_after(user: Actor) -> Select[str]:
    return select(Account.id).where(Account.lead_id == user.id, Account.last_visited_on > date(2026, 1, 1))


def test_a_day_that_stands_in_the_statement_is_written_as_its_engine_reads_it(archive: Database) -> None:
    assert len(read(archive, last_seen_after(rep("user-li")))) == 1
