"""Quotations on the wire: as they stand in lists, in full, and as they are written."""

from decimal import Decimal
from typing import Any, ClassVar

from marshmallow import fields, validate

from kamfield.core.names import Named
from kamfield.opportunities.rules.stages import LossReason
from kamfield.quotes.rules.money import MOST_LINES
from kamfield.quotes.rules.numbers import reference
from kamfield.quotes.rules.price import PriceState
from kamfield.quotes.rules.states import State
from kamfield.quotes.schemas.dossier import KnownAtOnce, at_once
from kamfield.quotes.schemas.lines import QuoteLineDraft, QuoteLineSchema, TaxShareSchema
from kamfield.web import fields as ours
from kamfield.web.paging import ListQuery
from kamfield.web.schema import Input, Schema


class QuoteSchema(Schema):
    """A quotation. Amounts are decimals as text, in `currency`, the only one it has; days are the owner's.

    With lines `amount` is their net total, `tax` what comes on top and `gross` both; without lines `amount` is what
    was typed and the others are null. `number` stays for life, `reference` names the revision too.
    """

    id = ours.Id(required=True)
    version = fields.Integer(required=True)
    number = fields.String(required=True)
    revision = fields.Integer(required=True)
    reference = fields.Function(
        lambda quote: reference(quote.number, quote.revision), required=True, metadata={"type": "string"}
    )
    account_id = fields.String(required=True)
    account_name = ours.NameOf(Named.ACCOUNT)
    owner_id = fields.String(required=True)
    owner_name = ours.NameOf(Named.USER)
    contact_id = fields.String(required=True, allow_none=True)
    contact_name = ours.NameOf(Named.CONTACT, allow_none=True)
    opportunity_id = fields.String(required=True, allow_none=True)
    opportunity_name = ours.NameOf(Named.OPPORTUNITY, allow_none=True)
    title = fields.String(required=True)
    terms = fields.String(required=True)
    amount = ours.Amount(currency="currency", required=True, allow_none=True)
    tax = ours.Amount(currency="currency", required=True, allow_none=True)
    gross = ours.Amount(currency="currency", required=True, allow_none=True)
    currency = fields.String(required=True)
    probability = fields.Integer(
        required=True,
        allow_none=True,
        metadata={
            "description": "What the owner believes, 0 to 100; null when nobody said. Of the last one sent for "
            "an opportunity it is the opportunity's."
        },
    )
    discount_percent = ours.Amount(required=True, metadata={"description": "The highest of any line."})
    line_count = fields.Integer(required=True)
    state = ours.Choice(State, required=True)
    price_state = ours.Choice(PriceState, required=True)
    price_asked_at = ours.Instant(required=True, allow_none=True)
    price_waiting_for_id = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Who was asked last; everybody above may decide. Null: an administrator."},
    )
    price_waiting_for_name = ours.NameOf(Named.USER, allow_none=True)
    price_decided_at = ours.Instant(required=True, allow_none=True)
    price_decided_by_id = fields.String(required=True, allow_none=True)
    price_decided_by_name = ours.NameOf(Named.USER, allow_none=True)
    price_on_behalf_of_id = fields.String(required=True, allow_none=True)
    price_on_behalf_of_name = ours.NameOf(Named.USER, allow_none=True)
    price_comment = fields.String(required=True, allow_none=True)
    sent_on = ours.Day(required=True, allow_none=True)
    valid_until = ours.Day(required=True, allow_none=True)
    chased_from = ours.Day(
        required=True,
        allow_none=True,
        metadata={"description": "From this day the follow-ups count: that of sending or of the latest reply."},
    )
    decided_on = ours.Day(required=True, allow_none=True)
    loss_reason = ours.Choice(LossReason, required=True, allow_none=True)
    lost_to = fields.String(required=True, allow_none=True)
    competitor_price = ours.Amount(currency="currency", required=True, allow_none=True)
    created_at = ours.Instant(required=True)
    updated_at = ours.Instant(required=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5b01",
        "version": 3,
        "number": "Q2026-0042",
        "revision": 2,
        "reference": "Q2026-0042-R2",
        "account_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a11",
        "account_name": "Shanghai Bearing Works",
        "owner_id": "0199a7c2-7b1e-7c3a-8f55-000000000001",
        "owner_name": "Li Na",
        "contact_id": None,
        "contact_name": None,
        "opportunity_id": None,
        "opportunity_name": None,
        "title": "Infusion pumps, 24 pieces",
        "terms": "30 days net, delivery within six weeks",
        "amount": "185999.89",
        "tax": "24179.99",
        "gross": "210179.88",
        "currency": "CNY",
        "probability": 60,
        "discount_percent": "5",
        "line_count": 1,
        "state": "sent",
        "price_state": "open",
        "price_asked_at": None,
        "price_waiting_for_id": None,
        "price_waiting_for_name": None,
        "price_decided_at": None,
        "price_decided_by_id": None,
        "price_decided_by_name": None,
        "price_on_behalf_of_id": None,
        "price_on_behalf_of_name": None,
        "price_comment": None,
        "sent_on": "2026-03-02",
        "valid_until": "2026-04-01",
        "chased_from": "2026-03-02",
        "decided_on": None,
        "loss_reason": None,
        "lost_to": None,
        "competitor_price": None,
        "created_at": "2026-03-01T01:00:00Z",
        "updated_at": "2026-03-02T01:00:00Z",
    }


