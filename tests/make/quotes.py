"""Quotations of the cast, made over HTTP in one call."""

from typing import Any

from tests.api import Caller


def a_quote(caller: Caller, account_id: str, **body: Any) -> dict[str, Any]:
    """An enquiry noted by the caller."""
    draft = {"account_id": account_id, "title": "24 infusion pumps", "amount": "186000.00", "currency": "CNY"}
    answer = caller.post("/quotes", draft | body)
    assert answer.status_code == 201, answer.json
    found: dict[str, Any] = answer.json
    return found


def a_sent_quote(caller: Caller, account_id: str, **sending: Any) -> dict[str, Any]:
    """A quotation that went out today."""
    quote = a_quote(caller, account_id)
    caller.post(f"/quotes/{quote['id']}/readiness")
    answer = caller.post(f"/quotes/{quote['id']}/sending", sending)
    assert answer.status_code == 200, answer.json
    found: dict[str, Any] = answer.json
    return found
