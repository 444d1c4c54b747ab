"""Prints what the Monday mails of many reps cost, beside handing the same finished mails to the same mail server.

    python -m bench.mails [--reps 1000 10000] [--engine sqlite|postgresql] [--raw 300]

Three steps: the morning is computed (what each is told of), the mails are written, and they are handed over to a mail
server in another process, over loopback. Each size runs in a process of its own; its peak memory is printed, which
must not grow with the number of reps. A rep has five visits, four to-dos and two things to hear of this morning.
"""

import argparse
import resource
import smtplib
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time

from sqlalchemy import func, select

from bench import cpu
from bench.measured import a_database
from bench.monday import MONDAY, fill, rep_id
from bench.post_office import post_office
from kamfield.core import due, migrate
from kamfield.core.clock import starting_at
from kamfield.core.db import Database, connect
from kamfield.core.due import Due
from kamfield.outside import Outside, silent
from kamfield.outside.mail import SmtpMail, compose
from kamfield.reminders.background.outbox import letter_of
from kamfield.reminders.models import Reminder, Rhythm
from kamfield.reminders.rules import State
from kamfield.worker import Worker

SENDER = "Kamfield <kamfield@example.com>"
MORNING = datetime(MONDAY.year, MONDAY.month, MONDAY.day, 7, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Cost:
    """What a number of things cost: seconds on the wall, and of this process's processor."""

    count: int
    seconds: float
    busy: float

    def __str__(self) -> str:
        return f"{self.count / self.seconds:.0f} | {self.busy / self.count * 1000:.1f}"


def main() -> None:
    """Each engine and size, the latter in a process of its own."""
    parser = argparse.ArgumentParser(prog="bench.mails")
    parser.add_argument("--reps", type=int, nargs="+", default=[200, 1000])
    parser.add_argument("--engine", choices=("sqlite", "postgresql"))
    parser.add_argument("--raw", type=int, default=300, help="how many mails are also sent by smtplib alone")
    parser.add_argument("--url", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.url:
        sys.stdout.write(_row(options.url, options.reps[0], options.raw))
        return
    steps = ("mornings", "written", "sent", "raw", "raw, called each")
    head = ("engine", "reps", *(f"{step}/s | CPU ms" for step in steps), "peak MB", "database's CPU ms")
    sys.stdout.write(f"| {' | '.join(head)} |\n|{'---|' * 14}\n")
    for engine in ("sqlite", "postgresql"):
        for reps in options.reps if options.engine in (None, engine) else ():
            sys.stdout.write(f"| {engine} | {reps} | {_measured(engine, reps, options.raw)} |\n")
            sys.stdout.flush()


def _measured(engine: str, reps: int, raw: int) -> str:
    with (
        tempfile.TemporaryDirectory(prefix="kamfield-bench-") as folder,
        a_database(engine, Path(folder)) as (url, server),
    ):
        database = connect(url)
        migrate.upgrade(database)
        fill(database, reps)
        database.dispose()
        command = [sys.executable, "-m", "bench.mails", "--url", url, "--reps", str(reps), "--raw", str(raw)]
        before = cpu.seconds([server] if server else [])
        row = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
        return f"{row} | {(cpu.seconds([server] if server else []) - before) / reps * 1000:.1f}"


def _row(url: str, reps: int, raw: int) -> str:
    database = connect(url)
    with post_office() as port:
        mail = SmtpMail(f"smtp://127.0.0.1:{port}", SENDER)
        outside = replace(silent("for the benchmark only, and long enough"), mail=mail)  # type: ignore[arg-type]
        worker = Worker(database, starting_at(MORNING), outside)
        costs = [
            _cost(worker, Rhythm, lambda: _left(database, Rhythm), reps),
            _cost(worker, Reminder, lambda: _left(database, Reminder, State.DUE), reps),
            _cost(worker, Reminder, lambda: _left(database, Reminder, State.COMPOSED), reps),
        ]
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        finished = list(_finished(database, outside, raw))
        costs += [_by_smtplib(finished, port, once=True), _by_smtplib(finished, port, once=False)]
    assert _sent(database) == reps, "each rep gets one mail"
    database.dispose()
    return " | ".join([*map(str, costs), f"{peak:.0f}"])


def _cost(worker: Worker, kind: type[Due], left: Callable[[], int], count: int) -> Cost:
    """Of working off what is due of a kind, until nothing is left; looking how much is left costs next to nothing."""
    began, busy = perf_counter(), process_time()
    while left():
        with worker.database.reading() as db:
            found = due.waiting(db, kind, worker.clock())
        worker._run_some(kind, found)
    return Cost(count, perf_counter() - began, process_time() - busy)


def _left(database: Database, kind: type[Due], state: State | None = None) -> int:
    waiting = select(kind.id).where(kind.due_at <= MORNING + timedelta(hours=3))
    with database.reading() as db:
        return len(db.scalars((waiting if state is None else waiting.where(Reminder.state == state)).limit(1)).all())


def _sent(database: Database) -> int:
    with database.reading() as db:
        return db.scalar(select(func.count()).where(Reminder.state == State.SENT)) or 0


def _finished(database: Database, outside: Outside, count: int) -> Iterator[bytes]:
    with database.reading() as db:
        for row in db.scalars(select(Reminder).where(Reminder.state == State.SENT).limit(count)):
            yield compose(letter_of(outside, row), SENDER, MORNING).content


def _by_smtplib(mails: list[bytes], port: int, *, once: bool) -> Cost:
    """The same mails, handed over by the standard library and nothing else: in one call, or in one for each."""
    began, busy = perf_counter(), process_time()
    for some in [mails] if once else [[mail] for mail in mails]:
        with smtplib.SMTP("127.0.0.1", port) as server:
            for mail in some:
                server.sendmail("kamfield@example.com", [f"{rep_id(0)}@example.com"], mail)
    return Cost(len(mails), perf_counter() - began, process_time() - busy)


if __name__ == "__main__":
    main()
