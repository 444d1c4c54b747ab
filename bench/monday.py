"""A company on a Monday morning, written past the actions: of each rep's week five visits, four to-dos, and two things
that are to be told this morning; one of them is a report that is late."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any

from sqlalchemy import select, text, update

from bench.data import _write, synced
from kamfield.accounts.models import Account
from kamfield.core.db import Database
from kamfield.core.sync_clock import SyncClock
from kamfield.reminders.models import Rhythm
from kamfield.todos.models import TodoItem, TodoList
from kamfield.users.models import Reach, User
from kamfield.users.rules import USUAL_HOURS
from kamfield.visits.models import Objective, Visit

MONDAY = date(2026, 3, 9)
WEEK = 11
CLIENTS = 5
DAY = timedelta(days=1)

Rows = Iterator[dict[str, Any]]


def rep_id(number: int) -> str:
    return f"rep-{number:05d}"


def fill(database: Database, reps: int) -> None:
    """All of it, into tables that are there; statistics for the planner at the end."""
    writers = (
        (User, _users),
        (Reach, _reach),
        (Account, _accounts),
        (Visit, _visits),
        (Objective, _objectives),
        (TodoList, _lists),
        (TodoItem, _items),
    )
    with database.writing() as db:
        stamps = count(db.scalars(select(SyncClock.value)).one() + 1)
        for kind, write in writers:
            shared = kind is not Reach
            every = (row for number in range(reps) for row in write(number))
            _write(db, kind.__table__, ({**row, **(synced(stamps) if shared else {})} for row in every))
        _write(db, Rhythm.__table__, (_rhythm(number) for number in range(reps)))
        db.execute(update(SyncClock).values(value=next(stamps)))
        db.commit()
    with database.reading() as db:
        db.execute(text("ANALYZE"))


def _users(number: int) -> Rows:
    yield {
        "id": rep_id(number),
        "email": f"{rep_id(number)}@example.com",
        "name": f"Rep {number}",
        "role": "rep",
        "locale": ("zh-CN", "en")[number % 2],
        "time_zone": "UTC",
        "working_hours": USUAL_HOURS,
        "active": True,
    }


def _reach(number: int) -> Rows:
    yield {"viewer_id": rep_id(number), "user_id": rep_id(number)}


def _accounts(number: int) -> Rows:
    for place in range(CLIENTS):
        name = f"Client {number * CLIENTS + place:06d} of the north"
        yield {
            "id": f"account-{number:05d}-{place}",
            "code": f"C{number:05d}-{place}",
            "code_key": f"c{number:05d}-{place}",
            "last_visit_key": MONDAY - 20 * DAY,
            "last_visited_on": MONDAY - 20 * DAY,
            "name": name,
            "name_key": name.lower(),
            "relationship": "ordinary",
            "tier": "ABCD"[place % 4],
            "status": "active",
            "lead_id": rep_id(number),
            "tags": [],
        }


def _visits(number: int) -> Rows:
    usual = {"rep_id": rep_id(number), "form": "sales_visit", "minutes": 60, "urgent": False}
    late = datetime.combine(MONDAY - 3 * DAY, time(18), UTC)
    for place in range(CLIENTS):
        client = {"id": f"visit-{number:05d}-{place}", "account_id": f"account-{number:05d}-{place}"}
        day = MONDAY + place * DAY
        at = datetime.combine(day, time(10), UTC)
        ready = {"state": "planned", "missing": ["why"] if place == 0 else [], "report_due_at": None}
        yield {**usual, **client, **ready, "day": day, "starts_at": at}
    client = {"id": f"visit-{number:05d}-x", "account_id": f"account-{number:05d}-0"}
    owed: dict[str, Any] = {"starts_at": None, "state": "done", "missing": [], "report_due_at": late}
    yield {**usual, **client, "day": MONDAY - 4 * DAY, **owed}


def _objectives(number: int) -> Rows:
    for place in range(CLIENTS):
        yield {
            "id": f"objective-{number:05d}-{place}",
            "visit_id": f"visit-{number:05d}-{place}",
            "kind": "advance_sale",
            "client_action": "The buyer signs the trial order for 40 seals",
        }


def _lists(number: int) -> Rows:
    yield {
        "id": f"list-{number:05d}",
        "rep_id": rep_id(number),
        "iso_year": MONDAY.year,
        "iso_week": WEEK,
        "monday": MONDAY,
        "opened_at": datetime.combine(MONDAY, time(), UTC),
        "confirm_due_at": datetime.combine(MONDAY, time(12), UTC),
        "archive_waiting": 0,
    }


def _items(number: int) -> Rows:
    for place in range(4):
        yield {
            "id": f"item-{number:05d}-{place}",
            "list_id": f"list-{number:05d}",
            "rep_id": rep_id(number),
            "title": f"Send the drawings of pump {place} to the plant",
            "due_on": MONDAY + place * DAY,
            "source_kind": "own",
            "state": "open",
            "priority": "normal",
        }


def _rhythm(number: int) -> dict[str, Any]:
    at = datetime.combine(MONDAY, time(7, 30), UTC)
    return {"id": f"rhythm-{number:05d}", "user_id": rep_id(number), "done_at": at - DAY, "due_at": at, "attempts": 0}
