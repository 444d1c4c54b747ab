"""Who of ours works with a client, and what that lets them see."""

import pytest

from kamfield.accounts.models import Account
from kamfield.core.work import Work
from tests.api import Api
from tests.cast import Cast
from tests.make.accounts import make_account, make_contact


@pytest.fixture
def account(work: Work) -> Account:
    account = make_account(work)
    work.db.commit()
    return account


def team(api: Api, account: Account) -> dict[str, str]:
    members = api.mei.get(f"/accounts/{account.id}/members").json["items"]
    return {member["user_name"]: member["role"] for member in members}


def test_a_colleague_on_the_team_sees_the_account_and_those_above_them_too(api: Api, account: Account) -> None:
    added = api.li.post(f"/accounts/{account.id}/members", {"user_id": "user-sam"})
    assert (added.status_code, added.json["user_name"]) == (201, "Sam")
    assert api.sam.get(f"/accounts/{account.id}").status_code == 200
    assert api.max.get(f"/accounts/{account.id}").status_code == 200
    assert api.sam.patch(f"/accounts/{account.id}", {"industry": "pharma"}).status_code == 200
    assert team(api, account) == {"Li": "lead", "Sam": "member"}


def test_only_the_lead_and_those_above_change_the_team(api: Api, account: Account) -> None:
    api.li.post(f"/accounts/{account.id}/members", {"user_id": "user-sam"})
    assert api.sam.post(f"/accounts/{account.id}/members", {"user_id": "user-ren"}).status_code == 403
    assert api.max.post(f"/accounts/{account.id}/members", {"user_id": "user-ren"}).status_code == 403
    assert api.dana.post(f"/accounts/{account.id}/members", {"user_id": "user-ren"}).status_code == 201


def test_who_leaves_the_team_sees_nothing_any_more_and_may_come_back(api: Api, account: Account) -> None:
    member = api.li.post(f"/accounts/{account.id}/members", {"user_id": "user-ren"}).json
    assert api.li.delete(f"/members/{member['id']}").status_code == 204
    assert api.ren.get(f"/accounts/{account.id}").status_code == 404
    assert api.li.delete(f"/members/{member['id']}").status_code == 404
    again = api.li.post(f"/accounts/{account.id}/members", {"user_id": "user-ren"}).json
    assert again["id"] == member["id"]
    assert api.ren.get(f"/accounts/{account.id}").status_code == 200


def test_adding_somebody_twice_changes_nothing(api: Api, account: Account) -> None:
    for _ in range(2):
        assert api.li.post(f"/accounts/{account.id}/members", {"user_id": "user-li"}).json["role"] == "lead"
    assert team(api, account) == {"Li": "lead"}


def test_the_lead_cannot_leave_the_team(api: Api, account: Account) -> None:
    lead = api.li.get(f"/accounts/{account.id}/members").json["items"][0]
    assert api.mei.delete(f"/members/{lead['id']}").json["code"] == "lead-stays"


def test_nobody_joins_who_does_not_exist(api: Api, account: Account) -> None:
    refused = api.li.post(f"/accounts/{account.id}/members", {"user_id": "user-none"})
    assert refused.json["errors"][0]["pointer"] == "/user_id"


def test_the_manager_moves_the_lead_and_the_old_one_stays_or_goes(api: Api, account: Account) -> None:
    url = f"/accounts/{account.id}/lead"
    assert api.li.put(url, {"user_id": "user-ren"}).status_code == 403
    assert api.mei.put(url, {"user_id": "user-sam"}).status_code == 422
    assert api.mei.put(url, {"user_id": "user-ren"}).json["lead_id"] == "user-ren"
    assert team(api, account) == {"Li": "member", "Ren": "lead"}
    assert api.mei.put(url, {"user_id": "user-li", "keep_old": False}).json["lead_id"] == "user-li"
    assert team(api, account) == {"Li": "lead"}
    assert api.ren.get(f"/accounts/{account.id}").status_code == 404


def test_a_managing_lead_hands_an_account_down(api: Api, work: Work) -> None:
    own = make_account(work, Cast.mei)
    assert api.mei.put(f"/accounts/{own.id}/lead", {"user_id": "user-li"}).json["lead_id"] == "user-li"


def test_a_teammate_writes_contacts_but_does_not_delete_them(api: Api, work: Work, account: Account) -> None:
    contact = make_contact(work, account)
    api.li.post(f"/accounts/{account.id}/members", {"user_id": "user-ren"})
    assert api.ren.post(f"/accounts/{account.id}/contacts", {"name": "Fang"}).status_code == 201
    assert api.ren.delete(f"/contacts/{contact.id}").status_code == 403
    assert api.li.delete(f"/contacts/{contact.id}").status_code == 204
