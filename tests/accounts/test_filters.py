"""Lists of accounts: filters, sorts, distance."""

from datetime import date

import pytest

from kamfield.accounts.queries import rarity
from kamfield.core.work import Work
from kamfield.geo.point import Point
from tests.api import Api
from tests.cast import Cast
from tests.make.accounts import BUND, make_account, make_place


@pytest.fixture(autouse=True)
def archive(work: Work) -> None:
    alpha = make_account(work, name="Alpha", code="3", tier="A", status="active", industry="pharma")
    beta = make_account(work, Cast.ren, name="beta", code="1", tier="B", status="lost", tags=["Export", "ÖPNV"])
    gamma = make_account(work, name="Gamma", status="active")
    alpha.visited(date(2026, 2, 20))
    beta.visited(date(2026, 1, 1))
    make_place(work, alpha, point=BUND)
    make_place(work, beta, point=Point(31.2445, 121.4900))
    make_place(work, gamma, point=Point(40.0, 116.0))
    make_place(work, gamma, point=Point(31.2409, 121.4900))
    work.db.commit()


def names(api: Api, query: str) -> str:
    answer = api.mei.get(f"/accounts?{query}")
    assert answer.status_code == 200, answer.text
    return " ".join(one["name"] for one in answer.json["items"])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "Alpha beta Gamma"),
        ("tier=A", "Alpha"),
        ("status=active", "Alpha Gamma"),
        ("lead_id=user-ren", "beta"),
        ("industry=pharma", "Alpha"),
        ("tag=export", "beta"),
        ("tag=opnv", "beta"),
        ("not_visited_for_days=10", "Alpha beta Gamma"),
        ("not_visited_for_days=11", "beta Gamma"),
        ("not_visited_for_days=61", "Gamma"),
        ("status=active&tier=A", "Alpha"),
        ("sort=-name", "Gamma beta Alpha"),
        ("sort=code", "Gamma beta Alpha"),
        ("sort=last_visited_on", "Gamma beta Alpha"),
        ("sort=-last_visited_on", "Alpha beta Gamma"),
        ("near=31.24,121.49&within_metres=400", "Alpha Gamma"),
        ("near=31.24,121.49&sort=distance", "Alpha Gamma beta"),
        ("near=31.24,121.49&sort=-distance&status=active", "Gamma Alpha"),
        ("near=31.238024,121.494585&datum=gcj02&within_metres=50", "Alpha"),
        ("near=-31,121", ""),
    ],
)
def test_filters_and_sorts(api: Api, query: str, expected: str) -> None:
    assert names(api, query) == expected


@pytest.mark.parametrize("query", ["tag=export", "few_contacts=true", "q=a", "status=active&q=a", "sort=-name"])
def test_what_is_frequent_gives_the_same_as_what_is_rare(api: Api, monkeypatch: pytest.MonkeyPatch, query: str) -> None:
    looked_up = names(api, query)
    monkeypatch.setattr(rarity, "RARE", 0)
    assert names(api, query) == looked_up != ""
    assert names(api, "q=client") == ""


@pytest.mark.parametrize("sort", ["name", "-name", "code", "-last_visited_on", "last_visited_on", "created_at"])
def test_every_sort_pages_without_loss_or_repetition(api: Api, sort: str) -> None:
    assert paged(api, f"sort={sort}") == names(api, f"sort={sort}").split()


@pytest.mark.parametrize("sort", ["distance", "-distance", "name"])
def test_what_is_near_pages_too(api: Api, sort: str) -> None:
    assert len(paged(api, f"near=31.24,121.49&sort={sort}")) == 3


def paged(api: Api, query: str) -> list[str]:
    seen, cursor = [], ""
    while True:
        page = api.mei.get(f"/accounts?{query}&limit=1{cursor}").json
        seen += [one["name"] for one in page["items"]]
        if page["next_cursor"] is None:
            return seen
        cursor = f"&cursor={page['next_cursor']}"


def test_a_wide_reach_shows_nothing_that_a_narrow_one_hides(
    api: Api, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_account(work, Cast.sam, name="Foreign")
    work.db.commit()
    monkeypatch.setattr(rarity, "RARE", 0)
    assert names(api, "") == "Alpha beta Gamma"
    assert [one["name"] for one in api.max.get("/accounts").json["items"]] == ["Foreign"]


def test_the_distance_is_that_of_the_nearest_place(api: Api) -> None:
    items = api.mei.get("/accounts?near=31.24,121.49&sort=distance").json["items"]
    assert [one["distance_metres"] for one in items] == pytest.approx([0, 99.8, 499], abs=1)
    assert api.mei.get("/accounts").json["items"][0]["distance_metres"] is None


def test_what_is_near_across_the_date_line_is_found(api: Api, work: Work) -> None:
    fiji = make_account(work, name="Fiji")
    make_place(work, fiji, point=Point(-17, 179.999))
    assert names(api, "near=-17,-179.999&sort=distance") == "Fiji"


@pytest.mark.parametrize(
    "query",
    [
        *("tier=E", "status=gone", "not_visited_for_days=-1", "near=1", "near=x,y", "near=91,0", "near=1,2,3", "q="),
        *("within_metres=50", "near=1,1&within_metres=0", "datum=gcj02", "sort=distance", "sort=-distance", "nope=1"),
    ],
)
def test_a_filter_that_means_nothing_is_refused(api: Api, query: str) -> None:
    refused = api.mei.get(f"/accounts?{query}")
    assert refused.status_code == 422, refused.text
    assert refused.json["errors"][0]["parameter"] in query
