"""Who takes over what a leaver had gets one brief: how much it is, and whom to call first."""

from datetime import date

import pytest

from kamfield.core.work import Work
from kamfield.outside import SilentOutside
from kamfield.reminders.rules import Kind
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Cast, Moment
from tests.make.accounts import make_account
from tests.make.quotes import a_sent_quote
from tests.make.reminders import ledger, letters_to, work_off
from tests.make.todos import in_shanghai, live_at
from tests.make.visits import make_visit

FROM_LI = {"leaver_id": "user-li", "receiver_id": "user-ren"}


@pytest.fixture(autouse=True)
def settled(worker: Worker, moment: Moment, outside: SilentOutside) -> None:
    """An ordinary Tuesday afternoon in Shanghai."""
    work_off(worker)
    live_at(worker, moment, in_shanghai(2026, 3, 3, 15, 0))
    outside.mail.sent.clear()


def hand_over(api: Api, worker: Worker, **sent: object) -> None:
    assert api.mei.post("/handovers", {**FROM_LI, **sent}).status_code == 201
    work_off(worker)


def test_the_important_clients_come_first_and_the_rest_is_counted(
    api: Api, work: Work, worker: Worker, outside: SilentOutside
) -> None:
    for number in range(6):
        make_account(work, name=f"Tier C {number}", tier="C")
    make_account(work, name="Tier A, seen lately", tier="A", last_visited_on=date(2026, 2, 27))
    make_account(work, name="Tier A, never seen", tier="A")
    make_visit(work, make_account(work, name="Tier A, seen soon", tier="A"), day=date(2026, 3, 5))
    make_account(work, Cast.ren, name="Ren's own", tier="A")
    work.db.commit()
    hand_over(api, worker, note="Call the A clients first.")
    (letter,) = letters_to(outside, "ren@example.com")
    told = letter.text
    in_order = ["Call the A clients first.", "seen soon", "never seen", "seen lately", "Tier C 0", "Tier C 3"]
    assert [told.index(one) for one in in_order] == sorted(told.index(one) for one in in_order)
    assert "Li" in letter.subject
    assert "客户 9 个" in told
    assert "Tier C 4" not in told
    assert "另有 2 个客户" in told
    assert "Ren's own" not in told


def test_a_quotation_that_should_have_been_chased_stands_there_once(
    api: Api, work: Work, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    account = make_account(work, name="仁济医院")
    work.db.commit()
    number = a_sent_quote(api.li, account.id, valid_until="2026-06-30")["number"]
    live_at(worker, moment, in_shanghai(2026, 3, 18, 15, 0))
    overdue = api.li.get("/follow-ups?state=due&due_until=2026-03-17").json["items"]
    assert len(overdue) > 1, "of its steps more than one"
    hand_over(api, worker)
    told = next(one for one in letters_to(outside, "ren@example.com") if "Li" in one.subject).text
    assert told.count(number) == 1


def test_each_receiver_hears_of_what_came_to_them_and_others_of_nothing(
    api: Api, work: Work, worker: Worker, outside: SilentOutside
) -> None:
    make_account(work, name="Stays with Ren")
    given = make_account(work, name="Goes to Mei")
    work.db.commit()
    hand_over(api, worker, overrides=[{"account_id": given.id, "receiver_id": "user-mei"}])
    told = {letter.to.partition("@")[0]: letter.text for letter in outside.mail.sent}
    assert set(told) == {"ren", "mei"}
    assert ("Stays with Ren" in told["ren"], "Goes to Mei" in told["ren"]) == (True, False)
    assert ("Stays with Ren" in told["mei"], "Goes to Mei" in told["mei"]) == (False, True)


def test_who_gets_nothing_hears_nothing(api: Api, work: Work, worker: Worker, outside: SilentOutside) -> None:
    hand_over(api, worker)
    assert outside.mail.sent == []
    assert ledger(work, "user-ren", Kind.HANDED_OVER) == []
