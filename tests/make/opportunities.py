"""Opportunities of the cast, made over HTTP in one call."""

from typing import Any

from kamfield.opportunities.rules.gates import QUESTIONS, Gate
from tests.api import Caller


def an_opportunity(caller: Caller, account_id: str, **body: Any) -> dict[str, Any]:
    """A potential one, noted by the caller, that should close at the end of June."""
    draft = {"account_id": account_id, "name": "Bearing housings for line 2", "amount": "480000.00", "currency": "CNY"}
    answer = caller.post("/opportunities", draft | {"expected_close_on": "2026-06-30"} | body)
    assert answer.status_code == 201, answer.json
    found: dict[str, Any] = answer.json
    return found


def settle(caller: Caller, opportunity_id: str, *gates: Gate) -> None:
    """A yes of today to every question of some gates, with evidence."""
    for gate in gates:
        for question in QUESTIONS[gate]:
            say(caller, opportunity_id, question, "yes")


def say(caller: Caller, opportunity_id: str, question: str, reply: str, **body: Any) -> dict[str, Any]:
    """An answer to one question."""
    draft = {"question": question, "reply": reply, "evidence": "Ms Wu said so"}
    answer = caller.post(f"/opportunities/{opportunity_id}/answers", draft | body)
    assert answer.status_code == 201, answer.json
    found: dict[str, Any] = answer.json
    return found
