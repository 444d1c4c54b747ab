"""What waits to be written is written before a read of its table, and before no other."""

import pytest
from sqlalchemy import select

from kamfield.accounts.models import Account
from kamfield.accounts.queries import by_id, reached_id
from kamfield.core.pending import tables_in
from kamfield.core.sync_clock import SyncClock
from kamfield.core.work import Work
from kamfield.users.models import User
from kamfield.visits.models import Visit
from kamfield.visits.queries import visible_to
from tests.cast import Cast
from tests.make.accounts import make_account


@pytest.fixture
def pending(work: Work) -> Account:
    account = make_account(work)
    work.db.flush()
    account.industry = "Seals"
    return account


def test_a_read_of_another_table_leaves_it_waiting(work: Work, pending: Account) -> None:
    assert work.all(select(User).where(User.id == Cast.li.id))
    assert pending in work.db.dirty


@pytest.mark.parametrize("column", [Account.industry, Account.id], ids=["a column", "the key"])
def test_a_read_of_its_table_sees_it(work: Work, pending: Account, column) -> None:
    found = work.db.scalar(select(column).where(Account.id == pending.id, Account.industry == "Seals"))
    assert found == getattr(pending, column.key)
    assert pending not in work.db.dirty


def test_a_question_inside_a_question_counts(work: Work, pending: Account) -> None:
    sealing = select(Account.id).where(Account.industry == "Seals")
    assert work.db.scalar(select(User.id).where(User.id == Cast.li.id, sealing.exists())) == Cast.li.id
    assert pending not in work.db.dirty


def test_the_tables_of_a_statement_are_found_wherever_they_stand() -> None:
    assert set(tables_in(by_id(Cast.mei.actor, "one"))) == {"accounts", "account_members", "reach"}
    assert set(tables_in(reached_id(Cast.li.actor, "one"))) == {"accounts", "account_members"}
    assert {"visits", "reach"} <= set(tables_in(visible_to(Cast.mei.actor).with_only_columns(Visit.id)))


def test_the_clock_counts_as_written_with_a_synced_row(work: Work, pending: Account) -> None:
    before = pending.sync_seq
    assert work.db.scalar(select(SyncClock.value)) == pending.sync_seq > before


def test_who_leads_a_new_account_is_written_before_it(work: Work) -> None:
    """Whatever the classes are called, and in whatever order their rows were made."""
    account = work.add(Account(name="Alpha", name_key="alpha", lead_id="user-new"))
    work.add(User(id="user-new", email="new@example.com", name="New", role="rep", locale="en", time_zone="UTC"))
    work.db.flush()
    assert account.version == 1
