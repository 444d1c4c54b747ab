"""Two steps of one quotation are one call to make: mails and the day name the quotation once, with all its days."""

from datetime import timedelta

import pytest

from kamfield.core.work import Work
from kamfield.outside import SilentOutside
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Moment
from tests.make.accounts import make_account, make_contact
from tests.make.quotes import a_sent_quote
from tests.make.reminders import ledger, letters_to, work_off
from tests.make.todos import in_shanghai, live_at
from tests.make.visits import make_visit

BOTH = "3月5日周四和3月9日周一"


@pytest.fixture(autouse=True)
def offered(api: Api, work: Work, worker: Worker, moment: Moment, outside: SilentOutside) -> None:
    """A quotation of 2 March: to be chased on Thursday, on the Monday after it, and on the next."""
    work_off(worker)
    live_at(worker, moment, in_shanghai(2026, 3, 2, 18, 0))
    account_id = make_account(work, name="仁济医院").id
    work.db.commit()
    a_sent_quote(api.li, account_id, valid_until="2026-03-31")
    outside.mail.sent.clear()


def test_a_morning_says_it_once(api: Api, work: Work, worker: Worker, moment: Moment, outside: SilentOutside) -> None:
    api.li.put("/me/reminder-settings", {"unwanted": ["week"]})
    api.li.post("/todo-items", {"title": "寄送样品", "due_on": "2026-03-10"})
    live_at(worker, moment, in_shanghai(2026, 3, 10, 7, 30))
    (letter,) = [one for one in letters_to(outside, "li@example.com") if "条" in one.subject]
    assert letter.text.count("Q2026-0001") == 1
    assert f"请跟进仁济医院的报价 Q2026-0001：应于 {BOTH}联系" in letter.text
    assert letter.subject.endswith("另外 1 条")
    assert [one.reason for one in ledger(work, "user-li", "follow_up_due")] == ["joined_digest", "joined_digest"]
    assert len(api.li.get("/notices?kind=follow_up_due").json["items"]) == 1


def test_what_is_late_and_due_again_is_told_as_both(api: Api, worker: Worker, moment: Moment) -> None:
    live_at(worker, moment, in_shanghai(2026, 3, 9, 7, 30))
    (notice,) = api.li.get("/notices?kind=follow_up_due").json["items"]
    assert notice["title"] == "请跟进仁济医院的报价 Q2026-0001：应于 3月5日周四联系，3月9日周一再次到期"


def test_the_week_says_it_once(worker: Worker, moment: Moment, outside: SilentOutside) -> None:
    live_at(worker, moment, in_shanghai(2026, 3, 16, 7, 30))
    (letter,) = [one for one in letters_to(outside, "li@example.com") if "本周安排" in one.subject]
    assert letter.subject == "本周安排：逾期 1、报价跟进 1"
    assert f"报价跟进，应于 {BOTH}联系" in letter.text


def test_friday_says_it_once(worker: Worker, moment: Moment, outside: SilentOutside) -> None:
    live_at(worker, moment, in_shanghai(2026, 3, 13, 15, 0))
    (letter,) = [one for one in letters_to(outside, "li@example.com") if "关闭" in one.subject]
    assert letter.text.count("Q2026-0001") == 1
    assert BOTH in letter.text


def test_the_team_counts_it_once(worker: Worker, moment: Moment, outside: SilentOutside) -> None:
    live_at(worker, moment, in_shanghai(2026, 3, 16, 7, 30))
    (letter,) = [one for one in letters_to(outside, "mei@example.com") if "团队概况" in one.subject]
    assert "逾期报价跟进 1" in letter.subject


def test_visits_to_somebody_who_left_are_one_line(
    api: Api, work: Work, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    account = make_account(work, name="华山医院")
    contact = make_contact(work, account, name="陈工")
    for days in (2, 3):
        make_visit(work, account, day=(work.now + timedelta(days=days)).date(), contact_ids=[contact.id])
    work.db.commit()
    live_at(worker, moment, in_shanghai(2026, 3, 3, 10, 0))
    outside.mail.sent.clear()
    assert api.mei.post(f"/contacts/{contact.id}/departure").status_code == 200
    work_off(worker)
    (letter,) = [one for one in letters_to(outside, "li@example.com") if "陈工" in one.subject]
    assert letter.text.count("华山医院：") == 1
    assert "您原定于 3月4日周三和3月5日周四与其会面。" in letter.text
