"""Many mails over one connection: what happens to one of them neither blocks nor doubles the others."""

import ssl
from collections import Counter
from datetime import timedelta
from typing import Any

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
from tests.outside.conftest import authority as authority
from tests.outside.conftest import certificate as certificate
from tests.outside.conftest import open_post_office as open_post_office
from tests.outside.conftest import sign_in as sign_in
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


def by_smtp(worker: Worker, office: PostOffice, seconds: float = 2, user: str = "", query: str = "") -> Worker:
    doors, url = silent(), f"smtp://{user}127.0.0.1:{office.port}{query}"
    mail = SmtpMail(url, "Kamfield <kamfield@example.com>", timeout_seconds=seconds)
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
            "DATA max@example.com": "552 5.3.4 Message too big",
        }
    )
    by_smtp(worker, office).run_due()
    assert arrived(office) == Counter(["li"])
    assert states(work, due) == {"li": "sent", "ren": "failed", "sam": "composed", "mei": "composed", "max": "failed"}
    office.answers.clear()
    moment.advance(seconds=LATER.total_seconds())
    work_off(by_smtp(worker, office))
    assert arrived(office) == Counter(["li", "sam", "mei"])
    assert states(work, due) == {"li": "sent", "ren": "failed", "sam": "sent", "mei": "sent", "max": "failed"}


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


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning")
@pytest.mark.parametrize("trouble", ["password", "certificate", "nobody there"])
def test_while_the_operator_mends_the_way_to_the_server_everything_waits_and_nothing_is_given_up(
    work: Work,
    worker: Worker,
    due: list[Reminder],
    moment: Moment,
    open_post_office: OpenPostOffice,
    sign_in: dict[str, Any],
    certificate: ssl.SSLContext,
    trouble: str,
) -> None:
    broken = {
        "password": lambda: by_smtp(worker, open_post_office(**sign_in), user="kam:wrong@", query="?starttls=0"),
        "certificate": lambda: by_smtp(worker, open_post_office(tls_context=certificate), query="?starttls=1"),
        "nobody there": lambda: by_smtp(worker, PostOffice(port=9)),
    }[trouble]()
    for _ in range(3 * 16):  # a day and a half
        broken.run_due()
        moment.advance(minutes=45)
    work.db.expire_all()
    assert [(row.state, row.parked_at) for row in due] == [("composed", None)] * 5
    assert all(row.due_at and row.due_at - moment.now <= timedelta(minutes=16) for row in due)
    assert all("NoMailServer" in str(row.last_error) for row in due)
    moment.advance(minutes=16)
    mended = open_post_office()
    work_off(by_smtp(worker, mended))
    assert arrived(mended).keys() <= set(NAMES)
    assert {row.parked_at for row in due} == {None}


def test_nobody_at_the_port_is_asked_once(work: Work, worker: Worker, due: list[Reminder]) -> None:
    by_smtp(worker, PostOffice(port=9)).run_due()
    work.db.expire_all()
    assert ["a moment ago" in str(row.last_error) for row in due] == [False, True, True, True, True]
