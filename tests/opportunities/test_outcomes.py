"""Visits that go on without getting anywhere raise a flag."""

from dataclasses import replace
from datetime import date

import pytest

from kamfield.core.work import Work
from kamfield.opportunities.actions import note_outcome
from tests.api import Api
from tests.cast import Cast
from tests.make.accounts import make_account
from tests.make.opportunities import an_opportunity


@pytest.fixture
def one(api: Api, work: Work) -> str:
    return str(an_opportunity(api.li, make_account(work).id)["id"])


def visit(work: Work, opportunity_id: str, *outcomes: str, first: int = 1) -> None:
    """Visits on days one after the other in February."""
    for day, outcome in enumerate(outcomes, first):
        on = date(2026, 2, day)
        by_li = replace(work, user=Cast.li.actor)
        note_outcome(by_li, opportunity_id, outcome, visit_id=f"visit-{day}", on=on)
    work.db.flush()


def stalled(api: Api, opportunity_id: str) -> tuple[int, str | None]:
    found = api.li.get(f"/opportunities/{opportunity_id}").json
    return found["continuations"], found["stalled_on"]


def test_three_continuations_in_a_row_raise_a_flag(api: Api, work: Work, one: str) -> None:
    visit(work, one, "continuation", "continuation")
    assert stalled(api, one) == (2, None)
    assert api.li.get("/opportunities?stalled=true").json["items"] == []
    visit(work, one, "continuation", "continuation", first=3)
    assert stalled(api, one) == (4, "2026-02-03")
    assert [found["id"] for found in api.li.get("/opportunities?stalled=true").json["items"]] == [one]


@pytest.mark.parametrize("progress", ["advance", "order"])
def test_progress_takes_it_down(api: Api, work: Work, one: str, progress: str) -> None:
    visit(work, one, *["continuation"] * 3, progress)
    assert stalled(api, one) == (0, None)


def test_a_refusal_neither_counts_nor_takes_it_down(api: Api, work: Work, one: str) -> None:
    visit(work, one, "continuation", "continuation", "no_sale", "continuation")
    assert stalled(api, one) == (3, "2026-02-04")


def test_a_corrected_report_corrects_the_count(api: Api, work: Work, one: str) -> None:
    visit(work, one, *["continuation"] * 3)
    visit(work, one, "advance", first=3)
    assert stalled(api, one) == (0, None)


def test_a_report_written_late_counts_on_its_day(api: Api, work: Work, one: str) -> None:
    visit(work, one, *["continuation"] * 3, first=2)
    visit(work, one, "order", first=1)
    assert stalled(api, one) == (3, "2026-02-04")


def test_a_visit_that_serves_another_one_after_all_counts_there(api: Api, work: Work, one: str) -> None:
    other = str(an_opportunity(api.li, api.li.get(f"/opportunities/{one}").json["account_id"])["id"])
    visit(work, one, *["continuation"] * 3)
    visit(work, other, "continuation", first=3)
    assert (stalled(api, one), stalled(api, other)) == ((2, None), (1, None))
