"""Two at once, on real connections of both engines: the client's yes always wins, and nothing is doubled."""

from datetime import UTC, datetime

import pytest

from kamfield.core.db import Database
from kamfield.core.work import SYSTEM, Work
from kamfield.outside import silent
from kamfield.wiring import HOUSE
from kamfield.worker import Worker
from tests.api import Api
from tests.at_once import at_once
from tests.cast import Moment
from tests.make.accounts import make_account
from tests.make.quotes import a_sent_quote

ROUNDS = 6
AFTERWARDS = datetime(2026, 3, 9, 0, 0, tzinfo=UTC)


@pytest.fixture
def moment() -> Moment:
    return Moment()


@pytest.fixture
def api(own_database: Database, app_on) -> Api:
    return Api(app_on(own_database))


@pytest.fixture
def account_id(own_database: Database) -> str:
    with own_database.writing() as db:
        account = make_account(Work(SYSTEM, Moment.START, db, HOUSE))
        db.commit()
        return account.id


def test_expiry_never_overwrites_a_win_however_close(
    api: Api, own_database: Database, account_id: str, moment: Moment
) -> None:
    worker = Worker(own_database, moment, silent())
    quotes = [a_sent_quote(api.li, account_id, valid_until="2026-03-07")["id"] for _ in range(ROUNDS)]
    worker.run_due()
    moment.set(AFTERWARDS)
    wins = [lambda one=one: api.li.post(f"/quotes/{one}/win") for one in quotes]
    answers = at_once(worker.run_due, *wins)[1:]
    assert [answer.status_code for answer in answers] == [200] * ROUNDS
    moment.advance(minutes=5)
    worker.run_due()
    assert {api.li.get(f"/quotes/{one}").json["state"] for one in quotes} == {"won"}
    assert api.li.get("/follow-ups?state=due").json["items"] == []


def test_of_a_win_and_a_loss_one_is_refused(api: Api, account_id: str) -> None:
    quote_id = a_sent_quote(api.li, account_id)["id"]
    won, lost = at_once(
        lambda: api.li.post(f"/quotes/{quote_id}/win"),
        lambda: api.mei.post(f"/quotes/{quote_id}/loss", {"reason": "price"}),
    )
    assert sorted((won.status_code, lost.status_code)) == [200, 409]


def test_two_new_days_at_once_double_no_step(api: Api, account_id: str) -> None:
    for _ in range(3):
        quote_id = a_sent_quote(api.li, account_id, valid_until="2026-03-31")["id"]
        answers = at_once(
            lambda one=quote_id: api.li.patch(f"/quotes/{one}", {"valid_until": "2026-04-30"}),
            lambda one=quote_id: api.mei.patch(f"/quotes/{one}", {"valid_until": "2026-04-30"}),
            lambda one=quote_id: api.li.post(f"/quotes/{one}/replies", {"said": "Soon"}),
        )
        assert {answer.status_code for answer in answers} <= {200, 409}
        steps = api.li.get(f"/follow-ups?quote_id={quote_id}&state=due").json["items"]
        assert [step["step"] for step in steps] == ["after-3", "after-7", "after-14", "before-3"]


def test_two_people_do_not_begin_the_same_revision(api: Api, account_id: str) -> None:
    quote_id = a_sent_quote(api.li, account_id)["id"]
    answers = at_once(
        lambda: api.li.post(f"/quotes/{quote_id}/revisions"),
        lambda: api.mei.post(f"/quotes/{quote_id}/revisions"),
    )
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert api.li.get(f"/quotes/{quote_id}").json["revision"] == 2
