"""Lists by cursor: every row once, also while rows come in; a cursor that is not ours is refused."""

import base64

import orjson
import pytest

from kamfield.core.work import Work
from kamfield.users import actions as users
from tests.api import Api


@pytest.fixture
def crowd(work: Work) -> list[str]:
    """Thirty people below mei, some of the same name."""
    names = [f"Person {number // 3:02}" for number in range(30)]
    for number, name in enumerate(names):
        users.add(
            work, id=f"p-{number:02}", email=f"p{number}@example.com", name=name, role="rep", manager_id="user-mei"
        )
    work.db.flush()
    return names


def pages(api: Api, path: str) -> list[list[str]]:
    found, cursor = [], ""
    while True:
        answer = api.mei.get(f"{path}{cursor}").json
        found.append([row["id"] for row in answer["items"]])
        if answer["next_cursor"] is None:
            return found
        cursor = f"&cursor={answer['next_cursor']}"


@pytest.mark.parametrize("sort", ["name", "-name", "email", "-email"])
def test_every_row_comes_once_and_in_order(api: Api, crowd: list[str], sort: str) -> None:
    whole = [row["id"] for row in api.mei.get(f"/users?limit=200&sort={sort}").json["items"]]
    found = pages(api, f"/users?limit=7&sort={sort}")
    assert [row for page in found for row in page] == whole
    assert len(whole) == 33
    assert {len(page) for page in found[:-1]} == {7}


def test_rows_that_come_in_between_move_nothing(api: Api, crowd: list[str], work: Work) -> None:
    first = api.mei.get("/users?limit=10").json
    for number in range(5):
        users.add(work, email=f"new{number}@example.com", name=f"A{number}", role="rep", manager_id="user-mei")
    users.add(work, id="late", email="late@example.com", name="Zz", role="rep", manager_id="user-mei")
    work.db.flush()
    rest = api.mei.get(f"/users?limit=200&cursor={first['next_cursor']}").json["items"]
    seen = [row["id"] for row in (*first["items"], *rest)]
    assert len(seen) == len(set(seen)) == 34  # the 33 of before and the one that belongs behind
    assert seen[-1] == "late"


def test_the_link_leads_to_the_next_page_with_the_same_filters(api: Api, crowd: list[str]) -> None:
    first = api.mei.get("/users?limit=20&role=rep&sort=-name")
    link = first.headers["Link"]
    assert link.endswith('; rel="next"')
    second = api.mei.get(link[1 : link.index(">")])
    assert {row["role"] for row in second.json["items"]} == {"rep"}
    assert len(first.json["items"] + second.json["items"]) == 32
    assert "Link" not in second.headers


def packed(*parts: object) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(parts)).decode().rstrip("=")


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "%00",
        "é",
        packed("name"),
        packed("email", "a", "b"),
        packed("name", None, "b"),
        packed("name", 5, "b"),
        packed("name", True, "b"),
        packed("name", "a\x00", "b"),
        packed("name", "a", "b\x00"),
        packed("name", "a", 5),
        packed("name", ["2026-01-01"], "b"),
        packed("name", {}, "b"),
        packed("name", 1.5, "b"),
        packed("name", "t", "a", "b"),
        packed(["name"], "a", "b"),
        packed({"a": 1}),
        "A" * 2500,
    ],
)
def test_a_cursor_that_is_not_of_this_list_is_refused(api: Api, cursor: str) -> None:
    answer = api.mei.get("/users", query_string={"cursor": cursor})
    assert answer.status_code == 422, answer.text
    assert [(error["parameter"], error["code"]) for error in answer.json["errors"]] == [("cursor", "bad-cursor")]


@pytest.mark.parametrize("value", ["soon", "2026-01-01", "2026-01-01T00:00:00", 5])
def test_a_cursor_of_instants_holds_an_instant(api: Api, value: object) -> None:
    cursor = packed("started_at", value, "b")
    assert api.mei.get("/sessions", query_string={"cursor": cursor}).status_code == 422
