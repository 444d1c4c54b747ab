"""A week opens once: with two workers at once, and when one is killed in the middle of it."""

import subprocess
import sys

import pytest
from sqlalchemy import func, select

from kamfield.core import due
from kamfield.core.db import Database
from kamfield.core.journal import Entry
from kamfield.core.work import SYSTEM, Work
from kamfield.outside import silent
from kamfield.todos.models import TodoItem, TodoList
from kamfield.wiring import HOUSE
from kamfield.worker import Worker
from tests.cast import Moment
from tests.make.visits import make_done_visit


@pytest.fixture
def waiting(own_database: Database, moment: Moment) -> Database:
    """A report of li's is owed, and everybody's week is due to be opened."""
    with own_database.writing() as db:
        make_done_visit(Work(SYSTEM, moment.now, db, HOUSE))
        db.commit()
    Worker(own_database, moment, silent()).prepare()
    return own_database


def started(url: str, *modes: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.todos.one_turner", url, *modes]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    process = subprocess.Popen(command, text=True, **pipes)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    print(file=process.stdin, flush=True)


def opened(database: Database) -> tuple[dict[str, int], int, int]:
    """Lists per rep, items in all, acts of opening."""
    with database.reading() as db:
        per_rep = db.execute(select(TodoList.rep_id, func.count()).group_by(TodoList.rep_id)).all()
        items = db.scalar(select(func.count()).select_from(TodoItem)) or 0
        acts = db.scalar(select(func.count()).select_from(Entry).where(Entry.verb == "todo.open_week")) or 0
    return {row[0]: row[1] for row in per_rep}, items, acts


EVERYBODY_ONCE = ({"user-li": 1, "user-ren": 1, "user-sam": 1}, 1, 3)


def test_two_workers_open_everybodys_week_once(own_url: str, waiting: Database) -> None:
    processes = [started(own_url) for _ in range(2)]
    for process in processes:
        go(process)
    for process in processes:
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
    Worker(waiting, Moment(Moment.START + due.LEASE), silent()).run_due()
    assert opened(waiting) == EVERYBODY_ONCE


def test_what_a_killed_worker_was_opening_is_opened_by_the_next(
    own_url: str, waiting: Database, moment: Moment
) -> None:
    killed = started(own_url, "hang")
    go(killed)
    assert killed.stdout is not None
    assert killed.stdout.readline() == "inside\n"
    killed.kill()
    killed.communicate()
    living = Worker(waiting, moment, silent())
    for _ in range(20):
        living.run_due()
    assert opened(waiting)[2] == 2, "li's lease still runs, and what was written is gone with its writer"
    moment.advance(seconds=due.LEASE.total_seconds() + 1)
    living.run_due()
    living.run_due()
    assert opened(waiting) == EVERYBODY_ONCE
