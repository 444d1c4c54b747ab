"""Earlier revisions of a quotation on the wire, and more time for an expired one."""

from typing import Any, ClassVar

from marshmallow import fields

from kamfield.core.names import Named
from kamfield.quotes.rules.price import PriceState
from kamfield.quotes.schemas.lines import QuoteLineSchema, TaxShareSchema
from kamfield.web import fields as ours
from kamfield.web.schema import Input, Schema


class RevisionSchema(Schema):
    """A revision as it went to the client, frozen when the next one was begun."""

    id = ours.Id(required=True)
    quote_id = fields.String(required=True)
    revision = fields.Integer(required=True)
    title = fields.String(required=True)
    terms = fields.String(required=True)
    amount = ours.Amount(currency="currency", required=True, allow_none=True)
    tax = ours.Amount(currency="currency", required=True, allow_none=True)
    gross = ours.Amount(currency="currency", required=True, allow_none=True)
    currency = fields.String(required=True)
    discount_percent = ours.Amount(required=True)
    line_count = fields.Integer(required=True)
    price_state = ours.Choice(PriceState, required=True)
    sent_on = ours.Day(required=True, allow_none=True)
    valid_until = ours.Day(required=True, allow_none=True)
    revised_at = ours.Instant(required=True)
    revised_by_id = fields.String(required=True)
    revised_by_name = ours.NameOf(Named.USER)
    reason = fields.String(required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5f01",
        "quote_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5b01",
        "revision": 1,
        "title": "Infusion pumps, 24 pieces",
        "terms": "30 days net, delivery within six weeks",
        "amount": "195789.36",
        "tax": "25452.62",
        "gross": "221241.98",
        "currency": "CNY",
        "discount_percent": "0",
        "line_count": 1,
        "price_state": "open",
        "sent_on": "2026-03-02",
        "valid_until": "2026-04-01",
        "revised_at": "2026-03-10T02:00:00Z",
        "revised_by_id": "0199a7c2-7b1e-7c3a-8f55-000000000001",
        "revised_by_name": "Li Na",
        "reason": "They take 24 instead of 20.",
    }


class RevisionInFullSchema(RevisionSchema):
    """An earlier revision with its lines."""

    lines = fields.List(fields.Nested(QuoteLineSchema), required=True)
    taxes = fields.List(fields.Nested(TaxShareSchema), required=True)

    example: ClassVar[dict[str, Any]] = {
        **RevisionSchema.example,
        "lines": [QuoteLineSchema.example],
        "taxes": [TaxShareSchema.example],
    }


class RevisionBegun(Input):
    """Why another offer is made."""

    reason = ours.Text(500, allow_none=True)

    example: ClassVar[dict[str, Any]] = {"reason": "They take 24 instead of 20."}


class Renewal(Input):
    """The new last valid day."""

    valid_until = ours.Day(required=True)

    example: ClassVar[dict[str, Any]] = {"valid_until": "2026-05-15"}
