"""Quotations of a number at which a wrong plan hurts: generated, the same each time, written in bulk."""

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import text

from kamfield.core.db import Database, is_postgresql
from kamfield.core.work import SYSTEM, Work
from kamfield.quotes.models import FollowUp, Quote
from kamfield.quotes.models.quotes import ALWAYS
from kamfield.quotes.rules.numbers import number
from kamfield.quotes.rules.states import FollowUpState, State
from kamfield.wiring import HOUSE
from tests.cast import Moment
from tests.make.many import CHUNK, LEADS, write_down

FIRST_DAY = date(2025, 1, 1)
STATES = tuple(State)
PRICES = ("open", "asked", "approved", "refused")


def offers(database: Database, count: int, accounts: int, opportunities: int) -> None:
    """So many quotations at the accounts of `many` and for the opportunities of `portfolio`, some of them chased."""
    chance = random.Random(20260302)
    for start in range(0, count, CHUNK):
        with database.writing() as db:
            work = Work(SYSTEM, Moment.START, db, HOUSE)
            rows = [offer(chance, one, accounts, opportunities) for one in range(start, min(start + CHUNK, count))]
            write_down(work, Quote, rows)
            write_down(work, FollowUp, [step for row in rows for step in _steps(chance, row)])
            db.commit()
    with database.reading() as db:
        db.execute(text("VACUUM ANALYZE" if is_postgresql(db) else "ANALYZE"))


def offer(chance: random.Random, serial: int, accounts: int, opportunities: int) -> dict[str, Any]:
    at = chance.randrange(accounts)
    sent_on = FIRST_DAY + timedelta(days=chance.randrange(420))
    valid_until = sent_on + timedelta(days=30) if chance.random() < 0.9 else None
    return {
        "id": f"quote-{serial:07}",
        "number": number(2025, serial),
        "account_id": f"account-{at:07}",
        "owner_id": LEADS[at % 100],
        "opportunity_id": f"opportunity-{chance.randrange(opportunities):07}" if chance.random() < 0.7 else None,
        "title": f"Offer {serial * 7919 % 1_000_003:07}",
        "terms": "",
        "amount": Decimal(chance.randrange(10_000, 9_000_000)) / 10,
        "currency": chance.choices(("CNY", "EUR", "USD"), (80, 15, 5))[0],
        "discount_percent": Decimal(0),
        "line_count": 0,
        "line_edits": 0,
        "revision": 1,
        "state": chance.choices(STATES, (8, 4, 8, 30, 30, 5, 15))[0],
        "price_state": chance.choices(PRICES, (94, 1, 4, 1))[0],
        "sent_on": sent_on,
        "valid_until": valid_until,
        "valid_key": valid_until or ALWAYS,
    }


def _steps(chance: random.Random, quote: dict[str, Any]) -> list[dict[str, Any]]:
    if quote["state"] not in {State.SENT, State.WON, State.LOST}:
        return []
    state = FollowUpState.DUE if quote["state"] == State.SENT else FollowUpState.DONE
    belongs = {name: quote[name] for name in ("account_id", "owner_id")}
    return [
        {
            "id": f"step-{quote['id']}-{days}",
            "quote_id": quote["id"],
            "step": f"after-{days}",
            "due_on": quote["sent_on"] + timedelta(days=days),
            "state": state,
            **belongs,
        }
        for days in (3, 7, 14)
    ]
