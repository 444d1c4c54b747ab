"""What a pull costs does not grow with the company: no plan reads a whole table, and an idle one reads one row."""

from collections.abc import Iterator

import pytest

from kamfield.core.db import Database, connect
from tests.api import Api
from tests.cast import Cast
from tests.conftest import lay_down
from tests.make.many import many
from tests.make.offers import offers
from tests.make.phones import Puller
from tests.make.portfolio import portfolio
from tests.query_plans import full_scans, plans

ACCOUNTS, OPPORTUNITIES, QUOTES = 2_000, 4_000, 4_000
LARGE = {"accounts", "account_members", "places", "contacts", "opportunities", "quotes", "follow_ups"}
WHO = pytest.mark.parametrize("who", ["li", "mei", "ada"])


@pytest.fixture(scope="session")
def worked(engine_name: str, new_database_url) -> Iterator[Database]:
    database = connect(new_database_url(engine_name))
    lay_down(database)
    many(database, ACCOUNTS)
    portfolio(database, OPPORTUNITIES, ACCOUNTS)
    offers(database, QUOTES, ACCOUNTS, OPPORTUNITIES)
    yield database
    database.dispose()


@pytest.fixture
def large(worked: Database, app_on) -> Api:
    return Api(app_on(worked))


def scans(found: list[str]) -> list[str]:
    """What reads a whole table, or walks a whole index: nothing is listed here."""
    return [line for plan in found for line in (*full_scans(plan, LARGE), *walks(plan))]


def walks(plan: str) -> list[str]:
    lines = [line.strip() for line in plan.split("\n")]
    return [line for line in lines for table in LARGE if line.startswith(f"SCAN {table}")]


@WHO
def test_an_idle_pull_is_one_row_of_one_table(large: Api, worked: Database, who: str) -> None:
    phone = Puller(getattr(large, who))
    phone.pull()
    phone.pull()
    with plans(worked) as found:
        assert phone.pull() == {}
    asked = [plan for plan in found if "FROM sync_clock" in plan]
    assert len(asked) == 1
    assert not [plan for plan in found if any(f"FROM {table}" in plan for table in LARGE)]


@WHO
def test_a_pull_of_what_a_colleague_wrote_reads_no_table(large: Api, worked: Database, who: str) -> None:
    phone = Puller(getattr(large, who))
    phone.pull()
    contact = large.ren.get("/accounts?limit=1").json["items"][0]["id"]
    assert large.ren.post(f"/accounts/{contact}/contacts", {"name": "Wu"}).status_code == 201
    with plans(worked) as found:
        told = phone.pull()
    assert bool(told) is (who != "li")
    assert not scans(found)


@WHO
def test_a_pull_after_an_account_moved_on_reads_no_table(large: Api, worked: Database, who: str) -> None:
    phone = Puller(getattr(large, who))
    phone.pull()
    account = large.ren.get("/accounts?limit=1").json["items"][0]["id"]
    for to in (Cast.li, Cast.ren):
        given = large.dana.put(f"/accounts/{account}/lead", {"user_id": to.id, "keep_old": False})
        assert given.status_code == 200
    with plans(worked) as found:
        phone.pull()
    assert not scans(found)


def test_a_page_of_a_reps_first_pull_reads_no_table(large: Api, worked: Database) -> None:
    with plans(worked) as found:
        assert Puller(large.li).pull(page_size=100)
    assert not scans(found)
