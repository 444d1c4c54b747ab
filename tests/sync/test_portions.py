"""A large push is taken over in portions: others write in between, and what belongs together stays together."""

import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from kamfield.accounts.models import Account, Contact
from kamfield.core.db import Database, connect
from kamfield.core.journal import Entry
from kamfield.core.rows import Synced
from kamfield.core.work import Work
from kamfield.sync.rules import TABLES
from kamfield.sync.rules.portions import MOST_AT_ONCE, cut
from kamfield.todos.models import TodoItem
from tests.api import Api
from tests.cast import Cast
from tests.make.accounts import make_account
from tests.served import Served
from tests.sync.pushing import issues_of, pulled, push

NAMES = [table.name for table in TABLES]
PORTIONS = 6


def created(**tables: list[dict[str, Any]]) -> dict[str, Any]:
    return {name: {"created": rows, "updated": [], "deleted": []} for name, rows in tables.items()}


def contacts(account_id: str, count: int) -> list[dict[str, Any]]:
    return [{"id": f"c{n}", "account_id": account_id, "name": f"Ada {n}", "active": True} for n in range(count)]


def ids_of(portion: Any) -> set[str]:
    rows = [one for table in portion.values() for change in table.values() for one in change]
    return {one if isinstance(one, str) else one["id"] for one in rows}


def test_portions_have_every_row_once_and_in_order() -> None:
    portions = cut(created(contacts=contacts("a", 450)), NAMES, {}, most=200)
    assert [len(ids_of(portion)) for portion in portions] == [200, 200, 50]
    assert [row["id"] for portion in portions for row in portion["contacts"]["created"]] == [
        f"c{n}" for n in range(450)
    ]


def test_what_names_each_other_stays_together() -> None:
    visits = [{"id": f"v{n}", "account_id": f"a{n % 3}"} for n in range(6)]
    parts = [{"id": f"o{n}", "visit_id": f"v{n}"} for n in reversed(range(6))]
    portions = cut(created(visits=visits, objectives=parts, accounts=[{"id": "a1"}]), NAMES, {}, most=5)
    whole = [{"v1", "v4", "o1", "o4", "a1"}, {"v0", "o0", "v2", "o2"}, {"v3", "o3", "v5", "o5"}]
    assert [ids_of(portion) for portion in portions] == whole


def test_rows_of_one_visit_that_is_not_sent_itself_stay_together() -> None:
    sent = created(
        objectives=[{"id": "o1", "visit_id": "v1"}, {"id": "o2", "visit_id": "v2"}],
        reports=[{"id": "r2", "visit_id": "v2"}, {"id": "r1", "visit_id": "v1"}],
    )
    assert [ids_of(portion) for portion in cut(sent, NAMES, {}, most=2)] == [{"o1", "r1"}, {"o2", "r2"}]


def test_a_deletion_goes_with_what_its_row_belonged_to() -> None:
    sent = created(visits=[{"id": "v1"}, {"id": "v2"}]) | {"visit_contacts": {"deleted": ["m2"]}}
    known = {("visit_contacts", "m2"): {"visit_id": "v2"}}
    assert [ids_of(portion) for portion in cut(sent, NAMES, known, most=2)] == [{"v1"}, {"v2", "m2"}]


def test_a_day_of_arrivals_and_a_week_that_is_closed_are_not_cut() -> None:
    checks = [{"id": f"k{n}", "visit_id": f"v{n}"} for n in range(4)]
    assert len(cut(created(checks=checks), NAMES, {}, most=2)) == 1
    items = [{"id": f"t{n}"} for n in range(4)]
    assert len(cut(created(todo_items=items), NAMES, {}, most=2)) == 2
    assert len(cut(created(todo_items=items) | {"todo_lists": {"updated": [{"id": "week"}]}}, NAMES, {}, most=2)) == 1


def test_what_nobody_knows_is_counted_once_however_many_portions(api: Api, work: Work) -> None:
    account = make_account(work)
    work.db.flush()
    rows: list[Any] = [*contacts(account.id, MOST_AT_ONCE + 50), "no row"]
    answer = push(api.li, contacts=rows, nonsense=[{"id": "x"}])
    assert answer.json == {"written": MOST_AT_ONCE + 50, "issues": 1, "ignored": 1}
    assert len(issues_of(api.li)) == 1


