"""What a list costs does not grow with the portfolio: 20,000 opportunities, and no plan that reads them all."""

from collections.abc import Iterator

import pytest

from kamfield.core.db import Database, connect
from tests.api import Api
from tests.conftest import lay_down
from tests.make.many import many
from tests.make.portfolio import portfolio
from tests.query_plans import full_scans, passes_over, plans

ACCOUNTS, COUNT = 1_000, 20_000
LARGE = {"opportunities", "accounts", "account_members"}

FILTERS = [
    *("", "account_id=account-0000100", "owner_id=user-li", "status=winning", "undecided=true", "undecided=false"),
    *("currency=USD", "stalled=true", "closes_from=2026-06-01&closes_to=2026-06-30", "status=won&currency=EUR"),
]
FORECASTS = ["", "by=owner", "by=team", "owner_id=user-li", "team_id=user-mei&by=owner", "account_id=account-0000100"]


@pytest.fixture(scope="session")
def sold_to(engine_name: str, new_database_url) -> Iterator[Database]:
    database = connect(new_database_url(engine_name))
    lay_down(database)
    many(database, ACCOUNTS)
    portfolio(database, COUNT, ACCOUNTS)
    yield database
    database.dispose()


@pytest.fixture
def large(sold_to: Database, app_on) -> Api:
    return Api(app_on(sold_to))


def look(api: Api, database: Database, who: str, url: str) -> list[str]:
    """The plans of the statements it takes; fails when one of them reads a whole table."""
    with plans(database) as found:
        answer = getattr(api, who).get(url)
    assert answer.status_code == 200, answer.text
    scans = [plan for plan in found if full_scans(plan, LARGE)]
    assert not scans, "\n\n".join(scans)
    return found


@pytest.mark.parametrize("who", ["ada", "mei", "li"])
@pytest.mark.parametrize("query", FILTERS)
def test_no_filter_reads_the_whole_portfolio(large: Api, sold_to: Database, who: str, query: str) -> None:
    for sort in ("expected_close_on", "-expected_close_on", "name", "-name"):
        look(large, sold_to, who, f"/opportunities?{query}&sort={sort}&limit=50")


def test_a_rep_reads_their_own_and_passes_over_nobody_elses(large: Api, sold_to: Database, engine_name: str) -> None:
    if engine_name == "sqlite":
        pytest.skip("SQLite walks a list in its order, which costs it little")
    found = look(large, sold_to, "li", "/opportunities?limit=50")
    assert not [plan for plan in found if passes_over(plan, "opportunities")]


@pytest.mark.parametrize("query", ["account_id=account-0000100", "owner_id=user-li", "stalled=true", "currency=USD"])
def test_the_filters_find_something_to_look_for(large: Api, query: str) -> None:
    assert large.ada.get(f"/opportunities?{query}").json["items"]


def test_a_page_far_down_starts_where_the_last_one_ended(large: Api, sold_to: Database) -> None:
    cursor = ""
    for _ in range(5):
        page = large.ada.get(f"/opportunities?limit=200{cursor}").json
        cursor = f"&cursor={page['next_cursor']}"
    look(large, sold_to, "ada", f"/opportunities?limit=200{cursor}")


@pytest.mark.parametrize("who", ["mei", "li"])
@pytest.mark.parametrize("query", FORECASTS)
def test_a_forecast_reads_what_it_adds_up_in_three_statements_at_most(
    large: Api, sold_to: Database, who: str, query: str
) -> None:
    said = look(large, sold_to, who, f"/opportunities/forecast?{query}")
    assert 2 <= sum("FROM opportunities" in one or "FROM reach" in one for one in said) <= 3


def test_a_gate_and_a_step_are_read_by_key(large: Api, sold_to: Database) -> None:
    for part in ("", "/gates", "/answers", "/steps", "/effort"):
        look(large, sold_to, "li", f"/opportunities/{own(large)}{part}")


def own(large: Api) -> str:
    return str(large.li.get("/opportunities?limit=1").json["items"][0]["id"])
