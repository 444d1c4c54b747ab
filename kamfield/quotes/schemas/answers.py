"""Sending a quotation, and how it ends, on the wire."""

from decimal import Decimal
from typing import Any, ClassVar

from marshmallow import fields

from kamfield.opportunities.rules.stages import LossReason, Status
from kamfield.quotes.rules.ends import Ask, WhenLost, WhenWon
from kamfield.quotes.schemas.quotes import QuoteSchema
from kamfield.web import fields as ours
from kamfield.web.schema import Input, Schema


class Sending(Input):
    """The day it went out (today unless given), its last valid day, and how likely an order is."""

    sent_on = ours.Day()
    valid_until = ours.Day()
    probability = ours.Whole(0, 100)

    example: ClassVar[dict[str, Any]] = {"sent_on": "2026-03-02", "valid_until": "2026-04-01", "probability": 60}


class Win(Input):
    """The day of the order, today unless given, and what it makes of the opportunity."""

    decided_on = ours.Day()
    opportunity = ours.Choice(
        WhenWon,
        metadata={
            "description": "`open`: more is to come, such as after a partial order. Unless given, it is won when "
            "nothing else is left of it."
        },
    )

    example: ClassVar[dict[str, Any]] = {"decided_on": "2026-03-20", "opportunity": "won"}


class Loss(Input):
    """Why it was lost, and to whom; and whether its opportunity is lost with it."""

    reason = ours.Choice(LossReason, required=True)
    lost_to = ours.Text(200, allow_none=True, metadata={"description": "The competitor who got it."})
    competitor_price = ours.Amount(
        least=Decimal(0), allow_none=True, metadata={"description": "What they asked, in the quotation's currency."}
    )
    decided_on = ours.Day()
    opportunity = ours.Choice(
        WhenLost, metadata={"description": "`open`: there will be another offer. Unless given, it stays open."}
    )
    learned = ours.LongText(
        4000, allow_none=True, metadata={"description": "What we learned, noted with the lost opportunity."}
    )

    example: ClassVar[dict[str, Any]] = {"reason": "price", "lost_to": "Mindray", "competitor_price": "171000.00"}


class Withdrawal(Input):
    """Why we take it back."""

    reason = ours.Text(500, allow_none=True)

    example: ClassVar[dict[str, Any]] = {"reason": "The client stopped the project."}


class OpportunityLeftSchema(Schema):
    """The opportunity of a quotation that has ended, as it stands now; `question` is `asks` in words."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    status = ours.Choice(Status, required=True)
    amount = ours.Amount(currency="currency", required=True, allow_none=True)
    currency = fields.String(required=True)
    open_quote_count = fields.Integer(
        required=True, metadata={"description": "Its quotations that are still being made or wait for an answer."}
    )
    asks = ours.Choice(
        Ask,
        required=True,
        allow_none=True,
        metadata={
            "description": "What is to be asked about it now; null when nothing is. Its owner finds it as a to-do, too."
        },
    )
    question = ours.Told(required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f8001",
        "name": "二号线轴承座改造",
        "status": "project",
        "amount": "480000.00",
        "currency": "CNY",
        "open_quote_count": 0,
        "asks": "is_it_decided",
        "question": "No quotation for it is open any more: is it won or lost, or will there be another offer?",
    }


class EndedQuoteSchema(QuoteSchema):
    """A quotation that has ended, with its opportunity as it stands now."""

    opportunity = fields.Nested(OpportunityLeftSchema, required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        **QuoteSchema.example,
        "state": "lost",
        "decided_on": "2026-03-20",
        "loss_reason": "price",
        "lost_to": "Nordring",
        "opportunity_id": OpportunityLeftSchema.example["id"],
        "opportunity": OpportunityLeftSchema.example,
    }
