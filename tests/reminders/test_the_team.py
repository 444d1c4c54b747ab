"""The manager's Monday mail: what waits in the team, and nothing when nothing waits."""

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
from tests.make.visits import make_done_visit

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
    assert "待审计划: 1   逾期报告: 1   逾期跟进: 1   未按时更新的周清单: 2" in text
    assert f"- Li: 2026年4月 - 自 3月2日周一 起\n  https://kamfield.example.com/plans/{plan.id}\n" in text
    assert "- Li: 1 - 自 3月3日周二 起" in text
    assert "- Li: 1 - 自 3月5日周四 起" in text
    assert "- Li: 未确认, 未关闭\n- Ren: 未确认, 未关闭" in text
    (letter,) = [one for one in letters_to(outside, "mei@example.com") if "团队概况" in one.subject]
    assert letter.subject == "团队概况：待审计划 1，逾期报告 1，逾期报价跟进 1"
    assert letter.html is not None
    assert "等待您审批的计划" in letter.html
    assert f'href="https://kamfield.example.com/plans/{plan.id}"' in letter.html


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
    assert "Sam: not confirmed, not closed" in of_max
    assert "Li" not in of_max
    (of_mei,) = team_letters(outside, "mei@example.com")
    assert "逾期报告: 0" in of_mei


def test_a_rep_gets_no_mail_of_a_team(worker: Worker, moment: Moment, outside: SilentOutside, work: Work) -> None:
    work_off(worker)
    live_at(worker, moment, MONDAY)
    assert team_letters(outside, "li@example.com") == []
