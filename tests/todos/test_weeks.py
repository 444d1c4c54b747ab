"""The week's list: opened by itself, fed by what the week holds, confirmed and closed by the rep."""

from dataclasses import replace
from datetime import date

import pytest

from kamfield.core.work import Work
from kamfield.visits.actions import visits
from kamfield.visits.models import Visit
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Cast, Moment
from tests.make.accounts import make_account
from tests.make.plans import make_plan
from tests.make.quotes import a_sent_quote
from tests.make.reminders import work_off
from tests.make.todos import items, live_at, local, the_list
from tests.make.visits import make_done_visit, make_prepared_visit, make_report, make_visit

MARCH = date(2026, 3, 1)


@pytest.fixture
def planned(work: Work) -> Visit:
    """A visit on Wednesday, 11 March, on an approved plan."""
    account = make_account(work, name="上海仁济医院")
    visit = make_prepared_visit(work, account, day=date(2026, 3, 11), starts_at=local("Asia/Shanghai", 2026, 3, 11, 10))
    make_plan(work, [visit], month=MARCH, state="approved")
    work.db.commit()
    return visit


def test_on_monday_the_week_opens_from_the_plan(api: Api, worker: Worker, moment: Moment, planned: Visit) -> None:
    work_off(worker)
    live_at(worker, moment, local("Asia/Shanghai", 2026, 3, 8, 23, 59))
    assert items(api.li) == []
    live_at(worker, moment, local("Asia/Shanghai", 2026, 3, 9, 0, 0))
    (item,) = items(api.li)
    assert (item["title"], item["due_on"]) == ("准备拜访：上海仁济医院", "2026-03-11")
    assert (item["source_kind"], item["source_id"]) == ("preparation", planned.id)
    opened = the_list(api.li, "2026-03-09")
    assert (opened["iso_year"], opened["iso_week"], opened["confirmed_at"]) == (2026, 11, None)
    assert item["list_id"] == opened["id"]


def test_what_no_manager_approved_is_not_on_the_list(api: Api, work: Work, worker: Worker, moment: Moment) -> None:
    make_plan(work, [make_prepared_visit(work, day=date(2026, 3, 11))], month=MARCH, state="submitted")
    work.db.commit()
    work_off(worker)
    live_at(worker, moment, local("Asia/Shanghai", 2026, 3, 9, 0, 0))
    assert items(api.li) == []


def test_opening_twice_changes_nothing(api: Api, work: Work, worker: Worker, moment: Moment, planned: Visit) -> None:
    from kamfield.core.weeks import Week
    from kamfield.todos.actions import open_week
    from kamfield.users.queries import any_by_id

    work_off(worker)
    live_at(worker, moment, local("Asia/Shanghai", 2026, 3, 9, 0, 0))
    before = (items(api.li), the_list(api.li, "2026-03-09"))
    again = replace(work, now=moment.now)
    open_week(again, again.one(any_by_id("user-li")), Week(2026, 11))
    work.db.commit()
    assert (items(api.li), the_list(api.li, "2026-03-09")) == before


def test_a_worker_that_was_down_over_the_weekend_opens_it_late_and_once(
    api: Api, worker: Worker, moment: Moment, planned: Visit
) -> None:
    work_off(worker)
    live_at(worker, moment, local("Asia/Shanghai", 2026, 3, 10, 15, 0))
    assert len(items(api.li)) == 1
    live_at(worker, moment, local("Asia/Shanghai", 2026, 3, 16, 0, 0))
    assert the_list(api.li, "2026-03-16")["opened_at"] == "2026-03-15T16:00:00Z"