def test_a_conflict_anywhere_keeps_nothing_of_a_large_push(api: Api, work: Work) -> None:
    account = make_account(work)
    work.db.flush()
    cursor = pulled(api.li)["timestamp"]
    assert push(api.li, todo_items=[{"id": "todo", "title": "Call", "state": "open"}]).status_code == 200
    rows = {"contacts": contacts(account.id, MOST_AT_ONCE + 1)}
    changed = {"todo_items": [{"id": "todo", "title": "Call again", "state": "open"}]}
    assert push(api.li, cursor, updated=changed, **rows).status_code == 409
    assert work.db.scalar(select(func.count()).select_from(Contact)) == 0


def test_a_visit_with_all_that_belongs_to_it_arrives_also_in_a_large_push(api: Api, work: Work) -> None:
    account = make_account(work)
    work.db.flush()
    visit = {"id": "v", "account_id": account.id, "day": "2026-03-10", "minutes": 60, "state": "planned"}
    visit |= {"form": "sales_visit", "purpose": "move_forward"}
    met = {"id": "m", "visit_id": "v", "contact_id": f"c{MOST_AT_ONCE + 9}"}
    people = contacts(account.id, MOST_AT_ONCE + 10)
    assert push(api.li, contacts=people, visits=[visit], visit_contacts=[met]).json["issues"] == 0
    (told,) = api.li.get("/visits/v").json["contacts"]
    assert told["contact_id"] == met["contact_id"]


@pytest.fixture
def served(own_url: str, tmp_path: Path) -> Iterator[Served]:
    served = Served(own_url, tmp_path)
    served.start()
    yield served
    served.stop()


@pytest.fixture
def stored(own_url: str) -> Iterator[Database]:
    """The same database, past the server."""
    database = connect(own_url)
    yield database
    database.dispose()


def headers(served: Served) -> dict[str, str]:
    return {"Authorization": f"Bearer {served.sign_in(Cast.li)}", "Content-Type": "application/json"}


def things_to_do(count: int) -> bytes:
    rows = [{"id": f"todo-{n}", "title": f"Call {n}", "state": "open"} for n in range(count)]
    return json.dumps(created(todo_items=rows)).encode()


def added(database: Database) -> int:
    with database.reading() as db:
        return db.scalar(select(func.count()).select_from(Entry).where(Entry.verb == "todo.add")) or 0


def stamps_of(database: Database, model: type[Synced]) -> list[int]:
    with database.reading() as db:
        return list(db.scalars(select(model.sync_seq)))


def test_who_else_writes_during_a_large_push_gets_in_between(served: Served, stored: Database) -> None:
    """The stamps tell it: those of the other stand among those of the push, not before and behind."""
    said, answers, stamps = headers(served), [], []
    account = json.loads(served.ask("POST", "/accounts", b'{"name": "Wanda"}', said)[2])["id"]

    def push_all() -> None:
        body = things_to_do(PORTIONS * MOST_AT_ONCE)
        answers.append(served.ask("POST", "/sync?last_pulled_at=1", body, said)[0])

    pusher = threading.Thread(target=push_all)
    pusher.start()
    while pusher.is_alive():
        body = json.dumps({"industry": f"Seals {len(stamps)}"}).encode()
        assert served.ask("PATCH", f"/accounts/{account}", body, {**said, "If-Match": "*"})[0] == 200
        stamps += stamps_of(stored, Account)
    pusher.join()
    pushed = stamps_of(stored, TodoItem)
    assert (answers, len(pushed)) == ([200], PORTIONS * MOST_AT_ONCE)
    in_between = [stamp for stamp in stamps if min(pushed) < stamp < max(pushed)]
    assert len(in_between) >= PORTIONS / 2


def test_a_server_that_dies_in_the_middle_loses_nothing_and_doubles_nothing(served: Served, stored: Database) -> None:
    said, body = headers(served), things_to_do(4 * MOST_AT_ONCE)
    failures: list[Exception] = []

    def push_until_it_dies() -> None:
        try:
            served.ask("POST", "/sync?last_pulled_at=1", body, said)
        except OSError as error:
            failures.append(error)

    pusher = threading.Thread(target=push_until_it_dies)
    pusher.start()
    for _ in range(2000):
        if added(stored):
            break
        time.sleep(0.01)
    served.kill()
    pusher.join()
    before = added(stored)
    assert 0 < before < 4 * MOST_AT_ONCE
    assert before % MOST_AT_ONCE == 0
    served.start()
    status, _, content = served.ask("POST", "/sync?last_pulled_at=1", body, said)
    assert (status, json.loads(content)) == (200, {"written": 4 * MOST_AT_ONCE - before, "issues": 0, "ignored": 0})
    assert added(stored) == 4 * MOST_AT_ONCE
