"""Archives of a size at which a wrong plan hurts: generated, the same each time, written in bulk."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert, text

from kamfield.accounts.actions.findings import keep_findable
from kamfield.accounts.models import Account, Contact, Member, Place
from kamfield.accounts.rules import NEVER, sort_key
from kamfield.core import sync_clock
from kamfield.core.db import Database, is_postgresql
from kamfield.core.work import SYSTEM, Work
from kamfield.users import actions as users
from kamfield.wiring import HOUSE
from tests.cast import Cast, Moment

CHUNK = 500
CITIES = {"上海": (31.23, 121.47), "苏州": (31.30, 120.58), "北京": (39.90, 116.40), "Berlin": (52.52, 13.40)}
CITIES |= {"Dallas": (32.78, -96.80), "Wien": (48.21, 16.37), "深圳": (22.54, 114.06), "Lyon": (45.76, 4.84)}
SYLLABLES = [
    *"华安瑞康恒博远泰盛嘉德信诚宏达兴业隆鑫永",
    *("ka", "mer", "tol", "ben", "sil", "dor", "fa", "ri", "no", "gu", "lem"),
]
SORTS_OF_BUSINESS = (
    "精密机械有限公司",
    "医院",
    "制药有限公司",
    " Hospital",
    " Machine Works GmbH",
    " Clinic",
    " Systems Inc",
)
SURNAMES = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗"
LEADS = [Cast.li.id, Cast.ren.id, Cast.sam.id, *(f"rep-{number}" for number in range(97))]
INDUSTRIES = [f"industry-{number}" for number in range(20)]


def many(database: Database, count: int, contacts: int = 1) -> None:
    """So many accounts, led in turn by a hundred reps, three of them of the cast, each with a place and contacts."""
    chance = random.Random(20260302)
    _hire(database)
    for start in range(0, count, CHUNK):
        with database.writing() as db:
            work = Work(SYSTEM, Moment.START, db, HOUSE)
            accounts = [account(chance, number) for number in range(start, min(start + CHUNK, count))]
            parts: list[tuple[Any, list[dict[str, Any]]]] = [
                (Account, accounts),
                (Member, [_member(one) for one in accounts]),
                (Place, [_place(chance, one) for one in accounts]),
                (Contact, [one for owner in accounts for one in _contacts(chance, owner, contacts)]),
            ]
            for kind, rows in ((kind, rows) for kind, rows in parts if rows):
                write_down(work, kind, rows)
            keep_findable(work, [one["id"] for one in accounts])
            db.commit()
    with database.reading() as db:
        if is_postgresql(db):
            db.execute(text("VACUUM ANALYZE"))  # as the server does by itself after a while


def _hire(database: Database) -> None:
    with database.writing() as db:
        work = Work(SYSTEM, Moment.START, db, HOUSE)
        for lead in LEADS[3:]:
            users.add(work, id=lead, email=f"{lead}@example.com", name=lead, role="rep")
        db.commit()


def account(chance: random.Random, number: int) -> dict[str, Any]:
    city = chance.choice(list(CITIES))
    name = city + "".join(chance.choices(SYLLABLES, k=3)) + chance.choice(SORTS_OF_BUSINESS)
    visited = None if chance.random() < 0.2 else date(2026, 3, 1) - timedelta(days=chance.randrange(400))
    return {
        "id": f"account-{number:07}",
        "code": f"K-{number:06}",
        "code_key": f"k-{number:06}",
        "name": name,
        "name_key": sort_key(name),
        "relationship": "ordinary",
        "tier": chance.choices("ABCD", (5, 15, 30, 50))[0],
        "status": chance.choices(("active", "prospect", "dormant", "lost"), (70, 20, 8, 2))[0],
        "lead_id": LEADS[number % 100],
        "industry": chance.choice(INDUSTRIES),
        "tags": ["export"] if number % 50 == 0 else [],
        "last_visited_on": visited,
        "last_visit_key": visited or NEVER,
        "_city": city,
    }


def _member(account: dict[str, Any]) -> dict[str, Any]:
    return {"id": "m" + account["id"], "account_id": account["id"], "user_id": account["lead_id"], "role": "lead"}


def _place(chance: random.Random, account: dict[str, Any]) -> dict[str, Any]:
    latitude, longitude = CITIES[account["_city"]]
    where = {"latitude": latitude + chance.gauss(0, 0.15), "longitude": longitude + chance.gauss(0, 0.15)}
    fixed = {"label": "Plant", "location": "given", "is_main": True}
    return {"id": "p" + account["id"], "account_id": account["id"], **fixed, **where}


def _contacts(chance: random.Random, account: dict[str, Any], count: int) -> Iterator[dict[str, Any]]:
    for number in range(count):
        name = chance.choice(SURNAMES) + "".join(chance.choices(SYLLABLES[:20], k=2))
        mobile = f"+861{chance.randrange(3, 10)}{chance.randrange(10**9):09}"
        fixed = {"account_id": account["id"], "name": name, "name_key": name, "active": True, "mobile": mobile}
        yield {"id": f"c{number}" + account["id"], **fixed}


def write_down(work: Work, kind: Any, rows: list[dict[str, Any]]) -> None:
    """Writes rows past the actions, stamped by the sync clock."""
    first = sync_clock.tick(work.db, len(rows))
    fixed = {"version": 1, "created_at": work.now, "updated_at": work.now}
    columns = {column.key for column in kind.__table__.columns}
    stamped = [row | fixed | {"sync_seq": first + number} for number, row in enumerate(rows)]
    work.db.execute(insert(kind.__table__), [{k: v for k, v in row.items() if k in columns} for row in stamped])
