"""Many mails over one connection: what happens to one of them neither blocks nor doubles the others."""

from collections import Counter
from datetime import timedelta

import pytest

from kamfield.core.work import Work
from kamfield.outside import Outside, silent
from kamfield.outside.mail import SmtpMail
from kamfield.reminders.actions import remind
from kamfield.reminders.models import Reminder
from kamfield.reminders.rules import Kind
from kamfield.worker import Worker
from tests.cast import Cast, Moment
from tests.make.reminders import work_off
from tests.outside.conftest import open_post_office as open_post_office
from tests.outside.post_office import HANG_UP, OpenPostOffice, PostOffice

NAMES = ("li", "ren", "sam", "mei", "max")
LATER = timedelta(minutes=2)


@pytest.fixture
def due(work: Work, worker: Worker) -> list[Reminder]:
    """A link for each of five who forgot their password, in this order; written, and not yet sent."""
    people = [getattr(Cast, name) for name in NAMES]
    rows = [remind(work, Kind.PASSWORD_RESET, one.id, "today") for one in people]
    work.db.commit()
    worker.run_due()
    return rows


def by_smtp(worker: Worker, office: PostOffice, seconds: float = 2) -> Worker:
    doors = silent()
    mail = SmtpMail(f"smtp://127.0.0.1:{office.port}", "Kamfield <kamfield@example.com>", timeout_seconds=seconds)
    return Worker(worker.database, worker.clock, Outside(doors.public_url, mail, doors.maps, doors.files))


def arrived(office: PostOffice) -> Counter[str]:
    return Counter(one.recipient.split("@")[0] for one in office.received if one.recipient.split("@")[0] in NAMES)


def states(work: Work, rows: list[Reminder]) -> dict[str, str]:
    work.db.expire_all()
    return {name: row.state for name, row in zip(NAMES, rows, strict=True)}


def test_they_share_one_connection(
    work: Work, worker: Worker, due: list[Reminder], open_post_office: OpenPostOffice
) -> None:
    office = open_post_office()
    by_smtp(worker, office).run_due()
    assert arrived(office) == Counter(NAMES)
    assert office.connections == 1
    assert set(states(work, due).values()) == {"sent"}


def test_one_of_each_trouble_in_the_middle_harms_nobody_else(
    work: Work, worker: Worker, due: list[Reminder], moment: Moment, open_post_office: OpenPostOffice
) -> None:
    office = open_post_office(
        {
            "RCPT ren@example.com": "550 5.1.1 No such user here",
            "RCPT sam@example.com": "450 4.2.0 Greylisted, come back",
            "DATA mei@example.com": HANG_UP,
        }
    )
    by_smtp(worker, office).run_due()
    assert arrived(office) == Counter(["li", "max"])
    assert states(work, due) == {"li": "sent", "ren": "failed", "sam": "composed", "mei": "composed", "max": "sent"}
    office.answers.clear()
    moment.advance(seconds=LATER.total_seconds())
    work_off(by_smtp(worker, office))
    assert arrived(office) == Counter(["li", "max", "sam", "mei"])
    assert states(work, due) == {"li": "sent", "ren": "failed", "sam": "sent", "mei": "sent", "max": "sent"}


def test_a_letter_over_which_the_server_falls_asleep_keeps_the_next_ones_no_longer_than_that(
    work: Work, worker: Worker, due: list[Reminder], moment: Moment, open_post_office: OpenPostOffice
) -> None:
    office = open_post_office({"DATA ren@example.com": None})
    by_smtp(worker, office, seconds=0.3).run_due()
    assert arrived(office) == Counter(["li", "sam", "mei", "max"])
    office.answers.clear()
    moment.advance(seconds=LATER.total_seconds())
    work_off(by_smtp(worker, office))
    assert arrived(office) == Counter(NAMES)


def test_a_server_that_takes_two_letters_a_call_is_called_three_times(
    work: Work, worker: Worker, due: list[Reminder], open_post_office: OpenPostOffice
) -> None:
    office = open_post_office(letters_each=2)
    by_smtp(worker, office).run_due()
    assert arrived(office) == Counter(NAMES)
    assert office.connections == 3


def test_a_server_that_sleeps_over_every_letter_is_left_alone_after_two(
    work: Work, worker: Worker, due: list[Reminder], moment: Moment, open_post_office: OpenPostOffice
) -> None:
    office = open_post_office({"MAIL": None})
    by_smtp(worker, office, seconds=0.2).run_due()
    assert office.connections == 2
    work.db.expire_all()
    assert [row.attempts for row in due] == [1] * 5
    assert ["a moment ago" in str(row.last_error) for row in due] == [False, False, True, True, True]
    office.answers.clear()
    moment.advance(seconds=LATER.total_seconds())
    work_off(by_smtp(worker, office))
    assert arrived(office) == Counter(NAMES)


def test_nobody_at_the_port_is_asked_once(work: Work, worker: Worker, due: list[Reminder]) -> None:
    by_smtp(worker, PostOffice(port=9)).run_due()
    work.db.expire_all()
    assert ["a moment ago" in str(row.last_error) for row in due] == [False, True, True, True, True]