class QuoteInFullSchema(QuoteSchema):
    """A quotation with its lines and what is taxed at each rate."""

    lines = fields.List(fields.Nested(QuoteLineSchema), required=True)
    taxes = fields.List(fields.Nested(TaxShareSchema), required=True)
    needs_price_approval = fields.Boolean(
        required=True, metadata={"description": "Whether it cannot be sent before a manager approves the discount."}
    )

    example: ClassVar[dict[str, Any]] = {
        **QuoteSchema.example,
        "lines": [QuoteLineSchema.example],
        "taxes": [TaxShareSchema.example],
        "needs_price_approval": False,
    }


class QuoteDraft(Input):
    """A new enquiry, with what came along: lines, and items of the dossier. With lines the amount is their total."""

    id = ours.Id()
    account_id = ours.Id(required=True)
    contact_id = ours.Id(load_default=None, allow_none=True)
    opportunity_id = ours.Id(load_default=None, allow_none=True)
    title = ours.Text(200, required=True)
    terms = ours.LongText(4000)
    amount = ours.Amount(least=Decimal(0), load_default=None, allow_none=True)
    currency = ours.Currency(metadata={"description": "The company's own unless given."})
    probability = ours.Whole(0, 100, load_default=None, allow_none=True)
    valid_until = ours.Day(load_default=None, allow_none=True)
    lines = fields.List(fields.Nested(QuoteLineDraft), validate=validate.Length(0, MOST_LINES))
    dossier = at_once()

    example: ClassVar[dict[str, Any]] = {
        "account_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a11",
        "title": "Infusion pumps, 24 pieces",
        "currency": "CNY",
        "lines": [QuoteLineDraft.example],
        "dossier": [KnownAtOnce.example],
    }


class QuoteChange(Input):
    """What may change as long as nothing is decided; of what was sent only what does not stand on the paper."""

    contact_id = ours.Id(allow_none=True)
    opportunity_id = ours.Id(allow_none=True)
    title = ours.Text(200)
    terms = ours.LongText(4000)
    amount = ours.Amount(least=Decimal(0), allow_none=True)
    currency = ours.Currency()
    probability = ours.Whole(0, 100, allow_none=True)
    valid_until = ours.Day(allow_none=True)

    example: ClassVar[dict[str, Any]] = {"valid_until": "2026-04-15"}


class QuoteFilter(Schema):
    """Which quotations."""

    state = ours.Choice(State)
    account_id = ours.Id()
    owner_id = ours.Id()
    opportunity_id = ours.Id()
    price_state = ours.Choice(PriceState)
    valid_from = ours.Day(metadata={"description": "Whose last valid day is this one or later."})
    valid_to = ours.Day(metadata={"description": "Whose last valid day is this one or earlier."})
    chase_until = ours.Day(metadata={"description": "With a follow-up that is due until this day."})


class QuoteQuery(QuoteFilter, ListQuery):
    """Filters of the list of quotations."""


class QuoteCountSchema(Schema):
    """The quotations of one state and one currency; amounts of different currencies are never added up."""

    state = ours.Choice(State, required=True)
    currency = fields.String(required=True)
    count = fields.Integer(required=True)
    amount = ours.Amount(currency="currency", required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = {"state": "sent", "currency": "CNY", "count": 4, "amount": "742500.00"}


class QuoteCountsSchema(Schema):
    """How many quotations there are, and what they come to."""

    items = fields.List(fields.Nested(QuoteCountSchema), required=True)

    example: ClassVar[dict[str, Any]] = {"items": [QuoteCountSchema.example]}


class PaperQuery(Schema):
    """In which language, and which revision; the present one unless given."""

    language = ours.Locale(metadata={"description": "Your own unless given."})
    revision = ours.Whole(1, 10_000)

    example: ClassVar[dict[str, Any]] = {"language": "zh-CN"}
