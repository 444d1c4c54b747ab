"""Prints what sync costs where there is much of it: idle pulls beside a long history, first syncs, large pushes.

    python -m bench.sync [--seconds 1.5] [--rounds 3] [--engine sqlite|postgresql] [--write]

An idle pull is asked for in three companies of 200 reps that differ in their history: 5, 50 and 500 accounts with a
visit, a team and an opportunity each. Everything else is asked in the largest one: first syncs of a manager over 1,
10 and 100 reps, with what the worker's memory grew by at its highest; 500 idle pulls; a push of 5,000 rows, with how
long it held the sync clock, which keeps other writers out. Memory is that of the worker process.
"""

import argparse
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench import data, load, sync_rows, watching
from bench.cpu import megabytes, seconds
from bench.measured import a_database, compared, printed
from bench.operations import Ask, Operation, _pull
from bench.servers import Server, serving
from kamfield.core.db import connect

HISTORY = (5, 50, 500)
IDLE_PULLS = 500
HEAD = ["| engine | what | floor | ours | |", "|---|---|---|---|---|"]


def main() -> None:
    """Measures both engines and prints a table."""
    parser = argparse.ArgumentParser(prog="bench.sync")
    parser.add_argument("--seconds", type=float, default=1.5)
    parser.add_argument("--rounds", type=int, default=3)
    printed(parser, lambda _: HEAD, _company)


def _company(engine: str, options: Any) -> Iterator[str]:
    for each in HISTORY:
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kamfield-bench-")))
            url, pid = stack.enter_context(a_database(engine, folder))
            database = connect(url)
            data.fill(database, each, more=sync_rows.managers)
            statements = watching.statements_of(database, folder, sync_rows.idle(each))
            floor = stack.enter_context(serving("bench.floor:application", url, folder))
            ours = stack.enter_context(serving("wsgi:application", url, folder))
            yield _idle(engine, each, statements, _measured(sync_rows.idle(each), floor, ours, pid, options))
            if each == HISTORY[-1]:
                yield from _volume(engine, database.read_bind, floor, ours, pid, options)
            database.dispose()


def _measured(ask: Any, floor: Server, ours: Server, pid: int | None, options: Any) -> Any:
    return compared(Operation("", ask), floor, ours, pid, options.rounds, options.seconds)


def _idle(engine: str, each: int, statements: int, costs: Any) -> str:
    low, own = costs
    history = each // HISTORY[0]
    ratio = low.microseconds / own.microseconds
    return (
        f"| {engine} | idle pull, {history}× history | {low.microseconds:.0f} µs | {own.microseconds:.0f} µs "
        f"| ratio {ratio:.2f}; statements: {statements} |"
    )


def _volume(engine: str, bind: Any, floor: Server, ours: Server, pid: int | None, options: Any) -> Iterator[str]:
    low, own = (one.microseconds / 1000 for one in _measured(_pull, floor, ours, pid, options))
    yield f"| {engine} | pull of 5,000 changed rows | {low:.0f} ms | {own:.0f} ms | ratio {low / own:.2f} |"
    for reps in sync_rows.MANAGED:
        yield _first_sync(engine, reps, ours, pid)
    before = max(megabytes(ours.pid))
    for number in range(IDLE_PULLS):
        load.answer(ours.port, sync_rows.idle(HISTORY[-1])(number))
    grown = max(megabytes(ours.pid)) - before
    yield f"| {engine} | {IDLE_PULLS} idle pulls | | | memory grew by {grown:.1f} MB |"
    yield _push(engine, bind, ours, pid)


def _first_sync(engine: str, reps: int, ours: Server, pid: int | None) -> str:
    ask = Ask("GET", "/api/v1/sync?last_pulled_at=null", None, sync_rows.manager_of(reps))
    with watching.memory(ours.pid) as grown:
        spent, took, size = _spent(ours, pid, ask)
    rows = sync_rows.rows_of(reps, HISTORY[-1])
    return (
        f"| {engine} | first sync of {rows:,} rows | | {spent:.2f} s CPU | {took:.2f} s, {size / 1e6:.1f} MB; "
        f"memory grew by {grown[0]:.0f} MB |"
    )


def _push(engine: str, bind: Any, ours: Server, pid: int | None) -> str:
    load.answer(ours.port, sync_rows.push(40, "warm"))
    with watching.clock(bind) as held:
        spent, took, _ = _spent(ours, pid, sync_rows.push(sync_rows.PUSHED, "cold"))
    return (
        f"| {engine} | push of {sync_rows.PUSHED:,} rows | | {spent / sync_rows.PUSHED * 1e6:.0f} µs CPU a row "
        f"| {took:.1f} s; the clock was held for {max(held, default=0):.1f} s at most |"
    )


def _spent(ours: Server, pid: int | None, ask: Ask) -> tuple[float, float, int]:
    """Seconds of CPU, of the wall clock, and the length of the answer."""
    roots = [ours.pid, *([pid] if pid else [])]
    before, began = seconds(roots), time.perf_counter()
    answer = load.answer(ours.port, ask)
    return seconds(roots) - before, time.perf_counter() - began, len(answer)


if __name__ == "__main__":
    main()
