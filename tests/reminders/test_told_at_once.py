"""What people hear as soon as it happens: a plan that waits for them, one that was decided, a contact who left."""

from datetime import date, timedelta

import pytest

from kamfield.core.work import Work
from kamfield.outside import SilentOutside
from kamfield.outside.mail import Letter
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Cast, Moment
from tests.make.accounts import make_account, make_contact
from tests.make.plans import make_plan
from tests.make.reminders import ledger, letters_to, work_off
from tests.make.todos import in_shanghai, live_at
from tests.make.visits import make_visit

TUESDAY = in_shanghai(2026, 3, 3, 15, 0)  # 08:00 in Berlin


@pytest.fixture(autouse=True)
def settled(worker: Worker, moment: Moment, outside: SilentOutside) -> None:
    """An ordinary Tuesday morning in Shanghai; everybody has their Monday behind them."""
    work_off(worker)
    moment.set(TUESDAY)
    work_off(worker)
    outside.mail.sent.clear()


def subjects(outside: SilentOutside, name: str) -> list[str]:
    return [letter.subject for letter in letters_to(outside, f"{name}@example.com")]


def submitted(api: Api, work: Work) -> str:
    plan = make_plan(work)
    work.db.commit()
    api.li.post(f"/plans/{plan.id}/submission", {"acknowledged": True})
    return plan.id


def test_whoever_is_asked_about_a_plan_is_told_at_once_and_nobody_else(
    api: Api, work: Work, worker: Worker, outside: SilentOutside
) -> None:
    submitted(api, work)
    work_off(worker)
    (letter,) = outside.mail.sent
    assert (letter.to, letter.subject) == ("mei@example.com", "Li 的 2026年4月拜访计划等待您审批")
    assert "待审拜访 2 次" in letter.text


