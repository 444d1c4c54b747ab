"""The clock of the machine jumps while the background runs: it goes on within a beat or two."""

import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from sqlalchemy import text

from kamfield.core.db import Database
from kamfield.core.journal import Entry
from tests.cast import Moment
from tests.core.one_worker import DONE, VERB
from tests.core.wall_worker import DAILY

PATIENCE = 60  # seconds; far less than the clock is put by, and kind to a busy machine


@pytest.fixture
def at_work(own_url: str, own_database: Database) -> Iterator[subprocess.Popen[str]]:
    with own_database.writing() as db:
        db.execute(text(DONE))
        db.commit()
    command = [sys.executable, "-m", "tests.core.wall_worker", own_url]
    with subprocess.Popen(command, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        yield process
        process.kill()


def put(process: subprocess.Popen[str], hours: float) -> None:
    assert process.stdin
    assert process.stdout
    print(hours, file=process.stdin, flush=True)
    assert process.stdout.readline() == "put\n"


def awaited(database: Database, what: str, times: int = 1) -> bool:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with database.reading() as db:
            if db.scalar(text("SELECT count(*) FROM done WHERE entry_id = :what"), {"what": what}) >= times:
                return True
        time.sleep(0.05)
    return False


def something_to_do(database: Database) -> str:
    with database.writing() as db:
        due_at = Moment.START  # long ago by any clock of these tests
        entry = Entry(at=due_at, verb=VERB, actor_id="x", subject_kind="x", subject_id="x", due_at=due_at)
        db.add(entry)
        db.commit()
        return entry.id


@pytest.mark.parametrize("hours", [-1, 1, -72, 20 * 365 * 24])
def test_a_clock_that_is_put_keeps_nobody_waiting(own_database: Database, at_work, hours: float) -> None:
    assert awaited(own_database, something_to_do(own_database))
    put(at_work, hours)
    for _ in range(3):  # the first may still fall into the beat in which the clock was put
        assert awaited(own_database, something_to_do(own_database))
    at_work.terminate()
    assert at_work.wait(PATIENCE) == 0


def test_what_was_planned_by_a_clock_ahead_is_planned_again(own_database: Database, at_work) -> None:
    assert awaited(own_database, DAILY)
    put(at_work, 72)
    assert awaited(own_database, DAILY, 2)
    put(at_work, 0)
    assert awaited(own_database, DAILY, 3)
