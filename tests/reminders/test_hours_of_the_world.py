"""When exactly people hear of something, wherever they are and whatever their clocks are put to."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kamfield.core.weeks import Week, week_at
from kamfield.core.work import Work
from kamfield.outside import SilentOutside
from kamfield.outside.mail import SilentMail
from kamfield.outside.mail.refusals import NoMailServer
from kamfield.reminders.background.rhythm import next_hour
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Moment
from tests.make.accounts import make_account, make_contact
from tests.make.reminders import ledger, letters_to, work_off
from tests.make.todos import in_shanghai, live_at
from tests.make.visits import make_visit

WORLD = [
    # zone, the instants in UTC: Monday 07:30, Tuesday 07:30, Friday 15:00, and that day's evening at 17:00
    ("Asia/Shanghai", "2026-12-28", "2026-12-27T23:30", "2026-12-28T23:30", "2027-01-01T07:00", "2027-01-01T09:00"),
    ("Asia/Kolkata", "2026-12-28", "2026-12-28T02:00", "2026-12-29T02:00", "2027-01-01T09:30", "2027-01-01T11:30"),
    ("Europe/Berlin", "2026-03-23", "2026-03-23T06:30", "2026-03-24T06:30", "2026-03-27T14:00", "2026-03-27T16:00"),
    ("Europe/Berlin", "2026-03-30", "2026-03-30T05:30", "2026-03-31T05:30", "2026-04-03T13:00", "2026-04-03T15:00"),
    ("Europe/Berlin", "2026-10-19", "2026-10-19T05:30", "2026-10-20T05:30", "2026-10-23T13:00", "2026-10-23T15:00"),
    ("Europe/Berlin", "2026-10-26", "2026-10-26T06:30", "2026-10-27T06:30", "2026-10-30T14:00", "2026-10-30T16:00"),
    ("Europe/Berlin", "2026-12-28", "2026-12-28T06:30", "2026-12-29T06:30", "2027-01-01T14:00", "2027-01-01T16:00"),
    ("America/New_York", "2026-03-02", "2026-03-02T12:30", "2026-03-03T12:30", "2026-03-06T20:00", "2026-03-06T22:00"),
    ("America/New_York", "2026-03-09", "2026-03-09T11:30", "2026-03-10T11:30", "2026-03-13T19:00", "2026-03-13T21:00"),
    ("America/New_York", "2026-10-26", "2026-10-26T11:30", "2026-10-27T11:30", "2026-10-30T19:00", "2026-10-30T21:00"),
    ("America/New_York", "2026-11-02", "2026-11-02T12:30", "2026-11-03T12:30", "2026-11-06T20:00", "2026-11-06T22:00"),
    ("America/New_York", "2026-12-28", "2026-12-28T12:30", "2026-12-29T12:30", "2027-01-01T20:00", "2027-01-01T22:00"),
    ("America/Sao_Paulo", "2026-10-19", "2026-10-19T10:30", "2026-10-20T10:30", "2026-10-23T18:00", "2026-10-23T20:00"),
    ("America/Sao_Paulo", "2026-12-28", "2026-12-28T10:30", "2026-12-29T10:30", "2027-01-01T18:00", "2027-01-01T20:00"),
    (
        "Australia/Lord_Howe",
        "2026-03-30",
        "2026-03-29T20:30",
        "2026-03-30T20:30",
        "2026-04-03T04:00",
        "2026-04-03T06:00",
    ),
    (
        "Australia/Lord_Howe",
        "2026-04-06",
        "2026-04-05T21:00",
        "2026-04-06T21:00",
        "2026-04-10T04:30",
        "2026-04-10T06:30",
    ),
    (
        "Australia/Lord_Howe",
        "2026-09-28",
        "2026-09-27T21:00",
        "2026-09-28T21:00",
        "2026-10-02T04:30",
        "2026-10-02T06:30",
    ),
    (
        "Australia/Lord_Howe",
        "2026-12-28",
        "2026-12-27T20:30",
        "2026-12-28T20:30",
        "2027-01-01T04:00",
        "2027-01-01T06:00",
    ),
    (
        "Australia/Lord_Howe",
        "2026-10-05",
        "2026-10-04T20:30",
        "2026-10-05T20:30",
        "2026-10-09T04:00",
        "2026-10-09T06:00",
    ),
    (
        "Pacific/Kiritimati",
        "2026-12-28",
        "2026-12-27T17:30",
        "2026-12-28T17:30",
        "2027-01-01T01:00",
        "2027-01-01T03:00",
    ),
]


@pytest.mark.parametrize(("zone", "monday", "morning", "tuesday", "afternoon", "evening"), WORLD)
def test_hours_are_those_of_the_clock_on_the_wall(
    zone: str, monday: str, morning: str, tuesday: str, afternoon: str, evening: str
) -> None:
    here = ZoneInfo(zone)
    midnight = datetime.fromisoformat(f"{monday}T00:00").replace(tzinfo=here)
    hours = stops(here, midnight, 7)
    assert hours[0] == instant(morning)
    assert hours[2] == instant(tuesday)
    friday = [hour for hour in hours if hour.astimezone(here).weekday() == 4]
    assert friday[1:] == [instant(afternoon), instant(evening)]
    assert len(hours) == 15, "a morning and an evening each day, and Friday afternoon"


def test_the_last_week_of_2026_is_its_53rd_everywhere() -> None:
    assert {zone for zone, monday, *_ in WORLD if monday == "2026-12-28"} == {zone for zone, *_ in WORLD}
    for zone, monday, morning, _, afternoon, _ in WORLD:
        if monday == "2026-12-28":
            assert week_at(instant(morning), ZoneInfo(zone)) == Week(2026, 53)
            assert week_at(instant(afternoon), ZoneInfo(zone)) == Week(2026, 53)
            assert week_at(instant(morning) + timedelta(days=7), ZoneInfo(zone)) == Week(2027, 1)


def stops(zone: ZoneInfo, begin: datetime, days: int) -> list[datetime]:
    found, at = [], begin.astimezone(UTC)
    end = begin + timedelta(days=days)  # on the wall
    while (at := next_hour(at, zone)) < end.astimezone(UTC):
        found.append(at)
    return found


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_clock_put_forward_and_back_loses_no_morning(
    api: Api, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    work_off(worker)
    live_at(worker, moment, in_shanghai(2026, 3, 13, 18, 0))  # ten days too far
    live_at(worker, moment, in_shanghai(2026, 3, 3, 18, 0))
    outside.mail.sent.clear()
    worker.prepare()  # a process that begins now sees what waits for a far day
    work_off(worker)
    api.li.post("/todo-items", {"title": "寄送样品", "due_on": "2026-03-04"})
    live_at(worker, moment, in_shanghai(2026, 3, 4, 7, 30))
    assert [one.subject for one in letters_to(outside, "li@example.com")] == ["3月4日周三到期：寄送样品"]
    live_at(worker, moment, in_shanghai(2026, 3, 4, 18, 0))
    assert len(letters_to(outside, "li@example.com")) == 1


def test_after_three_days_without_a_worker_there_is_one_mail_of_all_that_is_due(
    api: Api, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    work_off(worker)
    for title, day in (("寄送样品", "2026-03-03"), ("订酒店", "2026-03-04"), ("买票", "2026-03-05")):
        api.li.post("/todo-items", {"title": title, "due_on": day})
    live_at(worker, moment, in_shanghai(2026, 3, 5, 12, 0))
    (letter,) = letters_to(outside, "li@example.com")
    assert all(title in letter.text for title in ("寄送样品", "订酒店", "买票"))


MONDAY = in_shanghai(2026, 3, 9, 7, 30)


def moves_to(api: Api, zone: str) -> None:
    assert api.ada.patch("/users/user-li", {"time_zone": zone}).status_code == 200


def subjects(outside: SilentOutside, since: int = 0) -> list[str]:
    return [one.subject for one in letters_to(outside, "li@example.com")][since:]


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Pacific/Kiritimati"])
def test_who_flies_on_monday_gets_the_week_once_and_the_next_morning_where_they_are(
    api: Api, worker: Worker, moment: Moment, outside: SilentOutside, zone: str
) -> None:
    live_at(worker, moment, in_shanghai(2026, 3, 8, 12, 0))
    outside.mail.sent.clear()
    api.li.post("/todo-items", {"title": "寄送样品", "due_on": "2026-03-10"})
    live_at(worker, moment, MONDAY)
    moves_to(api, zone)
    landed = datetime(2026, 3, 10, 7, 30, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    while moment.now < landed - timedelta(minutes=30):
        live_at(worker, moment, moment.now + timedelta(minutes=30))
    (week,) = subjects(outside)
    assert week.startswith("本周安排")
    live_at(worker, moment, landed)
    assert subjects(outside, 1) == ["3月10日周二到期：寄送样品"]
    live_at(worker, moment, landed + timedelta(hours=12))
    assert len(subjects(outside)) == 2


def test_who_flies_home_and_back_within_a_day_hears_nothing_twice(
    api: Api, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    work_off(worker)
    api.li.post("/todo-items", {"title": "寄送样品", "due_on": "2026-03-04"})
    live_at(worker, moment, in_shanghai(2026, 3, 3, 18, 0))
    outside.mail.sent.clear()
    for hour, zone in ((3, "Asia/Tokyo"), (8, "Asia/Shanghai"), (11, "Europe/Berlin"), (15, "Asia/Shanghai")):
        live_at(worker, moment, in_shanghai(2026, 3, 4, hour, 0))
        moves_to(api, zone)
    live_at(worker, moment, in_shanghai(2026, 3, 4, 23, 0))
    assert subjects(outside) == ["3月4日周三到期：寄送样品"]


def test_a_mail_that_was_written_before_its_reader_moved_leaves_once_as_it_was_written(
    api: Api, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    down = replace(worker, outside=replace(outside, mail=SilentMail(refusals={"li@example.com": NoMailServer("down")})))
    work_off(worker)
    api.li.post("/todo-items", {"title": "寄送样品", "due_on": "2026-03-04"})
    live_at(worker, moment, in_shanghai(2026, 3, 3, 18, 0))
    outside.mail.sent.clear()
    live_at(down, moment, in_shanghai(2026, 3, 4, 7, 30))
    moves_to(api, "America/New_York")
    live_at(worker, moment, in_shanghai(2026, 3, 4, 8, 0))
    assert subjects(outside) == ["3月4日周三到期：寄送样品"]
    live_at(worker, moment, in_shanghai(2026, 3, 5, 8, 0))
    assert len(subjects(outside)) == 1


def test_after_three_days_without_a_worker_over_a_monday_there_is_one_mail_on_thursday_about_what_still_is(
    api: Api, work: Work, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    live_at(worker, moment, in_shanghai(2026, 3, 6, 18, 0))
    outside.mail.sent.clear()
    for title, day in (("寄送样品", "2026-03-09"), ("订酒店", "2026-03-10"), ("买票", "2026-03-12")):
        done = api.li.post("/todo-items", {"title": title, "due_on": day}).json
    contact = make_contact(work, make_account(work), name="陈工", layer="decider", birthday=date(1980, 3, 9))
    make_visit(work, make_account(work, name="瑞金医院"), day=date(2026, 3, 10))
    work.db.commit()
    moment.set(in_shanghai(2026, 3, 11, 12, 0))
    api.li.post(f"/todo-items/{done['id']}/completion")
    live_at(worker, moment, in_shanghai(2026, 3, 12, 9, 0))
    (letter,) = letters_to(outside, "li@example.com")
    assert letter.subject == "本周安排：逾期 2"
    assert all(title in letter.text for title in ("寄送样品", "订酒店"))
    assert not [title for title in ("买票", contact.name) if title in letter.text]
    fates = {(row.kind, row.state, row.reason) for row in ledger(work, "user-li") if row.created_at >= MONDAY}
    assert fates == {("week", "sent", None), ("todo_due", "suppressed", "joined_digest")}
    live_at(worker, moment, in_shanghai(2026, 3, 12, 16, 0))
    assert len(letters_to(outside, "li@example.com")) == 1


def test_what_was_due_before_the_worker_stood_still_says_why_it_never_came(
    api: Api, work: Work, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    live_at(worker, moment, in_shanghai(2026, 3, 8, 12, 0))
    first = api.li.post("/todo-items", {"title": "寄送样品", "due_on": "2026-03-09"}).json
    moment.set(MONDAY)
    worker.run_due()  # what Monday brings is noted, and then nobody is there any more
    assert {row.state for row in ledger(work, "user-li", "todo_due")} == {"suppressed"}
    moment.set(in_shanghai(2026, 3, 10, 12, 0))
    api.li.post(f"/todo-items/{first['id']}/completion")
    outside.mail.sent.clear()
    live_at(worker, moment, in_shanghai(2026, 3, 12, 9, 0))
    assert len(letters_to(outside, "li@example.com")) == 1
    (row,) = ledger(work, "user-li", "todo_due")
    assert row.reason == "no_longer_needed"
    assert "事情已办完" in api.li.get(f"/reminders/{row.id}", headers={"Accept-Language": "zh-CN"}).json["why"]
