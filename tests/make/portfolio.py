"""Opportunities of a number at which a wrong plan hurts: generated, the same each time, written in bulk."""

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import text

from kamfield.core.db import Database, is_postgresql
from kamfield.core.work import SYSTEM, Work
from kamfield.opportunities.models import Opportunity
from kamfield.opportunities.rules.stages import Status
from kamfield.wiring import HOUSE
from tests.cast import Moment
from tests.make.many import CHUNK, LEADS, write_down

FIRST_CLOSE = date(2026, 1, 1)
STATUSES = (Status.POTENTIAL, Status.PROJECT, Status.OURS, Status.WINNING, Status.WON, Status.LOST)


def portfolio(database: Database, count: int, accounts: int) -> None:
    """So many opportunities at the accounts of `many`, in every status, closing within two years."""
    chance = random.Random(20260302)
    for start in range(0, count, CHUNK):
        with database.writing() as db:
            work = Work(SYSTEM, Moment.START, db, HOUSE)
            rows = [opportunity(chance, number, accounts) for number in range(start, min(start + CHUNK, count))]
            write_down(work, Opportunity, rows)
            db.commit()
    with database.reading() as db:
        db.execute(text("VACUUM ANALYZE" if is_postgresql(db) else "ANALYZE"))


def opportunity(chance: random.Random, number: int, accounts: int) -> dict[str, Any]:
    at = chance.randrange(accounts)
    status = chance.choices(STATUSES, (35, 20, 10, 5, 15, 15))[0]
    decided = status in {Status.WON, Status.LOST}
    return {
        "id": f"opportunity-{number:07}",
        "account_id": f"account-{at:07}",
        "owner_id": LEADS[at % 100],
        "name": f"Project {number * 7919 % 1_000_003:07}",
        "amount": Decimal(chance.randrange(10_000, 9_000_000)) / 10 if chance.random() < 0.8 else None,
        "currency": chance.choices(("CNY", "EUR", "USD"), (80, 15, 5))[0],
        "amount_source": "own",
        "probability_source": "own",
        "probability": chance.randrange(0, 101, 5),
        "expected_close_on": FIRST_CLOSE + timedelta(days=chance.randrange(730)),
        "status": status,
        "continuations": 0,
        "stalled_on": FIRST_CLOSE if chance.random() < 0.02 else None,
        "decided_on": FIRST_CLOSE + timedelta(days=chance.randrange(60)) if decided else None,
        "decided_from": Status.OURS if decided else None,
    }
