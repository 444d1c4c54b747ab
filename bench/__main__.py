"""Prints, for each operation and engine, what a request costs the floor and what it costs us.

    python -m bench [--seconds 1.5] [--rounds 3] [--engine sqlite|postgresql] [--write]

The ratio is the floor's CPU time per request, server and database together, divided by ours: 1.00 would be as cheap
as bare WSGI. Floor and application are measured in turn, in rounds; the median of the rounds counts. `--write` keeps
the table in bench/RESULTS.md.
"""

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import orjson

from bench import cpu, data, field, load, planned
from bench.measured import ENGINES, Cost, a_database, compared, printed
from bench.operations import OPERATIONS, Operation
from bench.servers import Server, serving
from kamfield.core.db import connect

HEAD = (
    "| engine | operation | floor µs | ours µs | ratio | goal | floor/s | ours/s | ours p50 ms | ours p99 ms |",
    "|---|---|---|---|---|---|---|---|---|---|",
)


def main() -> None:
    """Runs the whole comparison and prints it."""
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("--seconds", type=float, default=1.5)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", help="the operations whose name contains this")
    printed(parser, lambda _: HEAD, _compare)


def _compare(engine: str, options: Any) -> Iterator[str]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kamfield-bench-")))
        url, database_pid = stack.enter_context(a_database(engine, folder))
        database = connect(url)
        data.fill(database, more=_more)
        database.dispose()
        floor = stack.enter_context(serving("bench.floor:application", url, folder))
        ours = stack.enter_context(serving("wsgi:application", url, folder))
        for operation in OPERATIONS:
            if not options.only or options.only in operation.name:
                _agree(operation, floor, ours)
                costs = compared(operation, floor, ours, database_pid, options.rounds, options.seconds)
                yield _row(engine, operation, *costs)
                if operation.crowd:
                    yield _crowded(engine, operation, ours, options)
        memory = max(cpu.megabytes(ours.pid))
        yield f"| {engine} | memory of our worker after the run | | {memory:.0f} MB PSS | | ≤ 110 MB | | | | |"


def _more(stamps: Iterator[int]) -> Iterator[tuple[Any, Iterator[dict[str, Any]]]]:
    yield from field.rows(stamps)
    yield from planned.rows(stamps)


def _agree(operation: Operation, floor: Server, ours: Server) -> None:
    """Before anything is timed, both give the same answer, but for what may differ."""
    for _ in range(2):
        low, own = (_answer(operation, server) for server in (floor, ours))
        if low != own:
            raise SystemExit(f"{operation.name}: the answers differ:\n{low}\n{own}")


def _answer(operation: Operation, server: Server) -> Any:
    number = load.next_number() if operation.uses_up else 3
    content = load.answer(server.port, operation.ask(number))
    if not content.startswith(b"{"):
        return content.decode("utf-8-sig").split("\r\n", 1)[1]
    answer = orjson.loads(content)
    for one in (answer, *answer.get("items", ())):
        for name in operation.apart:
            one.pop(name, None)
    return answer


def _crowded(engine: str, operation: Operation, ours: Server, options: Any) -> str:
    """How long the unlucky wait when many ask at once; goal: five times as long as most."""
    many = load.run(ours.port, operation.ask, seconds=2 * options.seconds, clients=operation.crowd)
    return (
        f"| {engine} | … {operation.crowd} clients at once: p99 / p50 | | | {many.p99 / many.p50:.1f} | ≤ 5 | "
        f"| {many.requests / many.seconds:.0f} | {many.p50:.1f} | {many.p99:.1f} |"
    )


def _row(engine: str, operation: Operation, low: Cost, own: Cost) -> str:
    place = ENGINES.index(engine)
    goal = f"≥ {operation.goals[place]:.2f}" if operation.goals[place] else "–"
    ratio = low.microseconds / own.microseconds
    return (
        f"| {engine} | {operation.name} | {low.microseconds:.0f} | {own.microseconds:.0f} | {ratio:.2f} | {goal} "
        f"| {low.per_second:.0f} | {own.per_second:.0f} | {own.p50:.1f} | {own.p99:.1f} |"
    )


if __name__ == "__main__":
    main()
