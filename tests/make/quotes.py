"""Quotations of the cast, made in one call, over HTTP or by actions."""

from typing import Any

from kamfield.core.work import Work
from kamfield.quotes import actions
from kamfield.quotes.models import Quote
from tests.api import Caller

KNOWN: tuple[dict[str, str], ...] = (
    {"item": "drawings", "note": "Assembly drawing, revision C"},
    {"item": "quantity", "note": "24 pieces"},
    {"item": "annual_usage", "note": "100 pieces"},
    {"item": "technical_requirements", "note": "As before"},
    {"item": "application", "note": "Intensive care"},
    {"item": "sample", "sample_which": "IP-200", "sample_where": "In our laboratory"},
)
"""All that a dossier can hold."""

LINE = {"product": "Infusion pump IP-200", "quantity": "24", "unit": "pcs", "price": "7750"}


def make_quote(work: Work, account_id: str, **columns: Any) -> Quote:
    """An enquiry of whose dossier nothing is missing, noted by whoever works."""
    usual = {"title": "24 infusion pumps", "dossier": KNOWN}
    quote = actions.add(work, account_id=account_id, **(usual | columns))
    work.db.flush()
    return quote


def a_quote(caller: Caller, account_id: str, **body: Any) -> dict[str, Any]:
    """An enquiry noted by the caller."""
    draft = {"account_id": account_id, "title": "24 infusion pumps", "amount": "186000.00", "currency": "CNY"}
    answer = caller.post("/quotes", draft | body)
    assert answer.status_code == 201, answer.json
    found: dict[str, Any] = answer.json
    return found


def a_sent_quote(caller: Caller, account_id: str, body: dict[str, Any] | None = None, **sending: Any) -> dict[str, Any]:
    """A quotation that went out today."""
    quote = a_quote(caller, account_id, dossier=KNOWN, **(body or {}))
    caller.post(f"/quotes/{quote['id']}/readiness")
    answer = caller.post(f"/quotes/{quote['id']}/sending", sending)
    assert answer.status_code == 200, answer.json
    found: dict[str, Any] = answer.json
    return found
