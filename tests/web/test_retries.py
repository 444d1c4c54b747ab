"""A request sent twice is done once: Idempotency-Key, also when both arrive at the same instant."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from hashlib import sha256
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from kamfield.accounts import actions as accounts
from kamfield.accounts.models import Account
from kamfield.app import build
from kamfield.core.db import Database
from kamfield.core.retries import FirstAnswer
from kamfield.core.work import Work
from kamfield.settings import Settings
from kamfield.web import endpoint as endpoints
from kamfield.web import fields as ours
from kamfield.web.blueprint import Blueprint
from kamfield.web.schema import Input, Schema
from tests.api import Api
from tests.cast import Moment

KEY = {"Idempotency-Key": "first-try"}


class Named(Input):
    """A body with an id that the phone may choose."""

    name = ours.Text(required=True)
    id = ours.Id()


class NamedSchema(Schema):
    """What becomes of it."""

    id = ours.Id(required=True)
    name = ours.Text(required=True)


def app_that_adds(settings: Settings, database: Database, meet: Any = None) -> Flask:
    """An application with one route of its own that adds an account; `meet` is called in the middle of it."""
    blueprint = Blueprint("adding", __name__)

    @blueprint.post("/things", Named, NamedSchema, status=201)
    def add_thing(work: Work, body: dict[str, Any]) -> Account:
        """Add a thing."""
        if meet is not None:
            meet(work)
        return accounts.add(work, **body)

    app = build(settings, database=database, clock=Moment())
    app.register_blueprint(blueprint, url_prefix="/api/v1")
    return app


@pytest.fixture
def adding(settings: Settings, own_database: Database) -> Api:
    return Api(app_that_adds(settings, own_database))


def count(database: Database, kind: type) -> int:
    with database.reading() as db:
        return int(db.scalar(select(func.count()).select_from(kind)) or 0)


def test_the_same_request_again_gets_the_first_answer(adding: Api, own_database: Database) -> None:
    first, second = (adding.li.post("/things", {"name": "Alpha"}, headers=KEY) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json == second.json
    assert first.headers["Location"] == second.headers["Location"]
    assert "Idempotent-Replayed" not in first.headers
    assert second.headers["Idempotent-Replayed"] == "true"
    assert count(own_database, Account) == 1


def test_another_body_under_the_same_key_is_refused(adding: Api, own_database: Database) -> None:
    adding.li.post("/things", {"name": "Alpha"}, headers=KEY)
    other = adding.li.post("/things", {"name": "Beta"}, headers=KEY)
    assert (other.status_code, other.json["code"]) == (422, "key-reused")
    assert count(own_database, Account) == 1


def test_a_key_belongs_to_its_user(adding: Api, own_database: Database) -> None:
    assert adding.li.post("/things", {"name": "Alpha"}, headers=KEY).status_code == 201
    assert adding.sam.post("/things", {"name": "Beta"}, headers=KEY).status_code == 201
    assert count(own_database, Account) == 2


def test_without_a_key_two_requests_are_two(adding: Api, own_database: Database) -> None:
    for _ in range(2):
        adding.li.post("/things", {"name": "Alpha"})
    assert count(own_database, Account) == 2


def test_a_refusal_is_not_kept(adding: Api) -> None:
    assert adding.li.post("/things", {"nome": "Alpha"}, headers=KEY).status_code == 422
    assert adding.li.post("/things", {"name": "Alpha"}, headers=KEY).status_code == 201


@pytest.mark.parametrize("body", [{"name": "Alpha"}, {"name": "Alpha", "id": "chosen-by-the-phone"}], ids=str)
def test_twice_at_once_is_done_once(settings: Settings, own_database: Database, body: dict[str, str]) -> None:
    """Both are past the look for a first answer before either of them writes: on SQLite they queue up instead."""
    barrier = Barrier(2, timeout=2)

    def meet(_work: Work) -> None:
        with suppress(BrokenBarrierError):  # on SQLite the other one waits for our transaction
            barrier.wait()

    api = Api(app_that_adds(settings, own_database, meet))
    with ThreadPoolExecutor(2) as both:
        answers = list(both.map(lambda _: api.li.post("/things", body, headers=KEY), range(2)))
    assert [answer.status_code for answer in answers] == [201, 201], [answer.text for answer in answers]
    assert answers[0].json == answers[1].json
    assert count(own_database, Account) == count(own_database, FirstAnswer) == 1


def test_an_id_that_is_taken_is_a_conflict(adding: Api, own_database: Database) -> None:
    assert adding.li.post("/things", {"name": "Alpha", "id": "mine"}).status_code == 201
    again = adding.sam.post("/things", {"name": "Beta", "id": "mine"})
    assert (again.status_code, again.json["code"]) == (409, "id-taken")
    assert count(own_database, Account) == 1


def test_what_no_act_speaks_of_is_not_kept(settings: Settings, own_database: Database) -> None:
    def scribble(work: Work) -> None:
        work.add(Account(name="Nobody knows", lead_id="user-li"))
        work.db.flush()
        raise endpoints.Unrecorded

    answer = Api(app_that_adds(settings, own_database, scribble)).li.post("/things", {"name": "Alpha"})
    assert (answer.status_code, count(own_database, Account)) == (500, 0)


def test_what_is_kept_of_a_body_cannot_be_guessed_without_the_secret_key(api: Api, work: Work) -> None:
    body = b'{"email":"wei@example.com","name":"Wei","role":"rep","password":"four horses walk by night"}'
    sent = {"data": body, "headers": KEY | {"Content-Type": "application/json"}}
    first, again = api.ada.send("POST", "/users", **sent), api.ada.send("POST", "/users", **sent)
    assert (first.status_code, first.json, again.headers["Idempotent-Replayed"]) == (201, again.json, "true")
    (kept,) = work.all(select(FirstAnswer))
    guesses = (b"POST\n/api/v1/users?\n" + body, b"POST\n/api/v1/users\n" + body, body)
    assert kept.fingerprint not in {sha256(guess).hexdigest() for guess in guesses}
    assert b"four horses" not in kept.body
