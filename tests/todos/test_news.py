"""What a rep hears of by an item: a word to a report, an objection to minutes, a purchase that does not move."""

from datetime import date

import pytest

from kamfield.core.work import Work
from kamfield.opportunities.actions.outcomes import note_outcome
from kamfield.visits.models import MinutesCopy
from kamfield.visits.queries.minutes import copies_of
from kamfield.visits.rules.minutes import MinutesState
from kamfield.worker import Worker
from tests.api import Api
from tests.make.accounts import make_account, make_contact
from tests.make.opportunities import an_opportunity
from tests.make.reminders import work_off
from tests.make.todos import items
from tests.make.visits import make_done_visit, make_report


@pytest.fixture
def copy(api: Api, work: Work) -> MinutesCopy:
    """Minutes that were sent to Chen."""
    account = make_account(work)
    chen = make_contact(work, account, name="Chen", email="chen@client.example.com")
    visit = make_done_visit(work, account, contact_ids=[chen.id])
    make_report(work, visit, minutes_shared="We send the drawings.", attendee_ids=[chen.id])
    work.db.commit()
    assert api.li.post(f"/visits/{visit.id}/report/minutes", {}).status_code == 200
    return work.all(copies_of(visit.id))[0]


def test_a_rep_is_told_of_the_word_to_a_report_once(api: Api, worker: Worker, copy: MinutesCopy) -> None:
    for rating in (4, 5):
        review = {"comment": "Well prepared", "rating": rating}
        assert api.mei.post(f"/visits/{copy.visit_id}/report/review", review).status_code == 200
        work_off(worker)
    (item,) = items(api.li, source_kind="review")
    assert (item["state"], item["due_on"], item["source_id"]) == ("open", "2026-03-02", copy.visit_id)
    assert api.li.post(f"/todo-items/{item['id']}/completion").status_code == 200


def test_an_objection_to_minutes_is_something_to_do(api: Api, work: Work, worker: Worker, copy: MinutesCopy) -> None:
    copy.answer(MinutesState.OBJECTED, "The date is wrong", work.now)
    work.act("minutes.object", copy, name=copy.name)
    work.db.commit()
    work_off(worker)
    (item,) = items(api.li, source_kind="minutes")
    assert "Chen" in item["title"]
    assert "The date is wrong" in item["title"]


def test_the_third_continuation_is_told_and_the_next_advance_ends_it(api: Api, work: Work, worker: Worker) -> None:
    account = make_account(work)
    work.db.commit()
    opportunity = an_opportunity(api.li, account.id)
    found = []
    for outcome in ("continuation", "continuation", "continuation", "continuation", "advance"):
        visit = make_done_visit(work, account)
        note_outcome(work, opportunity["id"], outcome, visit_id=visit.id, on=date(2026, 3, 2))
        work.db.commit()
        work_off(worker)
        found.append([item["state"] for item in items(api.li, source_kind="stalled")])
    assert found == [[], [], ["open"], ["open"], ["dropped"]]
