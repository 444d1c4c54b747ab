"""Real processes and a real mail server: none lost, none twice but the one in hand when a process was killed."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest

from kamfield.core.db import Database
from kamfield.core.due import LEASE
from kamfield.core.work import SYSTEM, Work
from kamfield.reminders.actions import remind
from kamfield.reminders.models import Reminder
from kamfield.reminders.rules import Kind, State, message_id
from kamfield.wiring import HOUSE
from tests.cast import Cast, Moment
from tests.outside.conftest import open_post_office as open_post_office
from tests.outside.post_office import OpenPostOffice, PostOffice
from tests.served import REPOSITORY

MAILS = 40
TUESDAY = datetime.fromisoformat("2026-03-03T03:00:00+00:00")
Begin = Callable[[PostOffice, datetime], "subprocess.Popen[bytes]"]


@pytest.fixture
def begin(own_url: str) -> Iterator[Begin]:
    begun: list[subprocess.Popen[bytes]] = []

    def start(office: PostOffice, at: datetime) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "tests.reminders.one_worker", own_url]
        command += [f"smtp://127.0.0.1:{office.port}", at.isoformat()]
        environment = {name: text for name, text in os.environ.items() if not name.startswith("KAMFIELD_")}
        begun.append(subprocess.Popen(command, cwd=REPOSITORY, stdin=subprocess.PIPE, env=environment))
        return begun[-1]

    yield start
    for process in begun:
        assert process.stdin is not None
        process.stdin.close()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def put_into_the_outbox(database: Database) -> set[str]:
    with database.writing() as db:
        work = Work(SYSTEM, Moment.START, db, HOUSE)
        rows = [_written(remind(work, Kind.WEEK, Cast.li.id, f"mail-{n}", year=2026, week=10)) for n in range(MAILS)]
        db.commit()
        return {str(row.message_id) for row in rows}


def _written(row: Reminder) -> Reminder:
    sent_as = message_id(row.id, "https://kamfield.example.com")
    row.compose(
        at=Moment.START,
        message_id=sent_as,
        address=Cast.li.email,
        name="Li",
        subject="Your week",
        text="…",
        html="<p>…</p>",
    )
    return row


def arrived(office: PostOffice) -> Counter[str]:
    return Counter(str(one.message["Message-ID"]) for one in office.received)


def until(holds: Callable[[], bool], seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.02)


def test_three_processes_one_of_them_killed_lose_nothing(
    own_database: Database, begin: Begin, open_post_office: OpenPostOffice
) -> None:
    wanted = put_into_the_outbox(own_database)
    office = open_post_office()
    victim, *_ = [begin(office, TUESDAY) for _ in range(3)]
    until(lambda: len(office.received) >= 5)
    os.kill(victim.pid, signal.SIGKILL)
    until(lambda: len(arrived(office)) >= MAILS - 1)
    begin(office, TUESDAY + LEASE + timedelta(minutes=2))  # its clock is ahead: the lease of the dead one is over
    until(lambda: _in_state(own_database, State.COMPOSED) == 0)
    counted = arrived(office)
    assert counted.keys() == wanted
    assert sum(counted.values()) <= MAILS + 1, "only the one in hand may have gone twice, under the same Message-ID"


def test_a_process_killed_while_it_writes_mails_loses_none_and_writes_none_twice(
    own_database: Database, begin: Begin, open_post_office: OpenPostOffice
) -> None:
    wanted = ask_for_links(own_database)
    office = open_post_office()
    victim, _ = [begin(office, TUESDAY) for _ in range(2)]
    until(lambda: MAILS - _in_state(own_database, State.DUE) >= 5)
    os.kill(victim.pid, signal.SIGKILL)
    begin(office, TUESDAY + LEASE + timedelta(minutes=2))
    until(lambda: _in_state(own_database, State.SENT) == MAILS)
    counted = arrived(office)
    assert counted.keys() == wanted
    assert sum(counted.values()) <= MAILS + 1


def ask_for_links(database: Database) -> set[str]:
    """Mails that are still to be written."""
    with database.writing() as db:
        work = Work(SYSTEM, TUESDAY, db, HOUSE)
        rows = [remind(work, Kind.PASSWORD_RESET, Cast.li.id, f"asked-{number}") for number in range(MAILS)]
        db.commit()
        return {message_id(row.id, "https://kamfield.example.com") for row in rows}


def _in_state(database: Database, state: State) -> int:
    with database.reading() as db:
        return db.query(Reminder).filter(Reminder.state == state).count()
