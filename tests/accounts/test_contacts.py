"""Contacts: their numbers, their leaving."""

from typing import Any

import pytest

from kamfield.accounts.models import Account
from kamfield.core.work import Work
from tests.api import Api
from tests.make.accounts import make_account, make_contact, make_place


@pytest.fixture
def account(work: Work) -> Account:
    account = make_account(work)
    work.db.commit()
    return account


def test_a_contact_is_added_read_changed_and_taken_out(api: Api, account: Account) -> None:
    body = {"name": "王芳", "layer": "decider", "birthday": "1984-05-17", "email": "fang@example.com"}
    added = api.li.post(f"/accounts/{account.id}/contacts", body)
    assert added.headers["Location"] == f"/api/v1/contacts/{added.json['id']}"
    assert added.json | body == added.json
    assert "notes" not in added.json
    url = f"/contacts/{added.json['id']}"
    assert api.li.patch(url, {"title": "Head"}, version=1).json["title"] == "Head"
    assert api.li.get(f"/accounts/{account.id}/contacts").json["items"] == [api.li.get(url).json]
    assert api.sam.get(url).status_code == 404
    assert api.li.delete(url).status_code == 204
    assert api.li.get(url).status_code == 404


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("138 0013 8000", "+8613800138000"),
        ("(021) 5555-1234", "+862155551234"),
        ("+49 30 1234567", "+49301234567"),
        ("010-65296114转8001", "+861065296114;ext=8001"),
        ("ask at the gate", "ask at the gate"),
        ("12", "12"),
    ],
)
def test_a_number_is_kept_in_its_international_form_where_it_has_one(
    api: Api, account: Account, written: str, kept: str
) -> None:
    assert api.li.post(f"/accounts/{account.id}/contacts", {"name": "Fang", "phone": written}).json["phone"] == kept


def test_a_number_belongs_to_the_country_of_the_main_place(api: Api, work: Work, account: Account) -> None:
    make_place(work, account, country="DE")
    contact = api.li.post(f"/accounts/{account.id}/contacts", {"name": "Eva", "mobile": "0171 1234567"}).json
    assert contact["mobile"] == "+491711234567"
    assert api.li.patch(f"/contacts/{contact['id']}", {"mobile": "030 7654321"}).json["mobile"] == "+49307654321"
    assert api.li.patch(f"/contacts/{contact['id']}", {"mobile": None}).json["mobile"] is None


def test_who_has_left_stays_in_the_archive(api: Api, work: Work, account: Account) -> None:
    contact = make_contact(work, account, name="Fang")
    url = f"/contacts/{contact.id}/departure"
    left = api.li.post(url, {"left_on": "2026-02-28"}).json
    assert (left["active"], left["left_on"]) == (False, "2026-02-28")
    assert api.li.post(url).json["code"] == "already-left"
    lists = {flag: api.li.get(f"/accounts/{account.id}/contacts?active={flag}").json for flag in ("true", "false")}
    assert (lists["true"]["items"], [one["name"] for one in lists["false"]["items"]]) == ([], ["Fang"])
    assert api.li.delete(url).json["left_on"] is None
    assert api.li.delete(url).json["code"] == "still-there"


def test_who_leaves_without_a_day_left_today_where_the_rep_is(
    api: Api, work: Work, account: Account, moment: Any
) -> None:
    moment.advance(hours=15)  # 17:00 on Monday in UTC is Tuesday in Shanghai
    contact = make_contact(work, account)
    assert api.li.post(f"/contacts/{contact.id}/departure").json["left_on"] == "2026-03-03"


def test_nobody_has_left_tomorrow(api: Api, work: Work, account: Account) -> None:
    contact = make_contact(work, account)
    refused = api.li.post(f"/contacts/{contact.id}/departure", {"left_on": "2026-03-04"})
    assert refused.json["errors"][0]["code"] == "in-the-future"


@pytest.mark.parametrize("body", [{}, {"name": ""}, {"name": "Fang", "email": "nope"}, {"name": "Fang", "notes": "x"}])
def test_a_contact_that_cannot_be_is_refused(api: Api, account: Account, body: dict[str, Any]) -> None:
    assert api.li.post(f"/accounts/{account.id}/contacts", body).status_code == 422
