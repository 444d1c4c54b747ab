"""Sending a quotation, and how it ends, on the wire."""

from decimal import Decimal
from typing import Any, ClassVar

from kamfield.quotes.rules.states import LossReason
from kamfield.web import fields as ours
from kamfield.web.schema import Input


class Sending(Input):
    """The day it went out (today unless given) and its last valid day."""

    sent_on = ours.Day()
    valid_until = ours.Day()

    example: ClassVar[dict[str, Any]] = {"sent_on": "2026-03-02", "valid_until": "2026-04-01"}


class Win(Input):
    """The day of the order, today unless given."""

    decided_on = ours.Day()

    example: ClassVar[dict[str, Any]] = {"decided_on": "2026-03-20"}


class Loss(Input):
    """Why it was lost, and to whom."""

    reason = ours.Choice(LossReason, required=True)
    lost_to = ours.Text(200, allow_none=True, metadata={"description": "The competitor who got it."})
    competitor_price = ours.Amount(
        least=Decimal(0), allow_none=True, metadata={"description": "What they asked, in the quotation's currency."}
    )
    decided_on = ours.Day()

    example: ClassVar[dict[str, Any]] = {"reason": "price", "lost_to": "Mindray", "competitor_price": "171000.00"}


class Withdrawal(Input):
    """Why we take it back."""

    reason = ours.Text(500, allow_none=True)

    example: ClassVar[dict[str, Any]] = {"reason": "The client stopped the project."}
