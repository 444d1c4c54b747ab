"""Due rows on real databases: nobody does one twice, the dead are followed by the living, failures are parked."""

import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from kamfield import worker as workers
from kamfield.core import due
from kamfield.core.db import Database, connect
from kamfield.core.journal import Entry
from kamfield.core.work import Work
from kamfield.outside import silent
from tests.cast import Moment
from tests.core.one_worker import DONE, VERB, write_down


@pytest.fixture
def entries(own_database: Database) -> list[str]:
    """Forty acts that something follows from, and a table of what was done."""
    with own_database.writing() as db:
        db.execute(text(DONE))
        made = [
            Entry(at=Moment.START, verb=VERB, actor_id="x", subject_kind="x", subject_id="x", due_at=Moment.START)
            for _ in range(40)
        ]
        db.add_all(made)
        db.commit()
        return [entry.id for entry in made]


def worker_on(database: Database, moment: Moment, monkeypatch: pytest.MonkeyPatch, *reactions) -> workers.Worker:
    monkeypatch.setattr(workers, "AFTER", {VERB: reactions})
    return workers.Worker(database, moment, silent())


def done(database: Database) -> list[str]:
    with database.reading() as db:
        return list(db.scalars(text("SELECT entry_id FROM done ORDER BY entry_id")))


def in_processes(url: str, count: int, *modes: str) -> list[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.core.one_worker", url, *modes]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    processes = [subprocess.Popen(command, text=True, **pipes) for _ in range(count)]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        print(file=process.stdin, flush=True)
    return processes


def test_two_processes_do_every_row_once(own_url: str, own_database: Database, entries: Sequence[str]) -> None:
    for process in in_processes(own_url, 2):
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors
    assert done(own_database) == sorted(entries)
    with own_database.reading() as db:
        assert db.scalars(select(Entry).where(Entry.due_at.is_not(None))).all() == []


def test_two_workers_do_not_walk_side_by_side(own_url: str, own_database: Database, entries: Sequence[str]) -> None:
    with own_database.writing() as db:
        more = [
            Entry(at=Moment.START, verb=VERB, actor_id="x", subject_kind="x", subject_id="x", due_at=Moment.START)
            for _ in range(160)
        ]
        db.add_all(more)
        db.commit()
    too_late = [int(process.communicate(timeout=60)[0]) for process in in_processes(own_url, 2)]
    assert len(done(own_database)) == len(entries) + 160
    assert sum(too_late) < 40


def test_of_eight_that_reach_for_one_row_one_gets_it(own_url: str, entries: Sequence[str]) -> None:
    databases = [connect(own_url) for _ in range(8)]

    def reach(database: Database) -> bool:
        with database.writing() as db:
            lease = due.take(db, Entry, entries[0], Moment.START, Moment.START)
            db.commit()
        return lease is not None

    with ThreadPoolExecutor(8) as everybody:
        assert sum(everybody.map(reach, databases)) == 1
    for database in databases:
        database.dispose()


def test_a_killed_workers_row_is_taken_again_after_its_lease(
    own_url: str, own_database: Database, entries: Sequence[str], moment: Moment, monkeypatch: pytest.MonkeyPatch
) -> None:
    (killed,) = in_processes(own_url, 1, "hang")
    assert killed.stdout is not None
    assert killed.stdout.readline() == "inside\n"
    killed.kill()
    killed.communicate()

    living = worker_on(own_database, moment, monkeypatch, write_down)
    living.run_due()
    assert done(own_database) == sorted(entries[1:]), "its lease still runs, and what it wrote is gone with it"
    moment.advance(seconds=due.LEASE.total_seconds() - 1)
    assert living.run_due() == 0
    moment.advance(seconds=2)
    assert living.run_due() == 1
    assert done(own_database) == sorted(entries)


def test_who_is_slower_than_the_lease_loses_what_they_did(
    own_url: str, own_database: Database, entries: Sequence[str], moment: Moment, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = connect(own_url)
    quick = workers.Worker(other, moment, silent())

    def slow(work: Work, entry: Entry) -> None:
        monkeypatch.setattr(workers, "AFTER", {VERB: (write_down,)})
        moment.advance(minutes=6)
        quick.run_due()
        write_down(work, entry)

    first = worker_on(own_database, moment, monkeypatch, slow)
    assert not first.run_one(Entry, entries[0], Moment.START)
    assert done(own_database) == sorted(entries)
    other.dispose()


def test_five_failures_park_a_row_and_nobody_elses(
    own_database: Database, entries: Sequence[str], moment: Moment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail_on_the_first(work: Work, entry: Entry) -> None:
        write_down(work, entry)
        if entry.id == entries[0]:
            raise RuntimeError("the printer is on fire")

    worker = worker_on(own_database, moment, monkeypatch, fail_on_the_first)
    waits = []
    for _ in range(due.MOST_ATTEMPTS):
        worker.run_due()
        with own_database.reading() as db:
            row = db.get_one(Entry, entries[0])
        if row.due_at is not None:
            waits.append(row.due_at - moment.now)
            moment.set(row.due_at)
    assert waits == [timedelta(seconds=30), timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert (row.due_at, row.parked_at, row.attempts) == (None, moment.now, 5)
    assert row.last_error == "RuntimeError: the printer is on fire"
    assert done(own_database) == sorted(entries[1:])
    with own_database.reading() as db:
        assert (due.parked(db, Entry), due.lag_seconds(db, Entry, moment.now)) == (1, 0)


def test_a_failure_that_mends_itself_is_forgotten(
    own_database: Database, entries: Sequence[str], moment: Moment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_work: Work, _entry: Entry) -> None:
        raise RuntimeError

    worker_on(own_database, moment, monkeypatch, fail).run_due()
    moment.advance(minutes=1)
    assert worker_on(own_database, moment, monkeypatch, write_down).run_due() == len(entries)
    with own_database.reading() as db:
        assert {(row.attempts, row.last_error) for row in db.scalars(select(Entry).where(Entry.verb == VERB))} == {
            (0, None)
        }


def test_a_worker_that_is_told_to_stop_begins_no_other_step(
    own_database: Database, entries: Sequence[str], moment: Moment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop_after_this(work: Work, entry: Entry) -> None:
        write_down(work, entry)
        worker.stopping.set()

    worker = worker_on(own_database, moment, monkeypatch, stop_after_this)
    worker.run_due()
    assert len(done(own_database)) == 1
