"""What could not be sent is shown to administrators, who have it tried again when its way is clear."""

from dataclasses import replace

import pytest

from kamfield.core.work import Work
from kamfield.outside import SilentOutside
from kamfield.outside.mail import MailRefused, SilentMail
from kamfield.reminders.actions import remind
from kamfield.reminders.models import Reminder
from kamfield.reminders.rules import Kind
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Moment
from tests.make.reminders import letters_to, work_off


@pytest.fixture
def failed(work: Work, worker: Worker) -> Reminder:
    """The week's mail of li, whose address is wrong."""
    row = remind(work, Kind.WEEK, "user-li", "2026-W10", year=2026, week=10)
    work.db.commit()
    wrong = SilentMail(refusals={"li@example.com": MailRefused("550 5.1.1 No such user here", permanent=True)})
    work_off(replace(worker, outside=replace(worker.outside, mail=wrong)))
    return row


def test_an_administrator_sees_what_was_refused_and_nobody_else_does(api: Api, failed: Reminder) -> None:
    (listed,) = api.ada.get("/stuck-reminders").json["items"]
    assert (listed["id"], listed["user_name"], listed["refusal"]) == (failed.id, "Li", "550 5.1.1 No such user here")
    assert "text" not in listed
    for person in (api.li, api.mei):
        assert person.get("/stuck-reminders").json["items"] == []
        assert person.post(f"/stuck-reminders/{failed.id}/retries").status_code == 404


def test_they_are_found_by_kind_state_and_person(api: Api, failed: Reminder) -> None:
    for query, found in (("kind=week", 1), ("kind=digest", 0), ("state=failed", 1), ("state=due", 0)):
        assert len(api.ada.get(f"/stuck-reminders?{query}").json["items"]) == found, query
    assert len(api.ada.get("/stuck-reminders?user_id=user-mei").json["items"]) == 0


def test_what_is_tried_again_goes_to_the_address_of_today_once(
    api: Api, worker: Worker, outside: SilentOutside, failed: Reminder
) -> None:
    assert api.ada.patch("/users/user-li", {"email": "li.new@example.com"}).status_code == 200
    answer = api.ada.post(f"/stuck-reminders/{failed.id}/retries")
    assert (answer.status_code, answer.json["state"]) == (202, "due")
    work_off(worker)
    (letter,) = letters_to(outside, "li.new@example.com")
    assert letter.message_id == f"<{failed.id}@kamfield.example.com>"
    assert api.ada.get("/stuck-reminders").json["items"] == []
    assert api.ada.post(f"/stuck-reminders/{failed.id}/retries").status_code == 404


def test_a_week_that_is_over_is_not_sent_after_all(
    api: Api, worker: Worker, outside: SilentOutside, moment: Moment, failed: Reminder
) -> None:
    moment.advance(hours=24 * 8)
    api.ada.post(f"/stuck-reminders/{failed.id}/retries")
    work_off(worker)
    assert api.li.get(f"/reminders/{failed.id}").json["reason"] == "no_longer_needed"
