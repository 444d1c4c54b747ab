"""A company of bench size, written past the actions: 200 reps with 500 accounts and 500 unreported visits each,
and an opportunity at every account."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Table, bindparam, insert, text, update

from kamfield.accounts.models import Account, Finding, Member
from kamfield.core import migrate
from kamfield.core.db import Database
from kamfield.core.sync_clock import SyncClock
from kamfield.opportunities.models import Opportunity
from kamfield.users.models import Reach, Session, User
from kamfield.visits.models import Visit

REPS = 200
ACCOUNTS_EACH = 500
TOUCHED, BEFORE_TOUCHED = 5000, 10_000_000  # rows that changed last, and the stamp before theirs
NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


def rep_id(number: int) -> str:
    return f"rep-{number:04d}"


def account_id(number: int) -> str:
    return f"account-{number:07d}"


def visit_id(number: int) -> str:
    return f"visit-{number:07d}"


More = Callable[[Iterator[int]], Iterable[tuple[Any, Iterator[dict[str, Any]]]]]


def fill(database: Database, accounts_each: int = ACCOUNTS_EACH, more: More = lambda _: ()) -> None:
    """Tables, people, sessions, accounts and teams; statistics for the planner at the end."""
    migrate.upgrade(database)
    stamps = iter(range(1, 10_000_000))
    with database.writing() as db:
        for table, rows in (
            (User.__table__, _users(stamps)),
            (Reach.__table__, _reach()),
            (Session.__table__, _sessions()),
            (Account.__table__, _accounts(stamps, accounts_each)),
            (Member.__table__, _members(stamps, accounts_each)),
            (Finding.__table__, _findings(accounts_each)),
            (Visit.__table__, _visits(stamps, accounts_each)),
            (Opportunity.__table__, _opportunities(stamps, accounts_each)),
        ):
            _write(db, table, rows)
        for table, rows in more(stamps):
            _write(db, table, rows)
        _touch(db, accounts_each)
        db.execute(update(SyncClock).values(value=BEFORE_TOUCHED + TOUCHED))
        db.commit()
    with database.reading() as db:
        db.execute(text("ANALYZE"))


def _write(db: Any, table: Any, rows: Iterator[dict[str, Any]]) -> None:
    assert isinstance(table, Table)
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == 2000:
            db.execute(insert(table), batch)
            batch = []
    if batch:
        db.execute(insert(table), batch)


def _touch(db: Any, each: int) -> None:
    """The last that happened: visits all over the company were changed."""
    step = max(1, REPS * each // TOUCHED)
    numbers = range(min(TOUCHED, REPS * each))
    changed = [{"row_id": visit_id(number * step), "stamp": BEFORE_TOUCHED + number + 1} for number in numbers]
    rows = Visit.__table__.c
    statement = update(Visit.__table__).where(rows.id == bindparam("row_id"))  # type: ignore[arg-type]
    db.execute(statement.values(sync_seq=bindparam("stamp")), changed)


def synced(stamps: Iterator[int]) -> dict[str, Any]:
    """The columns that every synced row has."""
    return {"version": 1, "sync_seq": next(stamps), "created_at": NOW, "updated_at": NOW, "deleted_at": None}


def _people() -> Iterator[tuple[str, str, str | None]]:
    yield "boss", "manager", None
    yield from ((rep_id(number), "rep", "boss") for number in range(REPS))


def _users(stamps: Iterator[int]) -> Iterator[dict[str, Any]]:
    for user_id, role, manager_id in _people():
        yield {
            "id": user_id,
            "email": f"{user_id}@example.com",
            "name": user_id,
            "role": role,
            "manager_id": manager_id,
            "locale": "en",
            "time_zone": "UTC",
            "working_hours": {},
            "active": True,
            **synced(stamps),
        }


def _reach() -> Iterator[dict[str, Any]]:
    for user_id, _, manager_id in _people():
        yield {"viewer_id": user_id, "user_id": user_id}
        if manager_id:
            yield {"viewer_id": manager_id, "user_id": user_id}


def _sessions() -> Iterator[dict[str, Any]]:
    return (session_of(user_id) for user_id, _, _ in _people())


def session_of(user_id: str) -> dict[str, Any]:
    """Somebody is signed in, for ever."""
    return {
        "id": f"session-{user_id}",
        "user_id": user_id,
        "device_id": "bench",
        "started_at": NOW,
        "last_seen_at": NOW,
        "rotated_at": NOW,
        "expires_at": NOW + timedelta(days=36500),
        "refresh_number": 1,
    }


def _accounts(stamps: Iterator[int], each: int) -> Iterator[dict[str, Any]]:
    for number in range(REPS * each):
        name = f"Client {number * 7919 % 1_000_003:07d} of the north"
        yield {
            "id": account_id(number),
            "code": f"C{number:07d}",
            "code_key": f"c{number:07d}",
            "last_visit_key": NOW.date(),
            "name": name,
            "name_key": name.lower(),
            "relationship": "ordinary",
            "tier": "ABCD"[number % 4],
            "status": "active",
            "lead_id": rep_id(number // each),
            "industry": "Steel",
            "tags": ["north", "steel"],
            **synced(stamps),
        }


def _members(stamps: Iterator[int], each: int) -> Iterator[dict[str, Any]]:
    for number in range(REPS * each):
        yield {
            "id": f"member-{number:07d}",
            "account_id": account_id(number),
            "user_id": rep_id(number // each),
            "role": "lead",
            **synced(stamps),
        }


def _findings(each: int) -> Iterator[dict[str, Any]]:
    for number in range(REPS * each):
        yield {
            "number": number + 1,
            "account_id": account_id(number),
            "names": f"client {number}",
            "phones": "",
            "active_contacts": 3,
        }


def _visits(stamps: Iterator[int], each: int) -> Iterator[dict[str, Any]]:
    for number in range(REPS * each):
        yield {
            "id": visit_id(number),
            "rep_id": rep_id(number // each),
            "account_id": account_id(number),
            "form": "sales_visit",
            "day": NOW.date(),
            "minutes": 60,
            "state": "done",
            "urgent": False,
            "missing": [],
            "checked_in_at": NOW,
            "checked_out_at": NOW,
            "report_due_at": NOW + timedelta(days=36500),
            **synced(stamps),
        }


def _opportunities(stamps: Iterator[int], each: int) -> Iterator[dict[str, Any]]:
    for number in range(REPS * each):
        yield {
            "id": f"opportunity-{number:07d}",
            "account_id": account_id(number),
            "owner_id": rep_id(number // each),
            "name": f"Project {number:07d}",
            "amount": Decimal(number * 7919 % 1_000_003) / 10,
            "currency": ("CNY", "CNY", "CNY", "EUR", "USD")[number % 5],
            "amount_source": "own",
            "probability": number * 5 % 101,
            "expected_close_on": date(2026, 1, 1) + timedelta(days=number * 7919 % 1461),
            "status": ("potential", "project", "ours", "winning", "lost")[number // 7 % 5],
            "continuations": 0,
            **synced(stamps),
        }
