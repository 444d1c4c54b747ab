"""Thousands of mornings: what one of them asks does not grow with the others, and nothing of them piles up."""

import gc
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event, func, select

from bench.mails import MORNING
from bench.monday import fill
from kamfield.core import due
from kamfield.core.clock import starting_at
from kamfield.core.db import Database
from kamfield.core.due import Due
from kamfield.outside import silent
from kamfield.reminders.models import Reminder, Rhythm
from kamfield.reminders.rules import State
from kamfield.worker import Worker

FEW, MANY = 40, 160


@pytest.fixture
def company(own_database: Database) -> Worker:
    """A company on a Monday morning, at which nobody was told anything yet."""
    fill(own_database, 2 * FEW + MANY)
    return Worker(own_database, starting_at(MORNING), silent())


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    said: list[str] = []
    note = lambda *sent: said.append(sent[2])  # noqa: E731
    engines = [one for one in (database.read_bind, database.write_bind) if isinstance(one, Engine)]
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    yield said
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)


def work_off(worker: Worker, kind: type[Due], count: int) -> None:
    with worker.database.reading() as db:
        found = due.waiting(db, kind, worker.clock(), limit=count)
    assert len(found) == count
    for row_id, due_at in found:
        assert worker.run_one(kind, row_id, due_at)


def of_states(worker: Worker) -> dict[str, int]:
    counted = select(Reminder.state, func.count().label("number")).group_by(Reminder.state)
    with worker.database.reading() as db:
        return {one.state: one.number for one in db.execute(counted)}


def test_a_mail_of_monday_asks_as_much_among_many_as_among_few(company: Worker) -> None:
    def asked(kind: type[Due], count: int) -> float:
        with statements(company.database) as said:
            work_off(company, kind, count)
        return (len(said) - 1) / count  # beside the look at what is due

    mornings = [asked(Rhythm, count) for count in (1, FEW, 1)]
    mails = [asked(Reminder, count) for count in (1, FEW, 1)]
    assert max(mornings) == min(mornings) <= 28
    assert max(mails) == min(mails) <= 26
    assert of_states(company)[State.COMPOSED] == FEW + 2


def test_four_times_the_mornings_and_mails_take_no_more_memory(company: Worker) -> None:
    def peak(count: int) -> int:
        gc.collect()
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        work_off(company, Rhythm, count)
        work_off(company, Reminder, count)
        return tracemalloc.get_traced_memory()[1] - before

    work_off(company, Rhythm, FEW)  # whatever is made once is made now
    work_off(company, Reminder, FEW)
    tracemalloc.start()
    try:
        few, many = peak(FEW), peak(MANY)
    finally:
        tracemalloc.stop()
    assert many < few + 500_000
    pages = select(func.sum(func.length(Reminder.html)))
    with company.database.reading() as db:
        written: Any = db.scalar(pages)
    assert written > 2_000_000, "which is not kept in memory"
