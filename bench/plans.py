"""Prints what a plan of 200 visits costs to read and to check, beside one of 20.

    python -m bench.plans [--engine sqlite|postgresql]

Milliseconds of processor time per request, in this process and without a server: sign-in, reach and rendering are in
it, the database's own time on PostgreSQL is not. The queries are counted: they do not grow with the plan.

The last figures, on two busy cores, at 20 and at 200 visits: read 24 and 61 ms on PostgreSQL, 19 and 49 ms on SQLite;
check 23 and 42 ms, 18 and 42 ms; compare plan and fact 14 and 27 ms, 9 and 27 ms.
"""

import argparse
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from time import process_time
from typing import Any

from sqlalchemy import event

from bench.measured import a_database
from kamfield.app import build
from kamfield.core.db import Database, connect
from kamfield.core.work import SYSTEM, Work
from kamfield.plans import actions as plans
from kamfield.settings import Settings
from kamfield.visits.actions import visits
from kamfield.wiring import HOUSE
from tests.api import Api
from tests.cast import Cast, Moment
from tests.conftest import lay_down
from tests.make.accounts import make_account, make_contact, make_place
from tests.make.visits import AIM

SHORT, LONG = 20, 200
ROUNDS = 15
MONTHS = {SHORT: date(2026, 4, 1), LONG: date(2026, 5, 1)}


def main() -> None:
    """Measures both engines and prints a table."""
    parser = argparse.ArgumentParser(prog="bench.plans")
    parser.add_argument("--engine", choices=("sqlite", "postgresql"))
    only = parser.parse_args().engine
    lines = ["| engine | operation | 20 visits ms | 200 visits ms | queries |", "|---|---|---|---|---|"]
    for engine in ("postgresql", "sqlite"):
        if only in (None, engine):
            lines += _measure(engine)
    sys.stdout.write("\n".join(lines) + "\n")


def _measure(engine: str) -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="kamfield-bench-") as folder, a_database(engine, Path(folder)) as (url, _):
        database = connect(url)
        lay_down(database)
        ids = {count: _plan(database, count) for count in MONTHS}
        settings = Settings(home=Path(folder), secret_key="for the benchmark only, and long enough")
        api = Api(build(settings, database=database, clock=Moment()))
        for name, path in (("read a plan", ""), ("check a plan", "/check"), ("compare plan and fact", "/deviation")):
            cost = {count: _cost(api, f"/plans/{ids[count]}{path}") for count in MONTHS}
            queries = {_queries(database, api, f"/plans/{ids[count]}{path}") for count in MONTHS}
            shown = ", ".join(map(str, sorted(queries)))
            yield f"| {engine} | {name} | {cost[SHORT]:.1f} | {cost[LONG]:.1f} | {shown} |"
        database.dispose()


def _plan(database: Database, count: int) -> str:
    with database.writing() as db:
        work = Work(SYSTEM, Moment.START, db, HOUSE)
        mine = replace(work, user=Cast.li.actor)
        plan = plans.add(mine, month=MONTHS[count])
        clients = [_client(work, number) for number in range(count // 3)]
        for number in range(count):
            account, place, contact = clients[number % len(clients)]
            day = MONTHS[count] + timedelta(days=number % 28)
            draft: dict[str, Any] = {"form": "sales_visit", "purpose": "move_forward", "objectives": [AIM]}
            there = {"place_id": place, "contact_ids": [contact]}
            visit = visits.add(mine, again=True, account_id=account, day=day, **draft, **there)
            db.flush()
            plans.add_line(mine, plan.id, visit_id=visit.id)
        plans.submit(mine, plan.id, acknowledged=True)
        plans.approve(replace(work, user=Cast.mei.actor), plan.id)
        db.commit()
        return plan.id


def _client(work: Work, number: int) -> tuple[str, str, str]:
    account = make_account(work, tier="ABCD"[number % 4])
    return account.id, make_place(work, account).id, make_contact(work, account).id


def _cost(api: Api, path: str) -> float:
    took = []
    for _ in range(ROUNDS):
        began = process_time()
        assert api.mei.get(path).status_code == 200
        took.append((process_time() - began) * 1000)
    return statistics.median(took)


def _queries(database: Database, api: Api, path: str) -> int:
    with _counting(database) as said:
        api.mei.get(path)
    return len(said)


@contextmanager
def _counting(database: Database) -> Iterator[list[str]]:
    said: list[str] = []

    def note(*sent: Any) -> None:
        said.append(sent[2])

    engine = database.read_bind
    event.listen(engine, "before_cursor_execute", note)
    yield said
    event.remove(engine, "before_cursor_execute", note)


if __name__ == "__main__":
    main()
