"""What a morning brings is one mail, each thing once, on working days, while it is still true."""

from datetime import date, timedelta

import pytest

from kamfield.core.work import Work
from kamfield.outside import SilentOutside
from kamfield.outside.mail import Letter
from kamfield.users.models import User
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Cast, Moment
from tests.make.accounts import make_account, make_contact
from tests.make.plans import make_plan
from tests.make.quotes import a_sent_quote
from tests.make.reminders import ledger, letters_to, work_off
from tests.make.todos import in_shanghai, live_at
from tests.make.visits import make_done_visit, make_prepared_visit, make_visit


@pytest.fixture(autouse=True)
def settled(worker: Worker, moment: Moment, outside: SilentOutside) -> None:
    """Monday is over in Shanghai: everybody has a rhythm and nothing was said yet."""
    work_off(worker)
    live_at(worker, moment, in_shanghai(2026, 3, 2, 18, 0))
    outside.mail.sent.clear()


def morning(worker: Worker, moment: Moment, month: int, day: int) -> None:
    live_at(worker, moment, in_shanghai(2026, month, day, 7, 30))


def of_li(outside: SilentOutside) -> list[Letter]:
    return letters_to(outside, "li@example.com")


def kinds(work: Work, name: str = "li") -> dict[str, tuple[str, str | None]]:
    return {row.kind: (row.state, row.reason) for row in ledger(work, f"user-{name}")}


def test_one_thing_is_a_mail_of_its_own(api: Api, worker: Worker, moment: Moment, outside: SilentOutside) -> None:
    api.li.post("/todo-items", {"title": "寄送样品", "due_on": "2026-03-03"})
    morning(worker, moment, 3, 3)
    (letter,) = of_li(outside)
    assert letter.subject == "3月3日周二到期：寄送样品"
    morning(worker, moment, 3, 4)
    assert len(of_li(outside)) == 1, "it was told"


