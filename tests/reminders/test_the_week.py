"""The Monday mail: once, in time, wherever the rep is, whatever happened to the worker."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kamfield.core.work import Work
from kamfield.outside import SilentOutside
from kamfield.outside.mail import SmtpMail
from kamfield.users.models import User
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Moment
from tests.make.accounts import make_account
from tests.make.plans import make_plan
from tests.make.quotes import a_sent_quote
from tests.make.reminders import letters_to, reminder, work_off
from tests.make.visits import make_prepared_visit
from tests.outside.conftest import open_post_office as open_post_office
from tests.outside.post_office import OpenPostOffice


def local(zone: str, *when: int) -> datetime:
    return datetime(*when, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def live_at(worker: Worker, moment: Moment, when: datetime) -> None:
    moment.set(when)
    work_off(worker)


def test_it_comes_on_monday_at_half_past_seven_where_the_rep_is(
    worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    work_off(worker)
    live_at(worker, moment, local("Asia/Shanghai", 2026, 3, 9, 7, 29))
    assert outside.mail.sent == []
    live_at(worker, moment, local("Asia/Shanghai", 2026, 3, 9, 7, 30))
    weeks = [letter for letter in outside.mail.sent if letter.subject.startswith("本周安排")]
    assert {letter.to for letter in weeks} == {"li@example.com", "ren@example.com"}
    live_at(worker, moment, local("Europe/Berlin", 2026, 3, 9, 7, 30))
    assert len(letters_to(outside, "sam@example.com")) == 1


def test_it_comes_once_a_week(worker: Worker, moment: Moment, outside: SilentOutside) -> None:
    work_off(worker)
    for day in range(28):
        live_at(worker, moment, local("Asia/Shanghai", 2026, 3, 2, 12, 0) + timedelta(days=day))
    weeks = [one for one in letters_to(outside, "li@example.com") if one.subject.startswith("本周安排")]
    assert len(weeks) == 3


def test_a_worker_that_was_down_sends_it_late_but_once(worker: Worker, moment: Moment, outside: SilentOutside) -> None:
    work_off(worker)
    live_at(worker, moment, local("Asia/Shanghai", 2026, 3, 18, 15, 0))
    (letter,) = letters_to(outside, "li@example.com")
    assert "第 12 周" in letter.text
    live_at(worker, moment, local("Asia/Shanghai", 2026, 3, 23, 7, 30))
    assert len(letters_to(outside, "li@example.com")) == 2


@pytest.mark.parametrize(
    ("zone", "before", "after"),
    [
        ("Europe/Berlin", (2026, 3, 23), (2026, 3, 30)),
        ("Europe/Berlin", (2026, 10, 19), (2026, 10, 26)),
        ("America/New_York", (2026, 3, 2), (2026, 3, 9)),
        ("America/New_York", (2026, 10, 26), (2026, 11, 2)),
        ("Australia/Lord_Howe", (2026, 3, 30), (2026, 4, 6)),
        ("Pacific/Kiritimati", (2026, 12, 28), (2027, 1, 4)),
        ("Asia/Kolkata", (2026, 12, 21), (2026, 12, 28)),
    ],
)
def test_the_clock_on_the_wall_decides_also_when_it_is_changed(
    work: Work,
    worker: Worker,
    moment: Moment,
    outside: SilentOutside,
    zone: str,
    before: tuple[int, ...],
    after: tuple[int, ...],
) -> None:
    user = work.db.get_one(User, "user-sam")
    user.time_zone = zone
    work.act("user.add", user)
    work.db.commit()
    moment.set(local(zone, *before, 5))
    work_off(worker)
    for monday in (before, after):
        sent = len(letters_to(outside, "sam@example.com"))
        live_at(worker, moment, local(zone, *monday, 7, 29))
        assert len(letters_to(outside, "sam@example.com")) == sent
        live_at(worker, moment, local(zone, *monday, 7, 30))
        assert len(letters_to(outside, "sam@example.com")) == sent + 1


def test_week_53_has_its_mail(work: Work, worker: Worker, moment: Moment) -> None:
    work_off(worker)
    live_at(worker, moment, local("Asia/Shanghai", 2026, 12, 28, 7, 30))
    live_at(worker, moment, local("Asia/Shanghai", 2027, 1, 4, 7, 30))
    keys = [f"week:user-li:{week}" for week in ("2026-W53", "2027-W01")]
    assert [reminder(work, key).state for key in keys] == ["sent", "sent"]


def test_somebody_who_moved_gets_it_in_the_new_zone_and_no_week_twice(
    work: Work, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    work_off(worker)
    live_at(worker, moment, local("Asia/Shanghai", 2026, 3, 9, 7, 30))
    user = work.db.get_one(User, "user-li")
    user.time_zone = "America/New_York"
    work.act("user.add", user)
    work.db.commit()
    live_at(worker, moment, local("Asia/Shanghai", 2026, 3, 16, 7, 30))
    assert len(letters_to(outside, "li@example.com")) == 1
    live_at(worker, moment, local("America/New_York", 2026, 3, 16, 7, 30))
    assert len(letters_to(outside, "li@example.com")) == 2


def test_it_says_what_is_to_be_chased_and_what_is_overdue(
    api: Api, work: Work, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    account_id = make_account(work, name="上海仁济医院").id
    work.db.commit()
    a_sent_quote(api.li, account_id, valid_until="2026-03-31")  # 3, 7 and 14 days later: Thursday, Monday, Monday
    work_off(worker)
    live_at(worker, moment, local("Asia/Shanghai", 2026, 3, 9, 7, 30))
    (letter,) = letters_to(outside, "li@example.com")
    assert letter.subject == "本周安排：逾期 1、报价跟进 1"
    assert (
        "! 上海仁济医院：24 infusion pumps\n  报价跟进，应于 3月5日周四联系 · Q2026-0001 · ¥186,000.00\n" in letter.text
    )
    assert "- 3月9日周一  上海仁济医院：24 infusion pumps\n  Q2026-0001 · ¥186,000.00\n" in letter.text
    assert letter.html is not None
    assert "上海仁济医院" in letter.html


def test_it_shows_the_approved_week_and_what_is_to_be_done(
    api: Api, work: Work, worker: Worker, moment: Moment, open_post_office: OpenPostOffice
) -> None:
    work_off(worker)
    account = make_account(work, name="上海仁济医院")
    start = local("Asia/Shanghai", 2026, 3, 11, 10)
    visit = make_prepared_visit(work, account, day=date(2026, 3, 11), starts_at=start)
    make_plan(work, [visit], month=date(2026, 3, 1), state="approved")
    work.db.commit()
    api.li.post("/todo-items", {"title": "寄送样品", "due_on": "2026-03-05"})
    office = open_post_office()
    mail = SmtpMail(f"smtp://127.0.0.1:{office.port}", "Kamfield <kamfield@example.com>", timeout_seconds=5)
    doors = replace(worker.outside, mail=mail)
    live_at(replace(worker, outside=doors), moment, local("Asia/Shanghai", 2026, 3, 9, 7, 30))
    to_li = (one for one in office.received if one.recipient == "li@example.com")
    (arrived,) = (one for one in to_li if "本周安排" in one.message["Subject"])
    text = arrived.message.get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert arrived.message["Subject"] == "本周安排：拜访 1、逾期 1、待办 1"
    assert "- 3月11日周三 10:00  上海仁济医院\n  Mr Chen signs the trial order for 40 seals." in text
    assert "[ ] 准备拜访：上海仁济医院 · 3月11日周三" in text
    assert "! 寄送样品\n  待办，应于 3月5日周四完成" in text


def test_a_name_cannot_smuggle_html_into_it(
    api: Api, work: Work, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    account_id = make_account(work, name="<script>alert(1)</script>").id
    work.db.commit()
    a_sent_quote(api.li, account_id)
    work_off(worker)
    live_at(worker, moment, local("Asia/Shanghai", 2026, 3, 9, 7, 30))
    (letter,) = letters_to(outside, "li@example.com")
    assert letter.html is not None
    assert "<script" not in letter.html
    assert "<script>alert(1)</script>" in letter.text


def test_managers_hear_only_when_they_have_something_to_do(
    work: Work, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    work_off(worker)
    live_at(worker, moment, local("Europe/Berlin", 2026, 3, 9, 7, 30))
    assert [letter.subject[:9] for letter in letters_to(outside, "max@example.com")] == ["Your team"]
    assert reminder(work, "week:user-max:2026-W11").reason == "nothing_to_say"


def test_the_ledger_answers_why(api: Api, work: Work, worker: Worker, moment: Moment) -> None:
    work_off(worker)
    live_at(worker, moment, local("Europe/Berlin", 2026, 3, 9, 7, 30))
    (listed,) = api.li.get("/reminders?kind=week&state=sent").json["items"]
    story = api.li.get(f"/reminders/{listed['id']}", headers={"Accept-Language": "zh-CN"}).json
    assert story["why"] == (
        "每个人都会在自己所在时区的周一早上 07:30 收到本周安排。这条提醒涉及 3月9日周一开始的一周。"
        "邮件已于 3月9日周一 14:30 发送至 li@example.com。"
    )
    assert "下午好" in story["text"], "the worker came late"
    (silence,) = api.max.get("/reminders?kind=week").json["items"]
    assert (silence["state"], silence["reason"]) == ("suppressed", "nothing_to_say")
    assert api.mei.get(f"/reminders/{listed['id']}").status_code == 404


def test_whoever_left_gets_nothing_and_the_ledger_says_so(
    work: Work, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    work_off(worker)
    user = work.db.get_one(User, "user-li")
    user.active = False
    work.act("user.add", user)
    work.db.commit()
    live_at(worker, moment, local("Asia/Shanghai", 2026, 3, 9, 7, 30))
    assert letters_to(outside, "li@example.com") == []
    assert reminder(work, "week:user-li:2026-W11").reason == "inactive"


def test_nobody_on_leave_is_bothered(
    api: Api, work: Work, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    away = api.li.post("/absences", {"from_on": "2026-03-09", "to_on": "2026-03-09", "kind": "vacation"})
    assert away.status_code == 201, away.json
    work_off(worker)
    live_at(worker, moment, local("Asia/Shanghai", 2026, 3, 9, 7, 30))
    assert letters_to(outside, "li@example.com") == []
    assert reminder(work, "week:user-li:2026-W11").reason == "on_leave"
