"""The manager's Monday mail: what waits in the team, and nothing when nothing waits."""

from datetime import date, timedelta

from kamfield.core.work import Work
from kamfield.outside import SilentOutside
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Cast, Moment
from tests.make.accounts import make_account
from tests.make.plans import make_plan
from tests.make.quotes import a_sent_quote
from tests.make.reminders import letters_to, reminder, work_off
from tests.make.todos import in_shanghai, live_at, local, the_list
from tests.make.visits import make_done_visit, make_visit

MONDAY = in_shanghai(2026, 3, 9, 7, 30)


def team_letters(outside: SilentOutside, address: str) -> list[str]:
    found = letters_to(outside, address)
    return [letter.text for letter in found if "团队概况" in letter.subject or "Your team" in letter.subject]


def test_a_manager_hears_what_waits_in_the_team(
    api: Api, work: Work, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    work_off(worker)
    account = make_account(work, name="Harbour")
    make_done_visit(work, account)
    plan = make_plan(work, state="submitted")
    work.db.commit()
    a_sent_quote(api.li, account.id)
    live_at(worker, moment, MONDAY)
    (text,) = team_letters(outside, "mei@example.com")
    assert "待审批：1   逾期报告：1   逾期跟进：1   未按时更新的周清单：2" in text
    assert f"- Li：2026年4月 · 自 3月2日周一起\n  https://kamfield.example.com/plans/{plan.id}\n" in text
    assert "- Li：自 3月3日周二起" in text
    assert "- Li：自 3月5日周四起" in text
    assert "- Li · 未确认 · 未关闭\n- Ren · 未确认 · 未关闭" in text
    (letter,) = [one for one in letters_to(outside, "mei@example.com") if "团队概况" in one.subject]
    assert letter.subject == "团队概况：待审批 1、逾期报告 1、逾期报价跟进 1、未按时更新的周清单 2"
    assert letter.html is not None
    assert "等待您审批的计划" in letter.html
    assert f'href="https://kamfield.example.com/plans/{plan.id}"' in letter.html


def test_a_plan_that_waits_is_told_once_on_monday(
    api: Api, work: Work, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    plan = make_plan(work, state="draft")
    work.db.commit()
    live_at(worker, moment, in_shanghai(2026, 3, 7, 11, 0))  # a Saturday: it waits for Monday
    assert api.li.post(f"/plans/{plan.id}/submission", {"acknowledged": True}).status_code == 200
    work_off(worker)
    live_at(worker, moment, MONDAY)
    (told,) = [one for one in letters_to(outside, "mei@example.com") if str(plan.id) in one.text]
    assert "团队概况" in told.subject
    (waited,) = api.mei.get("/reminders?kind=plan_waiting").json["items"]
    assert waited["state"] == "suppressed"
    (notice,) = api.mei.get("/notices?kind=plan_waiting").json["items"]
    assert "等待您审批" in notice["title"]


def test_a_team_that_kept_its_week_is_no_news(
    api: Api, work: Work, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    work_off(worker)
    for rep in (api.li, api.ren):
        address = f"/todo-lists/{the_list(rep, '2026-03-02')['id']}"
        assert rep.post(f"{address}/confirmation").status_code == 200
        assert rep.post(f"{address}/closing").status_code == 200
    live_at(worker, moment, MONDAY)
    assert team_letters(outside, "mei@example.com") == []
    assert reminder(work, "team_week:user-mei:2026-W11").reason == "nothing_to_say"


def test_another_team_is_nobodys_business_and_ones_own_things_are_not_the_teams(
    work: Work, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    work_off(worker)
    make_done_visit(work, rep=Cast.mei)
    work.db.commit()
    live_at(worker, moment, local("Europe/Berlin", 2026, 3, 9, 7, 30))
    (of_max,) = team_letters(outside, "max@example.com")
    assert "Sam · not confirmed · not closed" in of_max
    assert "Li" not in of_max
    (of_mei,) = team_letters(outside, "mei@example.com")
    assert "逾期报告：0" in of_mei


def test_a_rep_gets_no_mail_of_a_team(worker: Worker, moment: Moment, outside: SilentOutside, work: Work) -> None:
    work_off(worker)
    live_at(worker, moment, MONDAY)
    assert team_letters(outside, "li@example.com") == []


def test_the_manager_sees_how_far_each_rep_has_come_with_the_clients_due_this_month(
    work: Work, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    work_off(worker)
    visited, planned, missing = (make_account(work, tier="A") for _ in range(3))
    make_account(work, tier="D")  # due every 13 weeks: no question of a month
    make_account(work, Cast.ren, tier="C")
    make_done_visit(work, visited)
    make_done_visit(work, visited)
    make_visit(work, planned, day=date(2026, 3, 20))
    make_visit(work, missing, day=date(2026, 4, 2))
    work.db.commit()
    live_at(worker, moment, MONDAY)
    (letter,) = [one for one in letters_to(outside, "mei@example.com") if "团队概况" in one.subject]
    assert "- 全团队：A 级 3 家，已拜访 1，已计划 1；C 级 1 家，已拜访 0\n" in letter.text
    assert "- Li：A 级 3 家，已拜访 1，已计划 1\n- Ren：C 级 1 家，已拜访 0\n" in letter.text
    (picture,) = letter.inline
    assert f'src="cid:{picture.content_id}"' in str(letter.html)
    assert picture.content.startswith(b"\x89PNG")


def test_a_team_whose_clients_are_all_behind_schedule_is_told_though_nothing_waits(
    work: Work, api: Api, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    work_off(worker)
    for rep in (api.li, api.ren):
        address = f"/todo-lists/{the_list(rep, '2026-03-02')['id']}"
        rep.post(f"{address}/confirmation")
        rep.post(f"{address}/closing")
    make_account(work, tier="A")
    work.db.commit()
    live_at(worker, moment, MONDAY + timedelta(minutes=1))
    (text,) = team_letters(outside, "mei@example.com")
    assert "待审批：0   逾期报告：0" in text
    assert "Li：A 级 1 家，已拜访 0" in text
