"""A phone names what it makes: an id that is taken is a conflict everywhere, and a repeated request is not."""

from typing import Any

import pytest

from kamfield.core.work import Work
from tests.api import Api
from tests.house.things import Things

ID = "made-in-a-lift"
DRAFTS: dict[str, dict[str, Any]] = {
    "/accounts": {"name": "Nordlicht Klinik"},
    "/accounts/{account_id}/contacts": {"name": "Wang"},
    "/accounts/{account_id}/facts": {"kind": "payment_cycle", "amount": "30"},
    "/accounts/{account_id}/intelligence": {"kind": "competitor", "name": "Nordlager"},
    "/accounts/{account_id}/places": {"label": "Plant"},
    "/import-mappings": {"name": "Ours", "definition": {"target": "accounts", "fields": {"code": "A", "name": "B"}}},
    "/issues": {"account_id": "{account_id}", "kind": "complaint", "title": "Leaks"},
    "/opportunities": {"account_id": "{account_id}", "name": "Pumps", "expected_close_on": "2026-06-30"},
    "/plans": {"month": "2026-07"},
    "/quotes": {"account_id": "{account_id}", "title": "Pumps"},
    "/todo-items": {"title": "Call back", "due_on": "2026-03-04"},
    "/visits": {"account_id": "{account_id}", "day": "2026-03-20"},
    "/visits/{visit_id}/objectives": {"kind": "advance_sale", "client_action": "Signs"},
}


@pytest.mark.parametrize("address", DRAFTS)
def test_a_taken_id_is_a_conflict_and_the_same_request_again_is_not(api: Api, work: Work, address: str) -> None:
    things = Things(work)
    ids = {name: things[name] for name in ("account_id", "visit_id")}
    draft = {
        name: value.format(**ids) if "{" in str(value) and isinstance(value, str) else value
        for name, value in DRAFTS[address].items()
    }
    sent = {"headers": {"Idempotency-Key": "first-try"}}
    first = api.li.post(address.format(**ids), {**draft, "id": ID}, **sent)
    assert (first.status_code, first.json["id"]) == (201, ID), first.json
    again = api.li.post(address.format(**ids), {**draft, "id": ID}, **sent)
    assert (again.status_code, again.json) == (201, first.json)
    other = api.li.post(address.format(**ids), {**draft, "id": ID})
    assert other.status_code == 409, other.json
