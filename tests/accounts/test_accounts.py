"""Accounts as such: adding, changing, the tier, deletion."""

import pytest

from kamfield.accounts.models import Account
from kamfield.core.journal import Entry
from kamfield.core.work import Work
from tests.api import Api
from tests.cast import Cast
from tests.make.accounts import make_account, make_contact, make_place


@pytest.fixture
def account(work: Work) -> Account:
    account = make_account(work, name="Acme", code="A-1")
    make_place(work, account)
    make_contact(work, account)
    work.db.commit()
    return account


def test_whoever_adds_an_account_leads_it(api: Api) -> None:
    added = api.li.post("/accounts", {"name": "Acme", "code": "A-1", "tags": ["export"], "time_zone": "Asia/Shanghai"})
    assert added.status_code == 201
    assert added.json["lead_id"] == "user-li"
    assert added.headers["Location"] == f"/api/v1/accounts/{added.json['id']}"
    assert api.li.get(added.headers["Location"]).json == added.json


def test_a_manager_may_name_a_lead_they_reach_and_nobody_else(api: Api) -> None:
    assert api.mei.post("/accounts", {"name": "Acme", "lead_id": "user-li"}).json["lead_id"] == "user-li"
    refused = api.mei.post("/accounts", {"name": "Borea", "lead_id": "user-sam"})
    assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, "/lead_id")
    assert api.li.post("/accounts", {"name": "Calder", "lead_id": "user-ren"}).status_code == 422


def test_a_stranger_sees_nothing(api: Api, account: Account) -> None:
    assert api.mei.get(f"/accounts/{account.id}").status_code == 200
    assert api.ren.get(f"/accounts/{account.id}").status_code == 404
    assert api.ren.patch(f"/accounts/{account.id}", {"name": "Mine"}).status_code == 404
    assert api.sam.get("/accounts").json["items"] == []
    assert [one["name"] for one in api.dana.get("/accounts").json["items"]] == ["Acme"]


def test_the_team_changes_what_is_written_and_the_journal_says_what_was(api: Api, work: Work, account: Account) -> None:
    changed = api.li.patch(f"/accounts/{account.id}", {"name": "Acme AG", "status": "active"}, version=account.version)
    assert (changed.json["name"], changed.json["status"]) == ("Acme AG", "active")
    entry = work.db.query(Entry).filter_by(verb="account.change").one()
    assert entry.before["name"] == "Acme"
    assert entry.after["name"] == "Acme AG"


def test_a_change_of_an_old_version_is_refused(api: Api, account: Account) -> None:
    api.li.patch(f"/accounts/{account.id}", {"name": "Acme AG"})
    refused = api.mei.patch(f"/accounts/{account.id}", {"name": "Acme KG"}, version=account.version)
    assert (refused.status_code, refused.json["code"]) == (412, "changed-meanwhile")


def test_a_code_is_given_once_but_a_deleted_account_frees_it(api: Api, account: Account) -> None:
    alike = api.sam.post("/accounts", {"name": "Other", "code": "A-1"})
    assert (alike.json["code"], alike.json["candidates"]) == ("looks-like-existing", [{"exists": True, "ask": "Li"}])
    taken = api.sam.post("/accounts", {"name": "Other", "code": "A-1", "confirmed_new": True})
    assert (taken.status_code, taken.json["code"]) == (409, "code-taken")
    assert "Acme" not in taken.text
    assert api.mei.delete(f"/accounts/{account.id}").status_code == 204
    assert api.sam.post("/accounts", {"name": "Other", "code": "A-1"}).status_code == 201
    assert api.mei.post(f"/accounts/{account.id}/restoration").json["code"] == "code-taken"


def test_an_account_never_belongs_to_itself(api: Api, work: Work, account: Account) -> None:
    plant = make_account(work, name="Acme Plant", parent_id=account.id)
    gate = make_account(work, name="Acme Gate", parent_id=plant.id)
    for parent in (account, plant, gate):
        refused = api.li.patch(f"/accounts/{account.id}", {"parent_id": parent.id})
        assert (refused.status_code, refused.json["errors"][0]["code"]) == (422, "circular-parents")
    assert api.li.get(f"/accounts?parent_id={account.id}").json["items"][0]["name"] == "Acme Plant"


