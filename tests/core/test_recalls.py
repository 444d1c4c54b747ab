"""Whoever loses or gets a row is told: by a recall of the row, or by a reset when it is people that they reach."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from kamfield.accounts.actions import merges
from kamfield.accounts.models import Account
from kamfield.core import sync_clock
from kamfield.core.recalls import Recall, Reset
from kamfield.core.sync_clock import SyncClock
from kamfield.core.work import Work
from kamfield.todos.models import TodoItem
from kamfield.users.actions import people as users
from kamfield.visits.models import Visit
from tests.cast import Cast
from tests.make.accounts import make_account
from tests.make.visits import make_visit


def recalled(db: Session) -> list[tuple[str, str, str]]:
    """Table, row and person, oldest first."""
    db.flush()
    rows = db.execute(select(Recall.kind, Recall.row_id, Recall.person_id).order_by(Recall.seq))
    return [(row.kind, row.row_id, row.person_id) for row in rows]


def resets(db: Session) -> dict[str, int]:
    db.flush()
    return {row.person_id: row.seq for row in db.scalars(select(Reset))}


def value(db: Session) -> int:
    return db.scalars(select(SyncClock.value)).one()


def test_a_row_that_changes_hands_is_recalled_for_whoever_had_it_and_has_it(work: Work) -> None:
    visit = make_visit(work)
    assert recalled(work.db) == []
    visit.rep_id = Cast.ren.id
    assert recalled(work.db) == [("visits", visit.id, Cast.li.id), ("visits", visit.id, Cast.ren.id)]
    stamps = [visit.sync_seq, *work.db.scalars(select(Recall.seq).order_by(Recall.seq))]
    assert stamps == [value(work.db) - n for n in (2, 1, 0)]


def test_other_changes_recall_nothing(work: Work) -> None:
    visit = make_visit(work)
    visit.minutes = 90
    visit.rep_id = Cast.ren.id
    visit.rep_id = Cast.li.id
    assert recalled(work.db) == []


def test_each_column_of_the_audience_counts(work: Work) -> None:
    assert (TodoItem.__audience__, Visit.__audience__) == (("rep_id", "assignee_id"), ("rep_id", "account_id"))


def test_a_row_that_comes_to_another_account_brings_its_parts(work: Work) -> None:
    visit = make_visit(work)
    visit.account_id = make_account(work).id
    assert recalled(work.db) == [("visits", visit.id, "")]


def test_bulk_writes_recall_too(work: Work) -> None:
    kept, moved = make_visit(work), make_visit(work)
    rows = [{"id": kept.id, "rep_id": Cast.li.id}, {"id": moved.id, "rep_id": Cast.sam.id}]
    sync_clock.write_many(work.db, Visit, rows, work.now)
    assert recalled(work.db) == [("visits", moved.id, Cast.li.id), ("visits", moved.id, Cast.sam.id)]
    stamps = [*sorted(work.db.scalars(select(Visit.sync_seq))), *sorted(work.db.scalars(select(Recall.seq)))]
    assert stamps == [value(work.db) - n for n in (3, 2, 1, 0)]


def test_a_merged_account_is_recalled_from_those_who_move_to_the_other_team(work: Work) -> None:
    kept, gone = make_account(work, Cast.li), make_account(work, Cast.ren)
    merges.merge(replace(work, user=Cast.mei.actor), kept.id, from_id=gone.id)
    assert recalled(work.db) == [("accounts", gone.id, Cast.ren.id)]


def test_who_reaches_other_people_begins_anew(work: Work) -> None:
    users.change(work, Cast.li.id, manager_id=Cast.max.id)
    assert resets(work.db) == {Cast.mei.id: value(work.db), Cast.max.id: value(work.db)}  # dana reaches both lines
    before = value(work.db)
    users.change(work, Cast.li.id, manager_id=Cast.max.id)
    assert resets(work.db) == {Cast.mei.id: before, Cast.max.id: before}
    users.change(work, Cast.li.id, manager_id=Cast.mei.id)
    assert min(resets(work.db).values()) > before


def test_who_becomes_or_ceases_to_be_an_administrator_begins_anew(work: Work) -> None:
    work = replace(work, user=Cast.ada.actor)
    users.change(work, Cast.ren.id, role="manager")
    assert resets(work.db) == {}
    users.change(work, Cast.ren.id, role="admin")
    first = resets(work.db)
    users.change(work, Cast.ren.id, role="rep")
    assert first.keys() == {Cast.ren.id}
    assert resets(work.db)[Cast.ren.id] > first[Cast.ren.id]


def test_the_clock_goes_beyond_what_32_bits_hold(work: Work) -> None:
    sync_clock.tick(work.db, 3_000_000_000)
    account = make_account(work)
    work.db.expire_all()
    assert work.db.get_one(Account, account.id).sync_seq > 2**31