def test_reports_owed_and_follow_ups_due_are_on_it(api: Api, work: Work, worker: Worker, moment: Moment) -> None:
    work_off(worker)
    account = make_account(work, name="Harbour")
    make_done_visit(work, account)
    work.db.commit()
    a_sent_quote(api.li, account.id)
    work_off(worker)
    titles = [(item["title"], item["due_on"]) for item in items(api.li)]
    assert titles == [
        ("撰写拜访报告：Harbour", "2026-03-03"),
        ("跟进报价：Q2026-0001 24 infusion pumps", "2026-03-05"),
    ]
    live_at(worker, moment, local("Asia/Shanghai", 2026, 3, 9, 0, 0))
    open_now = [(item["title"], item["due_on"], item["times_carried"]) for item in items(api.li, state="open")]
    assert open_now == [
        ("撰写拜访报告：Harbour", "2026-03-03", 1),
        ("跟进报价：Q2026-0001 24 infusion pumps", "2026-03-05", 1),
        ("跟进报价：Q2026-0001 24 infusion pumps", "2026-03-09", 0),
    ]


def test_a_written_report_takes_itself_off_the_list_and_puts_the_next_step_on(
    api: Api, work: Work, worker: Worker
) -> None:
    work_off(worker)
    visit = make_done_visit(work, make_account(work, name="Harbour"))
    work.db.commit()
    work_off(worker)
    make_report(work, visit, next_step="Send the drawings", next_step_on=date(2026, 3, 6))
    work.db.commit()
    work_off(worker)
    (step,) = items(api.li, state="open")
    assert (step["title"], step["due_on"], step["source_kind"]) == ("Send the drawings", "2026-03-06", "next_step")
    (done,) = items(api.li, state="done")
    assert done["source_kind"] == "report"


def test_a_visit_that_is_cancelled_or_moved_takes_its_preparation_along(
    api: Api, work: Work, worker: Worker, moment: Moment, planned: Visit
) -> None:
    work_off(worker)
    live_at(worker, moment, local("Asia/Shanghai", 2026, 3, 9, 0, 0))
    mine = replace(work, user=Cast.li.actor, now=moment.now)
    visits.change(mine, planned.id, day=date(2026, 3, 12), starts_at=local("Asia/Shanghai", 2026, 3, 12, 10))
    work.db.commit()
    work_off(worker)
    assert [item["due_on"] for item in items(api.li, state="open")] == ["2026-03-12"]
    visits.cancel(mine, planned.id, reason="client_cancelled")
    work.db.commit()
    work_off(worker)
    (item,) = items(api.li)
    assert (item["state"], item["reason"]) == ("dropped", "cancelled")


def test_an_answered_quotation_is_no_longer_chased(api: Api, work: Work, worker: Worker) -> None:
    account = make_account(work)
    work.db.commit()
    quote = a_sent_quote(api.li, account.id)
    work_off(worker)
    assert len(items(api.li, state="open")) == 1
    api.li.post(f"/quotes/{quote['id']}/win")
    work_off(worker)
    assert [item["reason"] for item in items(api.li)] == ["answered"]


def test_a_completed_follow_up_completes_its_item(api: Api, work: Work, worker: Worker) -> None:
    account = make_account(work)
    work.db.commit()
    quote = a_sent_quote(api.li, account.id)
    work_off(worker)
    step = api.li.get(f"/follow-ups?quote_id={quote['id']}").json["items"][0]
    api.li.post(f"/follow-ups/{step['id']}/completion", {"said": "Call on Friday", "next_on": "2026-03-06"})
    work_off(worker)
    assert [(item["state"], item["due_on"]) for item in items(api.li)] == [
        ("done", "2026-03-05"),
        ("open", "2026-03-06"),
    ]


def test_nothing_is_prepared_for_a_day_gone_by(
    api: Api, work: Work, worker: Worker, moment: Moment, planned: Visit
) -> None:
    work_off(worker)
    live_at(worker, moment, local("Asia/Shanghai", 2026, 3, 9, 0, 0))
    moment.set(local("Asia/Shanghai", 2026, 3, 16, 0, 0))
    work_off(worker)
    (item,) = items(api.li)
    assert (item["state"], item["reason"]) in {("dropped", "over"), ("dropped", "cancelled")}


