"""From the outbox to a real mail server: once, again after a failure, never twice knowingly."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from kamfield.core.db import Database, connect
from kamfield.core.due import LEASE
from kamfield.core.work import SYSTEM, Work
from kamfield.outside import Outside, silent
from kamfield.outside.mail import MailRefused, SilentMail, SmtpMail
from kamfield.reminders.actions import remind
from kamfield.reminders.models import Reminder
from kamfield.reminders.rules import PARKED, Kind
from kamfield.wiring import HOUSE
from kamfield.worker import Worker
from tests.cast import Moment
from tests.conftest import lay_down
from tests.make.reminders import reminder, work_off
from tests.outside.conftest import open_post_office as open_post_office
from tests.outside.post_office import OpenPostOffice, PostOffice

KEY = "week:user-li:2026-W10"


@pytest.fixture
def due(work: Work) -> Reminder:
    row = remind(work, Kind.WEEK, "user-li", "2026-W10", year=2026, week=10)
    work.db.commit()
    return row


def worker_with(worker: Worker, mail: Any) -> Worker:
    doors = silent()
    return Worker(worker.database, worker.clock, Outside(doors.public_url, mail, doors.maps, doors.files))


def by_smtp(office: PostOffice) -> SmtpMail:
    return SmtpMail(f"smtp://127.0.0.1:{office.port}", "Kamfield <kamfield@example.com>", timeout_seconds=2)


def test_it_arrives_at_a_real_mail_server_with_text_and_html(
    work: Work, worker: Worker, due: Reminder, open_post_office: OpenPostOffice
) -> None:
    office = open_post_office()
    work_off(worker_with(worker, by_smtp(office)))
    (arrived,) = office.received
    kinds = [part.get_content_type() for part in arrived.message.walk()]
    assert arrived.recipient == "li@example.com"
    assert arrived.message["Subject"] == "本周安排：暂无内容"
    assert kinds == ["multipart/alternative", "text/plain", "text/html"]
    assert arrived.message["Message-ID"] == reminder(work, KEY).message_id == f"<{due.id}@kamfield.example.com>"
    assert "本周还没有安排拜访" in arrived.message.get_body(("plain",)).get_content()
    assert reminder(work, KEY).state == "sent"


def test_a_server_that_is_busy_is_tried_again_with_growing_gaps(
    work: Work, worker: Worker, due: Reminder, moment: Moment, open_post_office: OpenPostOffice
) -> None:
    office = open_post_office({"RCPT li@example.com": "450 4.2.0 Greylisted, come back"})
    patient = worker_with(worker, by_smtp(office))
    gaps = []
    for _ in range(4):
        work_off(patient)
        waiting = reminder(work, KEY)
        assert waiting.due_at is not None
        gaps.append((waiting.due_at - moment.now).total_seconds())
        moment.set(waiting.due_at)
    assert gaps == [30, 60, 120, 240]
    office.answers.clear()
    work_off(patient)
    assert len(office.received) == 1
    assert reminder(work, KEY).state == "sent"


def test_a_server_that_is_down_for_the_morning_costs_no_mail(
    work: Work, worker: Worker, due: Reminder, moment: Moment
) -> None:
    down = SilentMail(refusals={"li@example.com": MailRefused("421 down", permanent=False)})
    until = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
    while moment.now < until:
        work_off(worker_with(worker, down))
        moment.advance(minutes=10)
    up = SilentMail()
    moment.advance(hours=8)
    work_off(worker_with(worker, up))
    assert len(up.sent) == 1


def test_a_server_that_falls_silent_is_given_up_and_holds_nobody_up(
    work: Work, worker: Worker, due: Reminder, moment: Moment, open_post_office: OpenPostOffice
) -> None:
    remind(work, Kind.WEEK, "user-ren", "2026-W10", year=2026, week=10)
    work.db.commit()
    office = open_post_office({"RCPT li@example.com": None})
    mail = SmtpMail(f"smtp://127.0.0.1:{office.port}", "Kamfield <kamfield@example.com>", timeout_seconds=0.2)
    work_off(worker_with(worker, mail))
    assert [arrived.recipient for arrived in office.received] == ["ren@example.com"]
    waiting = reminder(work, KEY)
    assert (waiting.state, waiting.attempts) == ("composed", 1)
    assert "timed out" in (waiting.last_error or "")


def test_a_mail_that_fails_for_a_day_is_parked_and_says_so(
    work: Work, worker: Worker, due: Reminder, moment: Moment
) -> None:
    down = SilentMail(refusals={"li@example.com": MailRefused("421 down", permanent=False)})
    doors = replace(worker.outside, mail=down)
    patient = Worker(worker.database, worker.clock, doors)
    for _ in range(Reminder.most_attempts):
        patient.run_one(Reminder, due.id, _due_at(work, patient, moment))
    given_up = reminder(work, KEY)
    assert (given_up.due_at, given_up.attempts) == (None, Reminder.most_attempts)
    assert given_up.fate == PARKED


def _due_at(work: Work, patient: Worker, moment: Moment) -> datetime:
    waiting = reminder(work, KEY)
    if waiting.state == "due":
        assert patient.run_one(Reminder, waiting.id, moment.now), "it is written first"
        waiting = reminder(work, KEY)
    assert waiting.due_at is not None
    moment.set(max(moment.now, waiting.due_at))
    return waiting.due_at


def test_an_address_refused_for_good_is_failed_and_holds_nobody_up(
    work: Work, worker: Worker, due: Reminder, open_post_office: OpenPostOffice
) -> None:
    remind(work, Kind.WEEK, "user-ren", "2026-W10", year=2026, week=10)
    work.db.commit()
    office = open_post_office({"RCPT li@example.com": "550 5.1.1 No such user here"})
    work_off(worker_with(worker, by_smtp(office)))
    failed = reminder(work, KEY)
    assert (failed.state, failed.reason, failed.refusal) == ("failed", "refused", "550 5.1.1 No such user here")
    assert [arrived.recipient for arrived in office.received] == ["ren@example.com"]


def test_a_worker_that_dies_after_handing_over_sends_the_same_letter_again_under_the_same_id(
    work: Work, worker: Worker, due: Reminder, moment: Moment
) -> None:
    mail = DyingMail()
    with pytest.raises(Killed):
        work_off(worker_with(worker, mail))
    work_off(worker_with(worker, mail))
    assert len(mail.sent) == 1
    moment.advance(seconds=LEASE.total_seconds())
    work_off(worker_with(worker, mail))
    first, second = mail.sent
    assert first == second
    work_off(worker_with(worker, mail))
    assert len(mail.sent) == 2


class Killed(BaseException):
    """Nothing catches a SIGKILL."""


class DyingMail(SilentMail):
    """Takes the first letter and dies before it can say so."""

    def send(self, letter: Any, at: Any) -> None:
        super().send(letter, at)
        if len(self.sent) == 1:
            raise Killed


def test_everybody_can_write_while_a_letter_is_handed_over(engine_name: str, new_database_url, moment: Moment) -> None:
    database = connect(new_database_url(engine_name))
    lay_down(database)
    put_into_the_outbox(database, "user-li")
    doors = silent()
    mail = SlowMail(database)
    work_off(Worker(database, moment, Outside(doors.public_url, mail, doors.maps, doors.files)))
    database.dispose()
    assert [letter.to for letter in mail.sent] == ["li@example.com", "ren@example.com"]


def put_into_the_outbox(database: Database, user_id: str) -> None:
    with database.writing() as db:
        remind(Work(SYSTEM, Moment.START, db, HOUSE), Kind.WEEK, user_id, "2026-W10", year=2026, week=10)
        db.commit()


class SlowMail(SilentMail):
    """While it hands a letter over, somebody else writes; on SQLite an open transaction of ours would forbid it."""

    def __init__(self, database: Database) -> None:
        super().__init__()
        self.database = database

    def send(self, letter: Any, at: Any) -> None:
        if not self.sent:
            put_into_the_outbox(self.database, "user-ren")
        super().send(letter, at)


def test_the_same_occasion_is_told_once(work: Work, due: Reminder) -> None:
    assert remind(work, Kind.WEEK, "user-li", "2026-W10", year=2026, week=10).id == due.id