def test_several_things_are_one_mail_and_the_ledger_says_where_each_went(
    api: Api, work: Work, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    account = make_account(work, name="仁济医院")
    make_done_visit(work, account)
    work.db.commit()
    api.li.post("/todo-items", {"title": "寄送样品", "due_on": "2026-03-03"})
    api.li.post("/todo-items", {"title": "订酒店", "due_on": "2026-03-03"})
    morning(worker, moment, 3, 3)
    (letter,) = of_li(outside)
    assert letter.subject.endswith("以及另外 2 条"), letter.subject
    assert "寄送样品" in letter.text
    assert "订酒店" in letter.text
    assert "仁济医院" in letter.text
    assert letter.html is not None
    assert "订酒店" in letter.html
    (digest,) = ledger(work, "user-li", "digest")
    joined = [*ledger(work, "user-li", "todo_due"), *ledger(work, "user-li", "report_owed")]
    assert {(row.state, row.reason, row.digest_id) for row in joined} == {("suppressed", "joined_digest", digest.id)}
    assert len(joined) == 3


def test_what_was_done_in_the_night_is_not_told(
    api: Api, work: Work, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    api.ada.patch("/policies", {"quiet_until": "09:00"})
    first = api.li.post("/todo-items", {"title": "寄送样品", "due_on": "2026-03-03"}).json
    api.li.post("/todo-items", {"title": "订酒店", "due_on": "2026-03-03"})
    morning(worker, moment, 3, 3)
    assert of_li(outside) == []
    api.li.post(f"/todo-items/{first['id']}/completion")
    live_at(worker, moment, in_shanghai(2026, 3, 3, 9, 0))
    (letter,) = of_li(outside)
    assert letter.subject == "3月3日周二到期：订酒店"
    reasons = sorted(str(row.reason) for row in ledger(work, "user-li", "todo_due"))
    assert reasons == ["joined_digest", "no_longer_needed"]


def test_on_monday_it_goes_along_with_the_week(
    api: Api, work: Work, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    account = make_account(work, name="仁济医院", tier="A", last_visited_on=date(2026, 2, 20))
    make_contact(work, account, name="陈工", birthday=date(1980, 3, 9))
    work.db.commit()
    api.li.post("/todo-items", {"title": "寄送样品", "due_on": "2026-03-09"})
    live_at(worker, moment, in_shanghai(2026, 3, 8, 12, 0))
    outside.mail.sent.clear()
    morning(worker, moment, 3, 9)
    (letter,) = of_li(outside)
    assert letter.subject.startswith("本周安排")
    assert letter.text.count("寄送样品") == 1, "it stands under its heading, not twice"
    assert "陈工" in letter.text
    assert kinds(work)["birthday"] == ("suppressed", "joined_digest")
    assert kinds(work)["todo_due"] == ("suppressed", "joined_digest")


def test_a_weekend_is_told_of_on_friday(
    api: Api, work: Work, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    account = make_account(work, name="仁济医院")
    make_contact(work, account, name="陈工", layer="decider", birthday=date(1980, 3, 7))
    make_contact(work, account, name="小王", layer="user", birthday=date(1980, 3, 7))
    work.db.commit()
    morning(worker, moment, 3, 6)
    (letter,) = of_li(outside)
    assert letter.subject == "3月7日周六生日：陈工，仁济医院"
    for day in (7, 8):
        morning(worker, moment, 3, day)
    assert len(of_li(outside)) == 1


def test_nobody_on_leave_hears_of_it_and_everything_comes_on_the_first_day_back(
    api: Api, work: Work, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    api.li.post("/absences", {"from_on": "2026-03-03", "to_on": "2026-03-04", "kind": "vacation"})
    api.li.post("/todo-items", {"title": "寄送样品", "due_on": "2026-03-03"})
    plan = make_plan(work, state="submitted")
    work.db.commit()
    morning(worker, moment, 3, 3)
    api.mei.post(f"/plans/{plan.id}/approval")
    live_at(worker, moment, in_shanghai(2026, 3, 3, 10, 0))
    assert kinds(work)["plan_decided"] == ("suppressed", "on_leave")
    assert of_li(outside) == []
    morning(worker, moment, 3, 5)
    (letter,) = of_li(outside)
    assert "寄送样品" in letter.text
    assert "已获批准" in letter.text


def test_in_the_evening_the_next_days_visits_that_are_not_prepared(
    work: Work, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    make_visit(work, make_account(work, name="仁济医院"), day=date(2026, 3, 9))
    make_prepared_visit(work, make_account(work, name="瑞金医院"), day=date(2026, 3, 9))
    work.db.commit()
    live_at(worker, moment, in_shanghai(2026, 3, 6, 16, 59))
    assert of_li(outside) == []
    live_at(worker, moment, in_shanghai(2026, 3, 6, 17, 0))  # Friday: the next working day is Monday
    (letter,) = of_li(outside)
    assert "仁济医院" in letter.subject
    assert "瑞金医院" not in letter.text
    morning(worker, moment, 3, 9)
    assert [one.subject for one in of_li(outside)[1:] if "未准备" in one.text] == []


@pytest.mark.parametrize(
    ("today", "kind", "stage"),
    [
        (date(2026, 3, 19), None, None),
        (date(2026, 3, 20), "plan_due", "2026-04:-5"),
        (date(2026, 3, 23), "plan_due", "2026-04:-2"),
        (date(2026, 3, 25), "plan_due", "2026-04:-0"),
        (date(2026, 3, 26), "plan_overdue", "2026-04:+1"),
        (date(2026, 3, 30), "plan_overdue", "2026-04:+3"),
        (date(2026, 4, 1), "plan_overdue", "2026-04:+7"),
    ],
)
def test_a_plan_nobody_began_is_asked_for_in_stages(
    work: Work, worker: Worker, moment: Moment, today: date, kind: str | None, stage: str | None
) -> None:
    live_at(worker, moment, in_shanghai(today.year, today.month, today.day, 7, 29) - timedelta(days=1))
    morning(worker, moment, today.month, today.day)
    told = [row for row in ledger(work, "user-li") if row.kind in {"plan_due", "plan_overdue"}]
    assert (told[-1].kind, told[-1].key.removeprefix(f"{kind}:user-li:")) == (kind, stage) if kind else told == []


def test_a_plan_that_was_handed_in_is_not_asked_for(
    work: Work, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    make_plan(work, state="submitted")
    work.db.commit()
    morning(worker, moment, 3, 25)
    assert "plan_due" not in kinds(work)
    assert "plan_due" in kinds(work, "ren")


def test_what_is_to_be_chased_and_what_ends(
    api: Api, work: Work, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    account_id = make_account(work, name="仁济医院").id
    work.db.commit()
    a_sent_quote(api.li, account_id, valid_until="2026-03-13")
    morning(worker, moment, 3, 5)
    (letter,) = of_li(outside)
    assert "Q2026-0001" in letter.subject
    assert "¥186,000.00" in letter.text
    morning(worker, moment, 3, 13)
    assert kinds(work)["quote_expiring"] in {("sent", None), ("suppressed", "joined_digest")}


def test_an_account_is_told_of_when_its_tier_allows_no_longer(
    work: Work, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    account = make_account(work, name="仁济医院", tier="A", last_visited_on=date(2026, 2, 25))
    work.db.commit()
    morning(worker, moment, 3, 4)
    assert of_li(outside) == []
    morning(worker, moment, 3, 5)
    (letter,) = of_li(outside)
    assert letter.subject == "拜访逾期：仁济医院（A 级）"
    make_visit(work, account, day=date(2026, 3, 13))
    work.db.commit()
    morning(worker, moment, 3, 12)
    assert len(ledger(work, "user-li", "account_overdue")) == 1


def test_many_overdue_accounts_are_told_a_few_a_day(work: Work, worker: Worker, moment: Moment) -> None:
    for _ in range(7):
        make_account(work, tier="A", last_visited_on=date(2026, 2, 20))
    work.db.commit()
    morning(worker, moment, 3, 3)
    assert len(ledger(work, "user-li", "account_overdue")) == 5
    morning(worker, moment, 3, 4)
    assert len(ledger(work, "user-li", "account_overdue")) == 7


def test_a_report_is_owed_and_then_late(work: Work, worker: Worker, moment: Moment, outside: SilentOutside) -> None:
    make_done_visit(work, make_account(work, name="仁济医院"))
    work.db.commit()
    morning(worker, moment, 3, 3)
    morning(worker, moment, 3, 4)
    morning(worker, moment, 3, 5)
    assert [row.key[-4:] for row in ledger(work, "user-li", "report_owed")] == [":due", "late"]


def test_somebody_who_left_is_not_looked_after(work: Work, worker: Worker, moment: Moment, api: Api) -> None:
    api.li.post("/todo-items", {"title": "寄送样品", "due_on": "2026-03-03"})
    user = work.db.get_one(User, Cast.li.id)
    user.active = False
    work.act("user.add", user)
    work.db.commit()
    morning(worker, moment, 3, 3)
    assert ledger(work, "user-li", "todo_due") == []
