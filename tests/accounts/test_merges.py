"""Two records of one client become one, and nothing is lost."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from kamfield.accounts.actions import facts
from kamfield.accounts.models import Account, Contact, Fact, Member, Place
from kamfield.core.journal import Entry
from kamfield.core.work import Work
from kamfield.quotes import actions as quotes
from kamfield.worker import Worker
from tests.accounts.sheets import as_csv, clinic, findings, save_mapping, take_in
from tests.api import Api
from tests.cast import Cast
from tests.make.accounts import make_account, make_contact, make_place


@pytest.fixture
def kept(work: Work) -> Account:
    account = make_account(work, name="Acme", code="A-1", industry=None, tags=["export"])
    make_place(work, account, label="Plant")
    make_contact(work, account, name="Wang")
    work.db.commit()
    return account


@pytest.fixture
def gone(work: Work) -> Account:
    account = make_account(work, Cast.ren, name="ACME Inc.", code="A-2", industry="pumps", tags=["pharma"])
    make_place(work, account, label="Office")
    make_contact(work, account, name="Li Jing")
    account.visited(date(2026, 2, 1))
    work.db.commit()
    return account


def merge(caller, kept: Account, gone: Account, **body):
    return caller.post(f"/accounts/{kept.id}/merge", {"from_id": gone.id, **body})


def test_everything_attached_moves_and_what_was_unknown_is_filled_in(
    api: Api, work: Work, kept: Account, gone: Account
) -> None:
    merged = merge(api.mei, kept, gone)
    assert merged.status_code == 200
    assert (merged.json["name"], merged.json["code"], merged.json["industry"]) == ("Acme", "A-1", "pumps")
    assert merged.json["tags"] == ["export", "pharma"]
    assert merged.json["last_visited_on"] == "2026-02-01"
    places = api.mei.get(f"/accounts/{kept.id}/places").json["items"]
    assert {(one["label"], one["is_main"]) for one in places} == {("Plant", True), ("Office", False)}
    people = api.mei.get(f"/accounts/{kept.id}/contacts").json["items"]
    assert {one["name"] for one in people} == {"Wang", "Li Jing"}
    assert api.mei.get("/accounts", query_string={"q": "Li Jing"}).json["items"][0]["id"] == kept.id


def test_the_other_lead_joins_the_team(api: Api, work: Work, kept: Account, gone: Account) -> None:
    merge(api.mei, kept, gone)
    team = {
        member.user_id: member.role
        for member in work.db.scalars(select(Member).where(Member.account_id == kept.id, Member.deleted_at.is_(None)))
    }
    assert team == {"user-li": "lead", "user-ren": "member"}
    assert api.ren.get(f"/accounts/{kept.id}").status_code == 200


def test_chosen_fields_are_taken_from_the_other_one(api: Api, kept: Account, gone: Account) -> None:
    merged = merge(api.mei, kept, gone, take=["name", "code"])
    assert (merged.json["name"], merged.json["code"]) == ("ACME Inc.", "A-2")


def test_reading_the_other_one_leads_to_what_is_left(api: Api, kept: Account, gone: Account) -> None:
    merge(api.mei, kept, gone)
    for name in ("mei", "ren", "ada"):
        read = getattr(api, name).get(f"/accounts/{gone.id}")
        assert (read.status_code, read.json["code"], read.json["merged_into"]) == (404, "merged", kept.id)
    stranger = api.sam.get(f"/accounts/{gone.id}")
    assert (stranger.status_code, stranger.json["code"]) == (404, "not-found")
    assert "merged_into" not in stranger.json


@pytest.mark.parametrize(("caller", "status"), [("li", 422), ("ren", 404), ("max", 404), ("dana", 200), ("ada", 200)])
def test_only_those_above_both_leads_merge(api: Api, kept: Account, gone: Account, caller: str, status: int) -> None:
    assert merge(getattr(api, caller), kept, gone).status_code == status


def test_a_rep_does_not_merge_their_own(api: Api, work: Work) -> None:
    one, other = make_account(work, name="One"), make_account(work, name="Other")
    work.db.commit()
    assert merge(api.li, one, other).status_code == 403


def test_the_journal_of_both_is_one_timeline(api: Api, work: Work, kept: Account, gone: Account) -> None:
    merge(api.mei, kept, gone)
    work.db.expire_all()
    entries = work.db.scalars(select(Entry).where(Entry.subject_id == gone.id)).all()
    assert {entry.verb for entry in entries} == {"account.add", "account.merge"}
    assert {entry.account_id for entry in entries} == {kept.id}


def test_the_fresher_of_two_facts_counts_and_the_other_is_history(
    api: Api, work: Work, kept: Account, gone: Account
) -> None:
    for account, text, day in ((kept, "30 days", date(2026, 1, 1)), (gone, "60 days", date(2026, 2, 1))):
        facts.learn(work, account.id, facts.FactKind.PAYMENT_TERM, text=text, observed_on=day)
    work.db.commit()
    merge(api.mei, kept, gone)
    work.db.expire_all()
    known = work.db.scalars(select(Fact).where(Fact.account_id == kept.id).order_by(Fact.observed_on)).all()
    assert [(fact.text, fact.superseded_at is None) for fact in known] == [("30 days", False), ("60 days", True)]


def test_what_the_slices_above_own_follows_seconds_later(
    api: Api, work: Work, worker: Worker, kept: Account, gone: Account
) -> None:
    ren = replace(work, user=Cast.ren.actor)
    quote = quotes.add(ren, account_id=gone.id, title="Pumps", amount=Decimal(1), currency="CNY")
    work.db.commit()
    merge(api.mei, kept, gone)
    worker.run_due()
    assert api.mei.get(f"/quotes/{quote.id}").json["account_id"] == kept.id
    [entry] = work.db.scalars(select(Entry).where(Entry.verb == "account.move_parts"))
    assert (entry.actor_id, entry.account_id) == ("system", kept.id)
    assert {change["kind"] for change in entry.also} == {"quotes", "dossier_items"}


def test_branches_get_the_account_that_is_left_as_their_parent(
    api: Api, work: Work, kept: Account, gone: Account
) -> None:
    branch = make_account(work, Cast.ren, name="Branch", parent_id=gone.id)
    work.db.commit()
    merge(api.mei, kept, gone)
    assert api.mei.get(f"/accounts/{branch.id}").json["parent_id"] == kept.id


def test_a_branch_becomes_one_with_its_parent_but_not_with_its_grandparent(api: Api, work: Work) -> None:
    top = make_account(work, name="Top")
    middle = make_account(work, name="Middle", parent_id=top.id)
    low = make_account(work, name="Low", parent_id=middle.id)
    work.db.commit()
    refused = merge(api.mei, low, top)
    assert (refused.status_code, refused.json["errors"][0]["code"]) == (422, "circular-parents")
    assert merge(api.mei, middle, top).json["parent_id"] is None
    assert merge(api.mei, middle, low).json["parent_id"] is None


def test_merging_twice_leads_to_the_last(api: Api, work: Work, kept: Account, gone: Account) -> None:
    last = make_account(work, name="Last")
    work.db.commit()
    merge(api.mei, kept, gone)
    merge(api.mei, last, kept)
    assert api.mei.get(f"/accounts/{gone.id}").json["merged_into"] == last.id
    assert api.mei.get(f"/accounts/{kept.id}").json["merged_into"] == last.id


def test_a_merged_account_does_not_come_back(api: Api, kept: Account, gone: Account) -> None:
    merge(api.mei, kept, gone)
    assert api.mei.post(f"/accounts/{gone.id}/restoration").status_code == 404


def test_an_import_that_names_the_merged_code_says_where_it_went(
    api: Api, work: Work, worker: Worker, kept: Account
) -> None:
    gone = make_account(work, name="First clinic", code="US-1")
    work.db.commit()
    merge(api.mei, kept, gone)
    done = take_in(api.mei, worker, as_csv([clinic(1)]), save_mapping(api.mei))
    assert findings(api.mei, done["id"]) == [(2, None, "doubtful", "merged-away")]
    assert (done["added"], done["unchanged"]) == (0, 1)


def test_contacts_and_places_keep_their_ids_and_are_told_to_phones(
    api: Api, work: Work, kept: Account, gone: Account
) -> None:
    before = {
        row.id: row.sync_seq
        for kind in (Contact, Place)
        for row in work.db.scalars(select(kind).where(kind.account_id == gone.id))
    }
    merge(api.mei, kept, gone)
    work.db.expire_all()
    for kind in (Contact, Place):
        for row in work.db.scalars(select(kind).where(kind.id.in_(before))):
            assert row.account_id == kept.id
            assert row.sync_seq > before[row.id]
