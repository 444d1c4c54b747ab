"""Managers over few and many reps beside `bench.data`, and what the phones of a company ask and push."""

from collections.abc import Callable, Iterator
from typing import Any

import orjson
from sqlalchemy import Table

from bench import data
from bench.operations import Ask
from kamfield.users.models import Reach, Session, User

MANAGED = (1, 10, 100)
PUSHED = 5000
_TABLES = 4  # accounts, their teams, visits, opportunities


def manager_of(reps: int) -> str:
    return f"manager-of-{reps}"


def rows_of(reps: int, each: int) -> int:
    """What the phone of a manager holds, but for the people."""
    return reps * each * _TABLES


def managers(stamps: Iterator[int]) -> Iterator[tuple[Any, Iterator[dict[str, Any]]]]:
    """One manager over each of these numbers of reps; for `bench.data.fill`."""
    for kind, write in ((User, _people(stamps)), (Reach, _reach()), (Session, _sessions())):
        table = kind.__table__
        assert isinstance(table, Table)
        yield table, write


def _people(stamps: Iterator[int]) -> Iterator[dict[str, Any]]:
    for reps in MANAGED:
        named = {"id": manager_of(reps), "email": f"{manager_of(reps)}@example.com", "name": manager_of(reps)}
        where = {"manager_id": None, "locale": "en", "time_zone": "UTC", "working_hours": {}, "active": True}
        yield {**named, **where, "role": "manager", **data.synced(stamps)}


def _reach() -> Iterator[dict[str, Any]]:
    for reps in MANAGED:
        yield {"viewer_id": manager_of(reps), "user_id": manager_of(reps)}
        yield from ({"viewer_id": manager_of(reps), "user_id": data.rep_id(number)} for number in range(reps))


def _sessions() -> Iterator[dict[str, Any]]:
    return (data.session_of(manager_of(reps)) for reps in MANAGED)


def idle(each: int) -> Callable[[int], Ask]:
    """A phone that has everything asks again."""
    cursor = data.BEFORE_TOUCHED + data.TOUCHED
    return lambda number: Ask("GET", f"/api/v1/sync?last_pulled_at={cursor}", None, data.rep_id(number % data.REPS))


def push(count: int, word: str) -> Ask:
    """New rows of one rep: a quarter contacts, a quarter visits with a purpose, half of them things to do."""
    tables = {
        "contacts": [_contact(number, word) for number in range(count // 4)],
        "visits": [_visit(number, word) for number in range(count // 4)],
        "todo_items": [{"id": f"todo-{word}-{n}", "title": f"Call {n}", "state": "open"} for n in range(count // 2)],
    }
    changes = {name: {"created": rows, "updated": [], "deleted": []} for name, rows in tables.items()}
    cursor = data.BEFORE_TOUCHED + data.TOUCHED
    return Ask("POST", f"/api/v1/sync?last_pulled_at={cursor}", orjson.dumps(changes), data.rep_id(0))


def _contact(number: int, word: str) -> dict[str, Any]:
    return {"id": f"contact-{word}-{number}", "account_id": _account(number), "name": f"P {number}", "active": True}


def _visit(number: int, word: str) -> dict[str, Any]:
    when = {"day": f"2026-03-{3 + number % 25:02}", "minutes": 60, "state": "planned"}
    what = {"form": "sales_visit", "purpose": "move_forward"}
    return {"id": f"visit-{word}-{number}", "account_id": _account(number), **when, **what}


def _account(number: int) -> str:
    return data.account_id(number % 50)