def test_the_rep_confirms_and_closes_the_week_and_nobody_else(api: Api, worker: Worker) -> None:
    work_off(worker)
    week = the_list(api.li, "2026-03-02")
    assert api.mei.post(f"/todo-lists/{week['id']}/confirmation").status_code == 403
    assert api.sam.post(f"/todo-lists/{week['id']}/confirmation").status_code == 404
    assert api.li.post(f"/todo-lists/{week['id']}/confirmation").json["confirmed_at"] == "2026-03-02T02:00:00Z"
    item = api.li.post("/todo-items", {"title": "Order samples"}).json
    still_open = api.li.post(f"/todo-lists/{week['id']}/closing")
    assert (still_open.status_code, still_open.json["code"]) == (409, "still-open")
    api.li.post(f"/todo-items/{item['id']}/completion")
    assert api.li.post(f"/todo-lists/{week['id']}/closing").json["closed_by_id"] == "user-li"
    later = api.li.post("/todo-items", {"title": "Too late for this week"}).json
    assert later["list_id"] == the_list(api.li, "2026-03-09")["id"]


def test_the_manager_sees_who_has_not_confirmed(api: Api, worker: Worker) -> None:
    work_off(worker)
    api.li.post(f"/todo-lists/{the_list(api.li, '2026-03-02')['id']}/confirmation")
    waiting = api.mei.get("/todo-lists?monday=2026-03-02&confirmed=false").json["items"]
    assert [one["rep_id"] for one in waiting] == ["user-ren"]


def test_a_week_nobody_closed_is_closed_by_the_next_one_and_shows_it(api: Api, worker: Worker, moment: Moment) -> None:
    work_off(worker)
    api.li.post("/todo-items", {"title": "Order samples", "due_on": "2026-03-04"})
    for weeks in (1, 2, 3):
        live_at(worker, moment, local("Asia/Shanghai", 2026, 3, 2 + 7 * weeks, 0, 0))
    first = the_list(api.li, "2026-03-02")
    assert (first["closed_by_id"], first["closed_at"]) == (None, "2026-03-08T16:00:00Z")
    (open_now,) = items(api.li, state="open")
    assert (open_now["title"], open_now["times_carried"]) == ("Order samples", 3)
    assert len(items(api.li, state="carried")) == 3


@pytest.mark.parametrize(
    ("zone", "monday"),
    [
        ("Europe/Berlin", (2026, 3, 30)),
        ("America/New_York", (2026, 11, 2)),
        ("Pacific/Kiritimati", (2026, 12, 28)),
        ("Africa/Cairo", (2026, 4, 27)),
    ],
)
def test_the_week_begins_at_midnight_where_the_rep_is(
    api: Api, work: Work, worker: Worker, moment: Moment, zone: str, monday: tuple[int, int, int]
) -> None:
    from kamfield.users.models import User

    user = work.db.get_one(User, "user-li")
    user.time_zone = zone
    work.act("user.add", user)
    work.db.commit()
    moment.set(local(zone, *monday[:2], monday[2] - 3, 12) if monday[2] > 3 else local(zone, monday[0], 10, 30, 12))
    work_off(worker)
    live_at(worker, moment, local(zone, *monday, 0, 0))
    assert the_list(api.li, date(*monday).isoformat())["opened_at"] is not None


def test_an_unplanned_visit_is_owed_a_report_within_the_week(api: Api, work: Work, worker: Worker) -> None:
    work_off(worker)
    visit = make_visit(work, make_account(work, name="Harbour"))
    work.db.commit()
    work_off(worker)
    assert items(api.li) == []
    mine = replace(work, user=Cast.li.actor)
    mine.act("visit.check_in", visit)
    visit.check_in(work.now)
    mine.act("visit.check_out", visit)
    from datetime import timedelta

    visit.check_out(work.now, timedelta(hours=24))
    work.db.commit()
    work_off(worker)
    assert [item["source_kind"] for item in items(api.li)] == ["report"]
