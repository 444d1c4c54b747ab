"""Pushes at the same time as other writers, on real connections, and a server that dies in the middle of one."""

import json
import socket
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, select

from kamfield.accounts.models import Account, Contact
from kamfield.app import build
from kamfield.core import sync_clock
from kamfield.core.db import Database
from kamfield.core.journal import Entry
from kamfield.settings import Settings
from tests.api import Api, Caller
from tests.at_once import at_once
from tests.cast import Cast, Moment
from tests.make.phones import Puller
from tests.served import Served
from tests.served import served as served
from tests.sync.pushing import issues_of, pulled, push

ROUNDS = 6


@pytest.fixture
def api(own_database: Database, settings: Settings, moment: Moment) -> Api:
    return Api(build(settings, database=own_database, clock=moment))


@pytest.fixture
def account(api: Api) -> str:
    """A client of li's, and where the clock stood after it."""
    return str(api.li.post("/accounts", {"name": "Wanda Seals"}).json["id"])


def until_taken(phone: Caller, cursor: int, **updated: Any) -> None:
    """As an app does it: whoever is told to pull first pulls and pushes again."""
    for _ in range(5):
        answer = push(phone, cursor, updated=updated)
        if answer.status_code == 200:
            return
        assert answer.status_code in {409, 503}, answer.json
        cursor = pulled(phone)["timestamp"]
    raise AssertionError("never taken")


def test_of_two_pushes_of_one_row_the_second_pulls_first(api: Api, account: str) -> None:
    for number in range(ROUNDS):
        cursor = pulled(api.li)["timestamp"]
        rows = [{"id": account, name: f"{name} {number}"} for name in ("industry", "name")]
        said = at_once(*(partial(push, api.li, cursor, updated={"accounts": [row]}) for row in rows))
        assert sorted(one.status_code for one in said) == [200, 409]


def test_what_two_phones_write_into_one_row_at_once_is_all_there(api: Api, account: str) -> None:
    for number in range(ROUNDS):
        cursor = pulled(api.li)["timestamp"]
        rows = [{"id": account, name: f"{name} {number}"} for name in ("industry", "name")]
        at_once(*(partial(until_taken, api.li, cursor, accounts=[row]) for row in rows))
        told = api.li.get(f"/accounts/{account}").json
        assert (told["industry"], told["name"]) == (f"industry {number}", f"name {number}")


def test_the_same_push_twice_at_once_counts_once(api: Api, account: str, own_database: Database) -> None:
    cursor = pulled(api.li)["timestamp"]
    rows = [{"id": f"c{number}", "account_id": account, "name": "Wu", "active": True} for number in range(5)]
    said = at_once(*[partial(push, api.li, cursor, contacts=rows)] * 3)
    assert [one.status_code for one in said] == [200, 200, 200]
    with own_database.reading() as db:
        assert db.scalar(select(func.count()).select_from(Contact)) == 5
        assert db.scalar(select(func.count()).select_from(Entry).where(Entry.verb == "contact.add")) == 5


def test_neither_a_push_nor_a_request_at_a_desk_overwrites_the_other(api: Api, account: str) -> None:
    for number in range(ROUNDS):
        cursor = pulled(api.li)["timestamp"]
        _, desk = at_once(
            partial(until_taken, api.li, cursor, accounts=[{"id": account, "industry": f"pumps {number}"}]),
            partial(api.mei.patch, f"/accounts/{account}", {"name": f"Wanda {number}"}),
        )
        told = api.li.get(f"/accounts/{account}").json
        assert (desk.status_code, told["industry"], told["name"]) == (200, f"pumps {number}", f"Wanda {number}")


def test_what_is_pushed_while_its_account_changes_hands_arrives_or_is_kept(api: Api, account: str) -> None:
    for number in range(ROUNDS):
        giver, taker = (api.li, "user-ren") if number % 2 == 0 else (api.ren, "user-li")
        phone = Puller(giver)
        phone.pull()
        contact = {"id": f"c{number}", "account_id": account, "name": f"Person {number}", "active": True}
        assert phone.cursor is not None
        cursor = phone.cursor
        pushed, given = at_once(
            partial(push, giver, cursor, contacts=[contact]),
            partial(api.mei.put, f"/accounts/{account}/lead", {"user_id": taker, "keep_old": False}),
        )
        assert (pushed.status_code, given.status_code) == (200, 200)
        kept = [issue["row_id"] for issue in issues_of(giver)]
        assert api.mei.get(f"/contacts/{contact['id']}").status_code == 200 or contact["id"] in kept
        phone.rows.setdefault("contacts", {})[contact["id"]] = contact
        phone.pull()
        fresh = Puller(giver)
        fresh.pull()
        assert phone.rows == fresh.rows


BODY = {"accounts": {"created": [{"id": "wanda", "name": "Wanda", "tags": "[]"}], "updated": [], "deleted": []}}


def names(database: Database) -> list[str]:
    with database.reading() as db:
        return list(db.scalars(select(Account.name)))


def begin_push(served: Served, token: str) -> socket.socket:
    """Sends a push and does not wait for its answer."""
    body = json.dumps(BODY).encode()
    head = f"POST /api/v1/sync?last_pulled_at=1 HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n"
    connection = socket.create_connection(("127.0.0.1", served.port))
    connection.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
    return connection


def push_again(served: Served, token: str) -> dict[str, Any]:
    said = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    status, _, content = served.ask("POST", "/sync?last_pulled_at=1", json.dumps(BODY).encode(), said)
    assert status == 200, content
    told: dict[str, Any] = json.loads(content)
    return told


def until(holds: Callable[[], bool]) -> None:
    for _ in range(400):
        if holds():
            return
        time.sleep(0.025)
    raise AssertionError("it never came to that")


def test_a_server_that_dies_after_the_commit_did_it_once(served: Served, own_database: Database) -> None:
    token = served.sign_in(Cast.li)
    connection = begin_push(served, token)
    until(lambda: names(own_database) == ["Wanda"])
    served.kill()
    connection.close()
    served.start()
    assert push_again(served, token) == {"written": 0, "issues": 0, "ignored": 0}
    assert names(own_database) == ["Wanda"]


def test_a_server_that_dies_before_the_commit_did_nothing(served: Served, own_database: Database) -> None:
    token = served.sign_in(Cast.li)
    with own_database.writing() as db:  # a writer who keeps the clock lets the push wait
        sync_clock.hold(db)
        connection = begin_push(served, token)
        time.sleep(0.5)
        served.kill()
        db.rollback()
    connection.close()
    assert names(own_database) == []
    served.start()
    assert push_again(served, token)["written"] == 1
    assert names(own_database) == ["Wanda"]
