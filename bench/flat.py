"""Prints what a page of 50 costs in lists of a thousand, a hundred thousand and a million rows: it must stay flat.

    python -m bench.flat [--seconds 1] [--engine sqlite|postgresql] [--most 1000000] [--write]

Each list is asked by a manager over 200 reps, who reaches every row, and by a rep, who reaches one in 200 (of the
first thousand that is five, and no full page). A cell has
the CPU microseconds of a page, server and database together, and the milliseconds of its p50. The rows are laid down
by `bench.data` and multiplied inside the database; a million of each takes some minutes.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from sqlalchemy import Table

from bench import data, multiplied
from bench.measured import Cost, a_database, cost_of, printed
from bench.operations import Ask, Operation
from bench.servers import serving
from kamfield.core.db import connect
from kamfield.quotes.models import Quote
from kamfield.todos.models import TodoItem, TodoList

EACH = 5  # accounts of a rep to begin with: a thousand in all
TIMES = (1, 100, 1000)
LISTS = ("accounts", "visits", "opportunities", "quotes", "todo-items")
ASKERS = {"manager": lambda _number: "boss", "rep": lambda number: data.rep_id(number % data.REPS)}


def main() -> None:
    """Measures both engines and prints a table."""
    parser = argparse.ArgumentParser(prog="bench.flat")
    parser.add_argument("--seconds", type=float, default=1)
    parser.add_argument("--most", type=int, default=1_000_000, help="rows of the longest list")
    printed(parser, _head, _engine)


def _sizes(options: Any) -> list[int]:
    return [times for times in TIMES if times * EACH * data.REPS <= options.most]


def _head(options: Any) -> tuple[str, str]:
    shown = " | ".join(f"{times * EACH * data.REPS:,} rows" for times in _sizes(options))
    return f"| engine | a page of 50 | {shown} |", "|---|---|" + "---|" * len(_sizes(options))


def _engine(engine: str, options: Any) -> Iterator[str]:
    found: dict[str, list[str]] = {f"{name}, {asker}": [] for name in LISTS for asker in ASKERS}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kamfield-bench-")))
        url, pid = stack.enter_context(a_database(engine, folder))
        database = connect(url)
        data.fill(database, EACH, more=_rest)
        before = 1
        for times in _sizes(options):
            multiplied.multiply(database, before, times)
            before = times
            with serving("wsgi:application", url, folder) as server:
                for name in LISTS:
                    for asker, who in ASKERS.items():
                        cost = cost_of(Operation("", _asked(name, who)), server, pid, options.seconds)
                        found[f"{name}, {asker}"].append(_told(cost))
            sys.stderr.write(f"{engine}, {times}×: {[cells[-1] for cells in found.values()]}\n")
        database.dispose()
    for name, cells in found.items():
        yield f"| {engine} | {name} | {' | '.join(cells)} |"


def _asked(name: str, who: Callable[[int], str]) -> Callable[[int], Ask]:
    return lambda number: Ask("GET", f"/api/v1/{name}?limit=50", None, who(number))


def _told(cost: Cost) -> str:
    return f"{cost.microseconds:.0f} µs, {cost.p50:.1f} ms"


def _rest(stamps: Iterator[int]) -> Iterator[tuple[Any, Iterator[dict[str, Any]]]]:
    """A quotation and something to do for each account, beside what `bench.data` lays down."""
    for kind, write in ((TodoList, _lists), (TodoItem, _todos), (Quote, _quotes)):
        table = kind.__table__
        assert isinstance(table, Table)
        yield table, (row | data.synced(stamps) for row in write())


def _lists() -> Iterator[dict[str, Any]]:
    for number in range(data.REPS):
        week = {"iso_year": 2026, "iso_week": 10, "monday": data.NOW.date()}
        yield {"id": f"list-{number:04d}", "rep_id": data.rep_id(number), **week}


def _todos() -> Iterator[dict[str, Any]]:
    for number in range(data.REPS * EACH):
        whose = {"list_id": f"list-{number // EACH:04d}", "rep_id": data.rep_id(number // EACH)}
        yield {"id": f"todo-{number:07d}", "title": f"Call {number}", "account_id": data.account_id(number), **whose}


def _quotes() -> Iterator[dict[str, Any]]:
    for number in range(data.REPS * EACH):
        whose = {"account_id": data.account_id(number), "owner_id": data.rep_id(number // EACH)}
        told = {"number": f"Q2026-{number:07d}", "title": f"Seals {number}", "currency": "CNY"}
        yield {"id": f"quote-{number:07d}", **told, **whose}


if __name__ == "__main__":
    main()
