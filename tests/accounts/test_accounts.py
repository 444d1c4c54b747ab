"""Accounts as such."""

from kamfield.core.work import Work
from tests.api import Api
from tests.make.accounts import make_account


def test_whoever_adds_an_account_leads_it(api: Api) -> None:
    added = api.li.post("/accounts", {"name": "Acme", "code": "A-1"})
    assert added.status_code == 201
    assert added.json["lead_id"] == "user-li"
    assert api.li.get("/accounts/" + added.json["id"]).json == added.json


def test_a_stranger_sees_nothing(api: Api, work: Work) -> None:
    account = make_account(work)
    work.db.commit()
    assert api.mei.get(f"/accounts/{account.id}").status_code == 200
    assert api.ren.get(f"/accounts/{account.id}").status_code == 404
    assert api.sam.get("/accounts").json["items"] == []