def test_a_parent_out_of_reach_does_not_exist(api: Api, work: Work, account: Account) -> None:
    foreign = make_account(work, Cast.sam)
    refused = api.li.patch(f"/accounts/{account.id}", {"parent_id": foreign.id})
    assert refused.json["errors"][0]["code"] == "unknown-reference"


def test_a_manager_above_decides_the_tier_with_a_reason(api: Api, work: Work, account: Account) -> None:
    url, body = f"/accounts/{account.id}/tier", {"tier": "A", "reason": "Twelve million a year."}
    assert api.li.put(url, body).json["code"] == "not-allowed"
    assert api.mei.put(url, {"tier": "A"}).status_code == 422
    assert api.mei.put(url, body).json["tier"] == "A"
    entry = work.db.query(Entry).filter_by(verb="account.set_tier").one()
    assert entry.details == {"tier": "A", "was": None, "reason": "Twelve million a year."}


def test_nobody_decides_the_tier_of_their_own(api: Api, work: Work) -> None:
    own = make_account(work, Cast.mei)
    body = {"tier": "A", "reason": "It is mine."}
    assert api.mei.put(f"/accounts/{own.id}/tier", body).status_code == 403
    assert api.dana.put(f"/accounts/{own.id}/tier", body).status_code == 200
    assert api.li.post("/accounts", {"name": "Acme", "tier": "A"}).status_code == 403
    assert api.mei.post("/accounts", {"name": "Acme", "tier": "A", "lead_id": "user-li"}).json["tier"] == "A"


def test_a_deleted_account_is_gone_with_everything_and_comes_back_with_it(api: Api, account: Account) -> None:
    before = {path: api.li.get(f"/accounts/{account.id}{path}").json for path in ("/places", "/contacts", "/members")}
    addresses = [f"/{path[1:]}/{page['items'][0]['id']}" for path, page in before.items()]
    assert api.li.delete(f"/accounts/{account.id}").status_code == 403
    assert api.mei.delete(f"/accounts/{account.id}").status_code == 204
    assert {api.li.get(path).status_code for path in (f"/accounts/{account.id}", *addresses)} == {404}
    assert api.li.get("/accounts?q=acme").json["items"] == []
    assert api.ren.post(f"/accounts/{account.id}/restoration").status_code == 404
    assert api.mei.post(f"/accounts/{account.id}/restoration").status_code == 200
    assert [api.li.get(path).status_code for path in addresses] == [200] * 3
    assert [one["id"] for one in api.li.get("/accounts?q=acme").json["items"]] == [account.id]


def test_what_was_deleted_before_the_account_stays_deleted(api: Api, account: Account, moment) -> None:
    contact = api.li.get(f"/accounts/{account.id}/contacts").json["items"][0]
    api.li.delete(f"/contacts/{contact['id']}")
    moment.advance(minutes=1)
    api.mei.delete(f"/accounts/{account.id}")
    api.mei.post(f"/accounts/{account.id}/restoration")
    assert api.li.get(f"/accounts/{account.id}/contacts").json["items"] == []


def test_a_group_is_not_deleted_over_the_heads_of_its_branches(api: Api, work: Work, account: Account) -> None:
    plant = make_account(work, parent_id=account.id)
    assert api.mei.delete(f"/accounts/{account.id}").json["code"] == "has-branches"
    api.mei.patch(f"/accounts/{plant.id}", {"parent_id": None})
    assert api.mei.delete(f"/accounts/{account.id}").status_code == 204


def test_fewer_than_three_active_contacts_are_flagged(api: Api, work: Work, account: Account) -> None:
    url = f"/accounts/{account.id}"
    assert api.li.get(url).json["flags"] == ["few_contacts"]
    make_contact(work, account)
    third = make_contact(work, account)
    assert api.li.get(url).json["flags"] == []
    assert api.li.get("/accounts?few_contacts=true").json["items"] == []
    api.li.post(f"/contacts/{third.id}/departure")
    assert api.li.get(url).json["flags"] == ["few_contacts"]
    assert [one["id"] for one in api.li.get("/accounts?few_contacts=true").json["items"]] == [account.id]
    assert api.li.get("/accounts?few_contacts=false").json["items"] == []
