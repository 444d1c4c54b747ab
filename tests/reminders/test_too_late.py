"""What nobody could be told for weeks: news are news no more, what is still so is said, nothing old leaves."""

from datetime import timedelta

import pytest

from kamfield.core.work import Work
from kamfield.outside import SilentOutside
from kamfield.outside.mail import MailRefused, SilentMail
from kamfield.reminders.actions import remind
from kamfield.reminders.rules import Kind
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Moment
from tests.make.plans import make_plan
from tests.make.reminders import ledger, letters_to, reminder, work_off
from tests.make.todos import in_shanghai, live_at
from tests.reminders.test_outbox import worker_with

TUESDAY = in_shanghai(2026, 3, 3, 15, 0)


@pytest.fixture(autouse=True)
def settled(worker: Worker, moment: Moment, outside: SilentOutside) -> None:
    work_off(worker)
    live_at(worker, moment, TUESDAY)
    outside.mail.sent.clear()


def decided(api: Api, work: Work) -> str:
    plan = make_plan(work)
    work.db.commit()
    api.li.post(f"/plans/{plan.id}/submission", {"acknowledged": True})
    api.mei.post(f"/plans/{plan.id}/approval")
    return plan.id


def test_a_decision_of_three_weeks_ago_is_no_news(
    api: Api, work: Work, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    plan_id = decided(api, work)
    live_at(worker, moment, TUESDAY + timedelta(days=21))
    (row,) = ledger(work, "user-li", "plan_decided")
    assert (row.state, row.reason) == ("suppressed", "too_late")
    assert not [letter for letter in letters_to(outside, "li@example.com") if "获批准" in letter.subject]
    asked = {"kind": "plan_decided", "subject_id": plan_id}
    why = api.li.get("/reminders/why", query_string=asked, headers={"Accept-Language": "zh-CN"}).json["why"]
    assert "发生太久" in why


def test_a_decision_of_a_week_of_holidays_ago_is(
    api: Api, work: Work, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    decided(api, work)
    live_at(worker, moment, TUESDAY + timedelta(days=10))
    assert [row.state for row in ledger(work, "user-li", "plan_decided")] == ["sent"]


def test_a_plan_that_still_waits_is_told_of_however_long_it_has(
    api: Api, work: Work, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    plan = make_plan(work)
    work.db.commit()
    api.li.post(f"/plans/{plan.id}/submission", {"acknowledged": True})
    live_at(worker, moment, TUESDAY + timedelta(days=21))
    assert "sent" in [row.state for row in ledger(work, "user-mei", "plan_waiting")]


def test_who_was_on_leave_for_three_weeks_hears_of_it_on_the_first_day_back(
    api: Api, work: Work, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    absence = {"kind": "vacation", "from_on": "2026-03-03", "to_on": "2026-03-22"}
    assert api.li.post("/absences", absence).status_code == 201
    decided(api, work)
    live_at(worker, moment, TUESDAY + timedelta(hours=1))
    (row,) = ledger(work, "user-li", "plan_decided")
    assert row.reason == "on_leave"
    for day in range(4, 24):
        live_at(worker, moment, in_shanghai(2026, 3, day, 15, 0))
    (row,) = ledger(work, "user-li", "plan_decided")
    assert row.reason in {None, "joined_digest"}, row.reason


def test_a_mail_that_lay_written_for_weeks_is_looked_at_again_before_it_leaves(
    work: Work, worker: Worker, moment: Moment
) -> None:
    down = SilentMail(refusals={"li@example.com": MailRefused("421 down", permanent=False)})
    remind(work, Kind.WEEK, "user-li", "2026-W10", year=2026, week=10)
    work.db.commit()
    work_off(worker_with(worker, down))
    assert reminder(work, "week:user-li:2026-W10").state == "composed"
    moment.advance(hours=21 * 24)
    up = SilentMail()
    work_off(worker_with(worker, up))
    late = reminder(work, "week:user-li:2026-W10")
    assert (late.state, late.reason) == ("suppressed", "no_longer_needed")
    assert "2026-W10" not in [letter.message_id for letter in up.sent]


def test_a_mail_that_lay_written_for_three_days_is_written_anew_and_sent_once(
    work: Work, worker: Worker, moment: Moment
) -> None:
    down = SilentMail(refusals={"li@example.com": MailRefused("421 down", permanent=False)})
    row = remind(work, Kind.WEEK, "user-li", "2026-W10", year=2026, week=10)
    work.db.commit()
    work_off(worker_with(worker, down))
    moment.set(in_shanghai(2026, 3, 6, 9, 0))
    up = SilentMail()
    work_off(worker_with(worker, up))
    (letter,) = [letter for letter in up.sent if letter.message_id == f"<{row.id}@kamfield.example.com>"]
    assert letter.to == "li@example.com"
