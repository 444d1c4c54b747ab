"""The journal: who, which verb, on what, before and after, and never a secret."""

from datetime import date

import pytest
from sqlalchemy import select

from kamfield.accounts import actions as accounts
from kamfield.accounts.models import Account, Contact, Member
from kamfield.core.errors import NotAllowed
from kamfield.core.journal import HIDDEN, Entry, record_of
from kamfield.core.work import Work
from kamfield.users import actions as users
from kamfield.users.models import User
from kamfield.wiring import HOUSE
from tests.cast import Cast, Moment


def entries(work: Work) -> list[Entry]:
    work.db.flush()
    return list(work.db.scalars(select(Entry).where(Entry.at == work.now).order_by(Entry.id)))


@pytest.fixture
def later(moment: Moment, db) -> Work:
    """Li at work, an hour after everything that the cast has done."""
    return Work(Cast.li.actor, moment.advance(hours=1), db, HOUSE, request_id="request-1")


def test_an_act_says_who_what_when_and_on_what(later: Work) -> None:
    account = accounts.add(later, name="Alpha", code="A-1")
    (entry,) = entries(later)
    assert (entry.verb, entry.actor_id, entry.at) == ("account.add", "user-li", later.now)
    assert (entry.subject_kind, entry.subject_id, entry.account_id) == ("accounts", account.id, account.id)
    assert entry.request_id == "request-1"
    assert entry.before is None
    assert entry.after is not None
    assert entry.after["name"] == "Alpha"
    assert not entry.after.keys() & {"id", "version", "sync_seq"}
    assert [(other["kind"], other["after"]["user_id"]) for other in entry.also or ()] == [
        ("account_members", "user-li")
    ]


def test_a_change_has_before_and_after_of_what_changed(later: Work) -> None:
    account_id = accounts.add(later, name="Alpha").id
    later.db.commit()
    later.db.expunge_all()
    account = later.db.get_one(Account, account_id)
    again = Work(Cast.li.actor, later.now.replace(hour=23), later.db, HOUSE)
    later.db.info.pop("record")
    account.name = "Beta"
    account.last_visited_on = date(2026, 3, 1)
    later.db.flush()
    account.name = "Gamma"
    entry = again.act("account.add", account)
    again.db.flush()
    assert entry.before is not None
    assert entry.after is not None
    assert entry.before.keys() == entry.after.keys()
    assert not entry.after.keys() & {"code", "lead_id", "status"}  # what stayed is not told
    told = {name: (entry.before[name], entry.after[name]) for name in ("name", "name_key", "last_visited_on")}
    assert told == {
        "name": ("Alpha", "Gamma"),
        "name_key": ("alpha", "gamma"),
        "last_visited_on": (None, "2026-03-01"),
    }


def test_secrets_are_never_written_down(later: Work, work: Work) -> None:
    account = accounts.add(later, name="Alpha")
    contact = later.add(Contact(account_id=account.id, name="Wang", notes="drinks"))
    later.db.flush()
    contact.notes = "drinks a lot"
    users.add(work, email="new@example.com", name="New", role="rep", password_hash="$argon2id$very-secret")
    work.db.flush()
    every = list(later.db.scalars(select(Entry)))
    told = repr([(entry.details, entry.before, entry.after, entry.also) for entry in every])
    assert "drinks" not in told
    assert "argon2" not in told
    assert repr(HIDDEN) in told


def test_a_refused_act_leaves_nothing(later: Work) -> None:
    subject = later.add(User(email="x@example.com", name="X"))
    with pytest.raises(NotAllowed):
        later.act("user.add", subject)
    assert record_of(later.db).entries == []


def test_what_no_act_speaks_of_is_a_loose_end(later: Work) -> None:
    member = Member(account_id=accounts.add(later, name="Alpha").id, user_id="user-ren")
    later.db.flush()
    later.db.info.pop("record")
    later.add(member)
    later.db.flush()
    assert record_of(later.db).has_loose_ends
    later.act("account.add", later.db.scalars(select(Account)).one())
    assert not record_of(later.db).has_loose_ends
