"""What a list costs does not grow with the archive: 20,000 accounts, and no plan that reads them all."""

from collections.abc import Iterator

import pytest

from kamfield.core.db import Database, connect
from tests.api import Api
from tests.conftest import lay_down
from tests.make.many import many
from tests.query_plans import full_scans, plans

COUNT = 20_000
LARGE = {"accounts", "account_findings", "account_grams", "places", "contacts", "account_members"}

FILTERS = [
    *("", "tier=A", "status=lost", "lead_id=user-li", "industry=industry-7", "tag=export", "parent_id=account-0000007"),
    *("few_contacts=true", "few_contacts=false", "not_visited_for_days=380", "not_visited_for_days=10"),
    *("near=31.23,121.47&within_metres=2000", "near=52.52,13.4&within_metres=10000"),
    *("q=K-004711", "q=%E5%8D%8E%E5%AE%89", "q=hospital", "q=%E5%85%AC%E5%8F%B8", "q=4711", "q=nowhere"),
    *("q=%E5%8D%8E", "tier=A&status=active", "q=hospital&tier=A", "tier=B&near=31.23,121.47"),
]
SORTS = ["name", "-name", "code", "last_visited_on", "-last_visited_on", "created_at"]


@pytest.fixture(scope="session")
def archive(engine_name: str, new_database_url) -> Iterator[Database]:
    database = connect(new_database_url(engine_name))
    lay_down(database)
    many(database, COUNT)
    yield database
    database.dispose()


@pytest.fixture
def large(archive: Database, app_on) -> Api:
    return Api(app_on(archive))


def look(api: Api, archive: Database, who: str, url: str) -> int:
    """How many rows the answer has; fails when a statement on the way reads a whole table."""
    with plans(archive) as found:
        answer = getattr(api, who).get(url)
    assert answer.status_code == 200, answer.text
    scans = [plan for plan in found if full_scans(plan, LARGE)]
    assert not scans, "\n\n".join(scans)
    return len(answer.json.get("items", [answer.json]))


@pytest.mark.parametrize("who", ["ada", "mei", "li"])
@pytest.mark.parametrize("query", FILTERS)
def test_no_filter_reads_the_whole_archive(large: Api, archive: Database, who: str, query: str) -> None:
    for sort in [*SORTS, *(["distance"] if "near" in query else [])]:
        look(large, archive, who, f"/accounts?{query}&sort={sort}")


def test_the_filters_find_something_to_look_for(large: Api, archive: Database) -> None:
    empty = {query for query in FILTERS if look(large, archive, "ada", f"/accounts?{query}") == 0}
    assert empty == {"parent_id=account-0000007", "q=nowhere", "few_contacts=false"}


@pytest.mark.parametrize("sort", SORTS)
def test_a_page_far_down_starts_where_the_last_one_ended(large: Api, archive: Database, sort: str) -> None:
    cursor = ""
    for _ in range(5):
        page = large.ada.get(f"/accounts?limit=200&sort={sort}{cursor}").json
        cursor = f"&cursor={page['next_cursor']}"
    assert look(large, archive, "ada", f"/accounts?limit=200&sort={sort}{cursor}") == 200


@pytest.mark.parametrize("part", ["", "/places", "/contacts", "/members"])
@pytest.mark.parametrize("who", ["ada", "mei", "li"])
def test_one_account_and_its_parts_are_read_by_key(large: Api, archive: Database, who: str, part: str) -> None:
    assert look(large, archive, who, f"/accounts/account-0000300{part}") == 1


def test_a_list_takes_the_same_few_statements_whatever_it_finds(large: Api, archive: Database) -> None:
    large.li.get("/accounts?limit=1")  # who is behind the token is remembered for a moment
    counts = []
    for query in ("limit=1", "limit=200", "limit=200&tier=A"):
        with plans(archive) as found:
            large.li.get(f"/accounts?{query}")
        counts.append(len(found))
    assert counts == [1, 1, 1]
