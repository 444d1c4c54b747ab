"""Opportunities of the cast, made over HTTP in one call."""

from typing import Any

from tests.api import Caller


def an_opportunity(caller: Caller, account_id: str, **body: Any) -> dict[str, Any]:
    """A potential one, noted by the caller, that should close at the end of June."""
    draft = {"account_id": account_id, "name": "Bearing housings for line 2", "amount": "480000.00", "currency": "CNY"}
    answer = caller.post("/opportunities", draft | {"expected_close_on": "2026-06-30"} | body)
    assert answer.status_code == 201, answer.json
    found: dict[str, Any] = answer.json
    return found
