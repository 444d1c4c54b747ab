"""What somebody is reminded of stands in their app: once, in their language, until it is done, for a month."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from kamfield.core.work import Work
from kamfield.outside import SilentOutside
from kamfield.reminders.models import Notice
from kamfield.reminders.rules import Kind
from kamfield.reminders.rules.in_app import ABOUT, IN_THE_APP, SUBJECTS
from kamfield.sync.rules import TABLES
from kamfield.worker import Worker
from tests.api import Api, Caller
from tests.cast import Cast, Moment
from tests.make.accounts import make_account, make_contact
from tests.make.phones import Puller
from tests.make.plans import make_plan
from tests.make.quotes import a_sent_quote
from tests.make.reminders import ledger, letters_to, work_off
from tests.make.todos import in_shanghai, live_at
from tests.make.visits import make_done_visit
from tests.sync.pushing import issues_of, push

SAMPLES = {"title": "寄送样品", "due_on": "2026-03-03"}
HOTEL = {"title": "订酒店", "due_on": "2026-03-03"}


@pytest.fixture(autouse=True)
def settled(worker: Worker, moment: Moment, outside: SilentOutside) -> None:
    """Monday is over in Shanghai: everybody has a rhythm and nothing was said yet."""
    work_off(worker)
    live_at(worker, moment, in_shanghai(2026, 3, 2, 18, 0))
    outside.mail.sent.clear()


def morning(worker: Worker, moment: Moment, month: int = 3, day: int = 3) -> None:
    live_at(worker, moment, in_shanghai(2026, month, day, 7, 30))


def notices(caller: Caller, **filters: Any) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = caller.get("/notices", query_string=filters).json["items"]
    return items


def a_submitted_plan(api: Api, work: Work) -> str:
    plan = make_plan(work)
    work.db.commit()
    api.li.post(f"/plans/{plan.id}/submission", {"acknowledged": True})
    return plan.id


def test_what_a_mail_tells_is_in_the_app_too(
    api: Api, work: Work, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    account = make_account(work, name="仁济医院")
    visit = make_done_visit(work, account)
    work.db.commit()
    morning(worker, moment)
    (letter,) = letters_to(outside, "li@example.com")
    (notice,) = notices(api.li)
    (row,) = ledger(work, "user-li", "report_owed")
    assert notice["title"] == letter.subject
    assert notice["text"] in letter.text
    assert "3月3日" in notice["text"]
    assert (notice["id"], notice["kind"]) == (row.id, "report_owed")
    assert (notice["subject_kind"], notice["subject_id"]) == ("visits", visit.id)
    assert (notice["read_at"], notice["done_at"]) == (None, None)
    assert notices(api.mei) == [], "it is li's"


def test_several_things_of_one_mail_are_several_notices(api: Api, worker: Worker, moment: Moment) -> None:
    ids = {api.li.post("/todo-items", one).json["id"] for one in (SAMPLES, HOTEL)}
    morning(worker, moment)
    told = notices(api.li)
    assert {one["subject_id"] for one in told} == ids
    assert {one["kind"] for one in told} == {"todo_due"}


def test_on_monday_there_is_the_week_and_each_thing_that_went_along(
    api: Api, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    api.li.post("/todo-items", SAMPLES | {"due_on": "2026-03-09"})
    morning(worker, moment, 3, 9)
    week, item = sorted(notices(api.li), key=lambda one: str(one["kind"]), reverse=True)
    assert (week["kind"], item["kind"]) == ("week", "todo_due")
    assert week["title"] == letters_to(outside, "li@example.com")[0].subject
    todo_list = api.li.get(f"/todo-lists/{week['subject_id']}").json
    assert todo_list["monday"] == "2026-03-09"
    api.li.post(f"/todo-lists/{week['subject_id']}/confirmation")
    live_at(worker, moment, moment.now + timedelta(minutes=3))
    assert [one["kind"] for one in notices(api.li, done="true")] == ["week"]


def test_what_waits_for_the_morning_is_in_the_app_in_the_evening(
    api: Api, work: Work, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    moment.set(in_shanghai(2026, 3, 3, 21, 0))
    plan_id = a_submitted_plan(api, work)
    work_off(worker)
    assert letters_to(outside, "mei@example.com") == []
    (notice,) = notices(api.mei)
    assert (notice["kind"], notice["subject_kind"], notice["subject_id"]) == ("plan_waiting", "plans", plan_id)
    live_at(worker, moment, in_shanghai(2026, 3, 4, 8, 0))
    assert len(letters_to(outside, "mei@example.com")) == 1
    assert [one for one in notices(api.mei) if one["kind"] == "plan_waiting"] == [notice]


def test_beyond_the_days_cap_it_is_in_the_app_at_once(api: Api, work: Work, worker: Worker, moment: Moment) -> None:
    api.ada.patch("/policies", {"reminders_per_day": 1})
    moment.set(in_shanghai(2026, 3, 3, 15, 0))
    work_off(worker)
    a_submitted_plan(api, work)
    work_off(worker)
    contact = make_contact(work, make_account(work, lead=Cast.mei))
    work.db.commit()
    api.dana.post(f"/contacts/{contact.id}/departure")
    work_off(worker)
    assert {one["kind"] for one in notices(api.mei)} >= {"plan_waiting", "contact_left"}


def test_who_wants_no_mail_of_several_has_them_in_the_app(
    api: Api, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    api.li.put("/me/reminder-settings", {"unwanted": ["digest"]})
    api.li.post("/todo-items", SAMPLES)
    api.li.post("/todo-items", HOTEL)
    morning(worker, moment)
    assert letters_to(outside, "li@example.com") == []
    assert len(notices(api.li)) == 2


def test_what_one_does_not_want_to_hear_of_is_not_in_the_app_either(api: Api, worker: Worker, moment: Moment) -> None:
    api.li.put("/me/reminder-settings", {"unwanted": ["todo_due"]})
    api.li.post("/todo-items", SAMPLES)
    morning(worker, moment)
    assert notices(api.li) == []


def test_a_link_to_a_new_password_is_no_notice(api: Api, worker: Worker, outside: SilentOutside) -> None:
    api.nobody.post("/password-resets", {"email": "li@example.com"})
    work_off(worker)
    assert len(letters_to(outside, "li@example.com")) == 1
    assert notices(api.li) == []


def test_it_ends_soon_after_the_matter_is_done(api: Api, worker: Worker, moment: Moment) -> None:
    first = api.li.post("/todo-items", SAMPLES).json
    api.li.post("/todo-items", HOTEL)
    morning(worker, moment)
    api.li.post(f"/todo-items/{first['id']}/completion")
    live_at(worker, moment, moment.now + timedelta(minutes=3))
    (done,), (still,) = notices(api.li, done="true"), notices(api.li, done="false")
    assert (done["subject_id"], still["title"].endswith("订酒店")) == (first["id"], True)


def test_a_plan_that_is_decided_waits_for_nobody(api: Api, work: Work, worker: Worker, moment: Moment) -> None:
    moment.set(in_shanghai(2026, 3, 3, 15, 0))
    plan_id = a_submitted_plan(api, work)
    work_off(worker)
    api.mei.post(f"/plans/{plan_id}/approval")
    live_at(worker, moment, moment.now + timedelta(minutes=3))
    assert [one["kind"] for one in notices(api.mei, done="true")] == ["plan_waiting"]
    assert [one["kind"] for one in notices(api.li, done="false")] == ["plan_decided"]


def test_a_client_that_is_to_be_visited_is_overdue_no_longer(
    api: Api, work: Work, worker: Worker, moment: Moment
) -> None:
    account = make_account(work, name="Harbour", tier="A", last_visited_on=in_shanghai(2026, 2, 1, 9, 0).date())
    work.db.commit()
    morning(worker, moment)
    (notice,) = notices(api.li)
    assert (notice["kind"], notice["subject_kind"]) == ("account_overdue", "accounts")
    assert api.li.post("/visits", {"account_id": account.id, "day": "2026-03-06"}).status_code == 201
    live_at(worker, moment, moment.now + timedelta(minutes=3))
    assert [one["id"] for one in notices(api.li, done="true")] == [notice["id"]]


def test_a_plan_that_is_handed_in_is_due_no_longer_although_nobody_had_begun_it(
    api: Api, work: Work, worker: Worker, moment: Moment
) -> None:
    morning(worker, moment, 3, 20)
    (due,) = notices(api.li, kind="plan_due")
    assert (due["subject_kind"], due["subject_id"]) == ("plans", None)
    a_submitted_plan(api, work)
    live_at(worker, moment, moment.now + timedelta(minutes=3))
    assert [one["id"] for one in notices(api.li, done="true", kind="plan_due")] == [due["id"]]


def test_time_ends_it_too(api: Api, work: Work, worker: Worker, moment: Moment) -> None:
    make_contact(work, make_account(work, tier="A"), name="陈工", birthday=in_shanghai(1980, 3, 3, 9, 0).date())
    work.db.commit()
    morning(worker, moment)
    assert [one["kind"] for one in notices(api.li, done="false")] == ["birthday"]
    morning(worker, moment, 3, 5)
    assert [one["kind"] for one in notices(api.li, done="true")] == ["birthday"]


def test_after_a_month_it_leaves_the_app_and_the_ledger_has_it_still(
    api: Api, work: Work, worker: Worker, moment: Moment
) -> None:
    api.li.post("/todo-items", SAMPLES)
    morning(worker, moment)
    phone = Puller(api.li)
    phone.pull()
    (notice_id,) = phone.ids("notices")
    live_at(worker, moment, in_shanghai(2026, 4, 3, 12, 0))
    assert notice_id not in {one["id"] for one in notices(api.li, limit=200)}
    phone.pull()
    assert notice_id not in phone.ids("notices")
    assert ledger(work, "user-li", "todo_due")


def test_a_notice_is_read_once(api: Api, worker: Worker, moment: Moment) -> None:
    api.li.post("/todo-items", SAMPLES)
    morning(worker, moment)
    (notice,) = notices(api.li, read="false")
    first = api.li.post(f"/notices/{notice['id']}/reading")
    assert first.status_code == 200
    moment.advance(hours=1)
    assert api.li.post(f"/notices/{notice['id']}/reading").json["read_at"] == first.json["read_at"]
    assert notices(api.li, read="false") == []
    assert [one["id"] for one in notices(api.li, read="true")] == [notice["id"]]
    assert api.mei.post(f"/notices/{notice['id']}/reading").status_code == 404


def test_a_phone_has_them_and_says_offline_that_one_was_read(api: Api, worker: Worker, moment: Moment) -> None:
    api.li.post("/todo-items", SAMPLES)
    phone, others = Puller(api.li), Puller(api.mei)
    phone.pull()
    morning(worker, moment)
    phone.pull()
    others.pull()
    (row,) = phone.rows["notices"].values()
    assert others.ids("notices") == set()
    assert (row["title"], row["told_at"]) == ("3月3日周二到期：寄送样品", int(moment.now.timestamp() * 1000))
    push(api.li, updated={"notices": [row | {"read_at": row["told_at"] + 5}]})
    assert issues_of(api.li) == []
    assert notices(api.li)[0]["read_at"] is not None
    phone.pull()
    assert phone.pull() == {}


def test_all_that_is_shown_is_read_at_once_and_what_comes_meanwhile_is_not(
    api: Api, worker: Worker, moment: Moment
) -> None:
    for item in (SAMPLES, HOTEL, {"title": "买票", "due_on": "2026-03-04"}):
        api.li.post("/todo-items", item)
    api.mei.post("/todo-items", SAMPLES)
    morning(worker, moment)
    newest = notices(api.li)[0]
    morning(worker, moment, 3, 4)  # meanwhile
    assert api.li.post("/notices/readings", {"until": newest["told_at"]}).json == {"marked": 2}
    assert [one["title"][-2:] for one in notices(api.li, read="false")] == ["买票"]
    assert len(notices(api.mei, read="false")) == 1, "nobody else's"
    first = notices(api.li, read="true")
    moment.advance(minutes=1)
    assert api.li.post("/notices/readings", {"until": newest["told_at"]}).json == {"marked": 0}
    assert notices(api.li, read="true") == first, "the first time counts"
    assert api.li.post("/notices/readings", {"until": "2030-01-01T00:00:00Z"}).json == {"marked": 1}


@pytest.mark.parametrize(("told_at", "marked"), [("10:00:00.123456", 1), ("10:00:00.124000", 0), ("10:00:00.122", 1)])
def test_a_moment_that_a_phone_kept_in_milliseconds_is_enough(api: Api, work: Work, told_at: str, marked: int) -> None:
    told = datetime.fromisoformat(f"2026-03-01T{told_at}+00:00")
    work.add(Notice(user_id="user-li", kind=Kind.TODO_DUE, title="寄送样品", told_at=told))
    work.db.commit()
    assert api.li.post("/notices/readings", {"until": "2026-03-01T18:00:00.123+08:00"}).json == {"marked": marked}


@pytest.mark.parametrize("body", [{}, {"until": None}, {"until": "yesterday"}, {"until": "2026-03-01T10:00:00"}])
def test_until_when_is_to_be_said(api: Api, body: dict[str, Any]) -> None:
    answer = api.li.post("/notices/readings", body)
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/until")


def test_a_phone_without_a_line_reads_all_of_them_and_the_first_time_counts(
    api: Api, worker: Worker, moment: Moment
) -> None:
    for item in (SAMPLES, HOTEL):
        api.li.post("/todo-items", item)
    phone = Puller(api.li)
    morning(worker, moment)
    phone.pull()
    rows = list(phone.rows["notices"].values())
    moment.advance(minutes=1)
    api.li.post(f"/notices/{rows[0]['id']}/reading")
    before = notices(api.li, read="true")[0]["read_at"]
    moment.advance(minutes=5)
    push(api.li, updated={"notices": [row | {"read_at": row["told_at"] + 5} for row in rows]})
    assert issues_of(api.li) == []
    assert notices(api.li, read="false") == []
    assert {one["id"]: one["read_at"] for one in notices(api.li)}[rows[0]["id"]] == before


def test_apps_of_before_do_not_hear_of_notices(api: Api, worker: Worker, moment: Moment) -> None:
    api.li.post("/todo-items", SAMPLES)
    morning(worker, moment)
    phone = Puller(api.li)
    phone.pull(schema_version=2)
    assert "notices" not in phone.last["changes"]


@pytest.mark.parametrize("times", [1, 2])
def test_a_follow_up_is_told_once_however_often_the_worker_looks(
    api: Api, work: Work, worker: Worker, moment: Moment, times: int
) -> None:
    account = make_account(work)
    work.db.commit()
    a_sent_quote(api.li, account.id, valid_until="2026-06-30")
    for _ in range(times):
        live_at(worker, moment, in_shanghai(2026, 3, 5, 7, 30))
    assert [one["kind"] for one in notices(api.li)] == ["follow_up_due"]
    assert notices(api.li)[0]["subject_kind"] == "follow_ups"


def test_every_kind_that_is_shown_is_about_something_that_phones_have() -> None:
    assert IN_THE_APP - ABOUT.keys() == {Kind.TEAM_WEEK, Kind.MESSENGER_GONE}, "say in ABOUT where its subject stands"
    assert {table.name for table in TABLES} >= SUBJECTS