def test_a_plan_decided_before_the_mail_is_written_is_no_news(
    api: Api, work: Work, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    moment.set(in_shanghai(2026, 3, 3, 21, 0))
    plan_id = submitted(api, work)
    work_off(worker)
    api.mei.post(f"/plans/{plan_id}/approval")
    live_at(worker, moment, in_shanghai(2026, 3, 4, 8, 0))
    assert subjects(outside, "mei") == []
    assert [row.reason for row in ledger(work, "user-mei", "plan_waiting")] == ["no_longer_needed"]
    (letter,) = letters_to(outside, "li@example.com")
    assert letter.subject == "您的 2026年4月拜访计划已获批准"
    assert "Mei 已批准" in letter.text


def test_a_plan_that_came_back_says_what_the_manager_wants(
    api: Api, work: Work, worker: Worker, outside: SilentOutside
) -> None:
    plan_id = submitted(api, work)
    api.mei.post(f"/plans/{plan_id}/returns", {"comment": "Please plan the A clients first."})
    work_off(worker)
    (letter,) = letters_to(outside, "li@example.com")
    assert letter.subject == "您的 2026年4月拜访计划被退回"
    assert "Mei：Please plan the A clients first." in letter.text


def test_handing_it_in_again_makes_the_old_decision_no_news(
    api: Api, work: Work, worker: Worker, outside: SilentOutside
) -> None:
    plan_id = submitted(api, work)
    api.mei.post(f"/plans/{plan_id}/returns", {"comment": "Not yet."})
    api.li.post(f"/plans/{plan_id}/submission", {"acknowledged": True})
    work_off(worker)
    assert subjects(outside, "li") == []
    assert [row.reason for row in ledger(work, "user-mei", "plan_waiting")].count(None) == 1


def test_lines_that_are_decided_one_by_one_are_one_mail(
    api: Api, work: Work, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    plan_id = submitted(api, work)
    first, second = api.mei.get(f"/plans/{plan_id}").json["lines"]
    api.mei.post(f"/plans/{plan_id}/lines/{first['id']}/approval")
    api.mei.post(f"/plans/{plan_id}/lines/{second['id']}/returns", {"comment": "Too far in one day"})
    work_off(worker)
    assert subjects(outside, "li") == []
    live_at(worker, moment, TUESDAY + timedelta(minutes=15))
    (letter,) = letters_to(outside, "li@example.com")
    assert "新的审批结果" in letter.subject
    assert "Too far in one day" in letter.text


def test_a_stand_in_hears_of_the_plan_too(api: Api, work: Work, worker: Worker, outside: SilentOutside) -> None:
    body = {"manager_id": "user-mei", "stand_in_id": "user-dana", "from_on": "2026-03-03", "to_on": "2026-03-04"}
    assert api.mei.post("/delegations", body).status_code == 201
    submitted(api, work)
    work_off(worker)
    assert {letter.to for letter in outside.mail.sent} == {"mei@example.com", "dana@example.com"}


def test_nobody_deciding_in_time_brings_it_to_the_next_one_up(
    api: Api, work: Work, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    submitted(api, work)
    work_off(worker)
    live_at(worker, moment, TUESDAY + timedelta(hours=48, minutes=1))
    (letter,) = letters_to(outside, "dana@example.com")
    assert letter.subject == "Nobody has decided yet about Li's plan for April 2026"


def test_a_contact_who_left_is_told_to_the_lead_and_to_who_meets_them(
    api: Api, work: Work, worker: Worker, outside: SilentOutside
) -> None:
    account = make_account(work, name="Harbour", lead=Cast.mei)
    contact = make_contact(work, account, name="陈工")
    work.db.commit()
    assert api.mei.post(f"/accounts/{account.id}/members", {"user_id": "user-li"}).status_code == 201
    visit = make_visit(work, account, rep=Cast.li, day=date(2026, 3, 10))
    work.db.commit()
    api.li.patch(f"/visits/{visit.id}", {"contact_ids": [contact.id]})
    api.mei.post(f"/contacts/{contact.id}/departure")
    work_off(worker)
    assert subjects(outside, "mei") == [], "she said so herself"
    (letter,) = letters_to(outside, "li@example.com")
    assert letter.subject == "陈工已离开 Harbour"
    assert "您原定于 3月10日周二与其会面" in letter.text


def test_a_contact_who_is_there_after_all_is_no_news(
    api: Api, work: Work, worker: Worker, outside: SilentOutside
) -> None:
    account = make_account(work, lead=Cast.li)
    contact = make_contact(work, account)
    work.db.commit()
    api.mei.post(f"/contacts/{contact.id}/departure")
    api.mei.delete(f"/contacts/{contact.id}/departure")
    work_off(worker)
    assert subjects(outside, "li") == []


def test_in_the_evening_it_waits_for_the_morning(
    api: Api, work: Work, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    moment.set(in_shanghai(2026, 3, 3, 21, 0))
    submitted(api, work)
    work_off(worker)
    (waiting,) = ledger(work, "user-mei", "plan_waiting")
    assert (waiting.state, waiting.reason) == ("due", "quiet_hours")
    told = api.mei.get(f"/reminders/{waiting.id}", headers={"Accept-Language": "zh-CN"}).json["why"]
    assert told.endswith("将在您的免打扰时段结束后发送，最晚 3月4日周三 08:00。"), told
    live_at(worker, moment, in_shanghai(2026, 3, 4, 8, 0))
    assert len(subjects(outside, "mei")) == 1


def test_a_weekend_and_a_holiday_are_left_in_peace(
    api: Api, work: Work, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    moment.set(in_shanghai(2026, 4, 4, 11, 0))  # a Saturday; Monday is Qingming
    submitted(api, work)
    work_off(worker)
    (waiting,) = ledger(work, "user-mei", "plan_waiting")
    assert waiting.reason == "day_off"
    live_at(worker, moment, in_shanghai(2026, 4, 6, 12, 0))
    assert [one for one in subjects(outside, "mei") if "计划等待" in one] == []
    live_at(worker, moment, in_shanghai(2026, 4, 7, 8, 0))
    assert waiting_letters(outside) == 1


def waiting_letters(outside: SilentOutside) -> int:
    return sum("等待您审批" in letter.text for letter in of_mei(outside))


def of_mei(outside: SilentOutside) -> list[Letter]:
    return [one for one in letters_to(outside, "mei@example.com") if "团队" not in one.subject]


def test_beyond_the_days_cap_it_waits_for_the_next_morning(
    api: Api, work: Work, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    api.ada.patch("/policies", {"reminders_per_day": 1})
    submitted(api, work)
    work_off(worker)
    account = make_account(work, lead=Cast.mei)
    contact = make_contact(work, account)
    work.db.commit()
    api.dana.post(f"/contacts/{contact.id}/departure")
    work_off(worker)
    assert len(subjects(outside, "mei")) == 1
    (waiting,) = ledger(work, "user-mei", "contact_left")
    assert waiting.reason == "enough_today"
    live_at(worker, moment, in_shanghai(2026, 3, 4, 8, 0))
    assert len(subjects(outside, "mei")) == 2


def test_the_week_comes_on_monday_also_when_that_is_a_holiday(
    worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    live_at(worker, moment, in_shanghai(2026, 4, 6, 7, 30))
    assert len(subjects(outside, "li")) == 1


def test_mails_one_can_do_without_can_be_ended_from_the_mail_program(
    worker: Worker, moment: Moment, outside: SilentOutside, api: Api, work: Work
) -> None:
    submitted(api, work)
    live_at(worker, moment, in_shanghai(2026, 3, 9, 7, 30))
    (of_the_week,) = letters_to(outside, "li@example.com")
    address = of_the_week.headers["List-Unsubscribe"]
    assert address.startswith("<https://kamfield.example.com/unsubscribe?token=week.user-li.")
    assert of_the_week.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address.strip("<>") in of_the_week.text
    assert address.strip("<>") in (of_the_week.html or "").replace("&amp;", "&")
    (of_the_plan,) = [one for one in of_mei(outside) if "等待您审批" in one.subject]
    assert of_the_plan.headers.keys() == {"List-Id"}, "one's duties cannot be switched off"
    assert of_the_week.headers["List-Id"] == "<week.kamfield.example.com>"
    assert of_the_plan.headers["List-Id"] == "<plan-waiting.kamfield.example.com>"
