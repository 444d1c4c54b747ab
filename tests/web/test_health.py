"""What an operator's tools ask."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from kamfield.app import build
from kamfield.core import migrate
from kamfield.core.db import Database, connect
from kamfield.core.journal import Entry
from kamfield.settings import Settings
from kamfield.web import health
from tests.api import Api
from tests.cast import Moment


@pytest.fixture
def at_head(engine_name: str, new_database_url) -> Database:
    database = connect(new_database_url(engine_name))
    migrate.upgrade(database)
    yield database
    database.dispose()


@pytest.fixture
def here(at_head: Database, settings: Settings, moment: Moment) -> Flask:
    return build(settings, database=at_head, clock=moment)


def test_a_process_that_answers_is_alive(api: Api) -> None:
    assert (api.nobody.get("/healthz").status_code, api.nobody.get("/healthz").json) == (200, {"alive": True})


def test_a_migrated_database_and_a_timely_worker_are_ready(here: Flask) -> None:
    answer = Api(here).nobody.get("/readyz")
    assert answer.status_code == 200
    assert answer.json["ready"] is True
    assert answer.json["migrations"] == {"ready": True, "at": migrate.newest(), "wants": migrate.newest()}


def test_a_database_of_another_release_is_not_ready(here: Flask, at_head: Database) -> None:
    migrate.downgrade(at_head, "base")
    answer = Api(here).nobody.get("/readyz")
    assert (answer.status_code, answer.json["migrations"]["ready"]) == (503, False)


def test_a_worker_far_behind_is_not_ready(here: Flask, at_head: Database, moment: Moment) -> None:
    with at_head.writing() as db:
        late = moment.now - timedelta(seconds=health.MOST_LAG_SECONDS + 1)
        db.add(Entry(at=late, verb="x", actor_id="x", subject_kind="x", subject_id="x", due_at=late))
        db.commit()
    answer = Api(here).nobody.get("/readyz")
    assert (answer.status_code, answer.json["worker"]["lag_seconds"]) == (503, 601.0)
    with at_head.writing() as db:
        db.execute(update(Entry).values(due_at=None))
        db.commit()
    assert Api(here).nobody.get("/readyz").status_code == 200


def test_a_database_out_of_reach_is_not_ready(settings: Settings, moment: Moment) -> None:
    nowhere = connect("postgresql+psycopg://kamfield@127.0.0.1:1/kamfield")
    api = Api(build(settings, database=nowhere, clock=moment))
    assert api.nobody.get("/healthz").status_code == 200
    answer = api.nobody.get("/readyz")
    assert (answer.status_code, answer.json["ready"]) == (503, False)
