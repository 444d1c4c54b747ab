"""When the database is busy: nothing is done, the client is told when to come again, and other work goes on."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from kamfield.core import sync_clock
from kamfield.core.db import Database, connect
from tests.api import Api


@pytest.fixture
def own_database(monkeypatch: pytest.MonkeyPatch, own_url: str) -> Iterator[Database]:
    """With a lock timeout that a test can wait for."""
    monkeypatch.setattr("kamfield.core.db.LOCK_SECONDS", 1)
    database = connect(own_url)
    yield database
    database.dispose()


def test_a_write_that_waits_too_long_is_told_to_come_again(own_api: Api, own_database: Database) -> None:
    with own_database.writing() as other:
        sync_clock.tick(other)  # and holds it
        answer = own_api.ada.patch("/policies", {"visit_minutes": 30})
        assert (answer.status_code, answer.json["code"]) == (503, "busy")
        assert int(answer.headers["Retry-After"]) >= 1
        assert own_api.ada.get("/policies").json["version"] == 0  # readers do not wait
        other.rollback()
    assert own_api.ada.patch("/policies", {"visit_minutes": 30}).status_code == 200


def test_a_mistake_in_a_statement_is_not_called_busy(own_api: Api, own_database: Database) -> None:
    with own_database.writing() as db:
        db.execute(text("DROP TABLE policies"))
        db.commit()
    assert own_api.li.get("/policies").status_code == 500


HANG_UP = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()"""


def test_a_connection_that_died_is_replaced(own_api: Api, own_database: Database, engine_name: str) -> None:
    assert own_api.ada.patch("/policies", {"visit_minutes": 20}).status_code == 200
    if engine_name == "postgresql":  # a file does not hang up
        with own_database.writing() as db:
            db.execute(text(HANG_UP))
    assert own_api.ada.patch("/policies", {"visit_minutes": 30}).status_code == 200
    assert own_api.li.get("/policies").json["visit_minutes"] == 30
