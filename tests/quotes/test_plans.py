"""What a list of quotations costs does not grow with their number: 20,000 of them, and no plan that reads them all."""

from collections.abc import Iterator

import pytest

from kamfield.core.db import Database, connect
from tests.api import Api
from tests.conftest import lay_down
from tests.make.many import many
from tests.make.offers import offers
from tests.make.portfolio import portfolio
from tests.query_plans import full_scans, passes_over, plans

ACCOUNTS, OPPORTUNITIES, COUNT = 1_000, 5_000, 20_000
LARGE = {"quotes", "follow_ups", "opportunities", "accounts", "account_members"}

FILTERS = [
    *("", "state=sent", "state=won", "account_id=account-0000100", "owner_id=user-li"),
    *("opportunity_id=opportunity-0000042", "price_state=asked", "price_state=approved"),
    *("valid_from=2025-06-01&valid_to=2025-06-07", "state=sent&valid_to=2025-03-31"),
    *("chase_until=2025-01-10", "state=sent&chase_until=2026-03-08"),
]
SORTS = ("number", "title", "updated_at", "valid_until")


@pytest.fixture(scope="session")
def quoted(engine_name: str, new_database_url) -> Iterator[Database]:
    database = connect(new_database_url(engine_name))
    lay_down(database)
    many(database, ACCOUNTS)
    portfolio(database, OPPORTUNITIES, ACCOUNTS)
    offers(database, COUNT, ACCOUNTS, OPPORTUNITIES)
    yield database
    database.dispose()


@pytest.fixture
def large(quoted: Database, app_on) -> Api:
    return Api(app_on(quoted))


def look(api: Api, database: Database, who: str, url: str) -> None:
    """Fails when a statement it takes reads a whole table."""
    with plans(database) as found:
        answer = getattr(api, who).get(url)
    assert answer.status_code == 200, answer.text
    scans = [plan for plan in found if full_scans(plan, LARGE)]
    assert not scans, "\n\n".join(scans)


@pytest.mark.parametrize("who", ["ada", "mei", "li"])
@pytest.mark.parametrize("query", FILTERS)
def test_no_filter_reads_all_quotations(large: Api, quoted: Database, who: str, query: str) -> None:
    for sort in SORTS:
        for direction in ("", "-"):
            look(large, quoted, who, f"/quotes?{query}&sort={direction}{sort}&limit=50")


@pytest.mark.parametrize(("name", "table"), [("quotes", "quotes"), ("follow-ups", "follow_ups")])
def test_a_rep_reads_their_own_and_passes_over_nobody_elses(
    large: Api, quoted: Database, engine_name: str, name: str, table: str
) -> None:
    if engine_name == "sqlite":
        pytest.skip("SQLite walks a list in its order, which costs it little")
    with plans(quoted) as found:
        assert large.li.get(f"/{name}?limit=50").json["items"]
    assert not [plan for plan in found if passes_over(plan, table)]


@pytest.mark.parametrize("query", FILTERS)
def test_the_filters_find_something_to_look_for(large: Api, query: str) -> None:
    assert large.ada.get(f"/quotes?{query}").json["items"]


@pytest.mark.parametrize("who", ["ada", "mei", "li"])
def test_what_waits_and_what_is_to_be_chased_is_found_by_an_index(large: Api, quoted: Database, who: str) -> None:
    look(large, quoted, who, "/quotes/awaiting-price-approval?limit=50")
    for query in ("state=due&due_until=2025-01-20", "mine=true&state=due", "account_id=account-0000100"):
        look(large, quoted, who, f"/follow-ups?{query}&limit=50")


@pytest.mark.parametrize("query", ["opportunity_id=opportunity-0000042", "account_id=account-0000100"])
def test_counts_read_what_they_count(large: Api, quoted: Database, query: str) -> None:
    for who in ("ada", "mei", "li"):
        look(large, quoted, who, f"/quotes/counts?{query}")
