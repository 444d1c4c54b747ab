"""What crosses the wire about quotations and follow-ups."""

from decimal import Decimal
from typing import Any, ClassVar

from marshmallow import fields, validate

from kamfield.core.texts import N_
from kamfield.quotes.rules import FollowUpState, LossReason, State
from kamfield.web import fields as ours
from kamfield.web.paging import ListQuery
from kamfield.web.said import Said
from kamfield.web.schema import Input, Schema

_CURRENCY = validate.Regexp(
    r"\A[A-Z]{3}\Z", error=Said("not-a-currency", N_("A currency has three capital letters, such as CNY."))
)


class QuoteSchema(Schema):
    """A quotation. Amounts are decimals as text, in `currency`; days are the owner's."""

    id = ours.Id(required=True)
    version = fields.Integer(required=True)
    number = fields.String(required=True)
    account_id = fields.String(required=True)
    owner_id = fields.String(required=True)
    contact_id = fields.String(required=True, allow_none=True)
    opportunity_id = fields.String(required=True, allow_none=True)
    title = fields.String(required=True)
    amount = ours.Amount(required=True, allow_none=True)
    currency = fields.String(required=True)
    state = ours.Choice(State, required=True)
    sent_on = ours.Day(required=True, allow_none=True)
    valid_until = ours.Day(required=True, allow_none=True)
    decided_on = ours.Day(required=True, allow_none=True)
    loss_reason = ours.Choice(LossReason, required=True, allow_none=True)
    lost_to = fields.String(required=True, allow_none=True)
    created_at = ours.Instant(required=True)
    updated_at = ours.Instant(required=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5b01",
        "version": 3,
        "number": "Q2026-0042",
        "account_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a11",
        "owner_id": "0199a7c2-7b1e-7c3a-8f55-000000000001",
        "contact_id": None,
        "opportunity_id": None,
        "title": "Infusion pumps, 24 pieces",
        "amount": "186000.00",
        "currency": "CNY",
        "state": "sent",
        "sent_on": "2026-03-02",
        "valid_until": "2026-04-01",
        "decided_on": None,
        "loss_reason": None,
        "lost_to": None,
        "created_at": "2026-03-01T01:00:00Z",
        "updated_at": "2026-03-02T01:00:00Z",
    }


class QuoteDraft(Input):
    """A new enquiry."""

    id = ours.Id()
    account_id = ours.Id(required=True)
    contact_id = ours.Id(load_default=None, allow_none=True)
    opportunity_id = ours.Id(load_default=None, allow_none=True)
    title = ours.Text(200, required=True)
    amount = ours.Amount(least=Decimal(0), load_default=None, allow_none=True)
    currency = fields.String(validate=_CURRENCY, metadata={"description": "The company's own unless given."})
    valid_until = ours.Day(load_default=None, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "account_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a11",
        "title": "Infusion pumps, 24 pieces",
        "amount": "186000.00",
        "currency": "CNY",
    }


class QuoteChange(Input):
    """What may change as long as nothing is decided."""

    contact_id = ours.Id(allow_none=True)
    opportunity_id = ours.Id(allow_none=True)
    title = ours.Text(200)
    amount = ours.Amount(least=Decimal(0), allow_none=True)
    currency = fields.String(validate=_CURRENCY)
    valid_until = ours.Day(allow_none=True)

    example: ClassVar[dict[str, Any]] = {"amount": "179500.00", "valid_until": "2026-04-15"}


class QuoteQuery(ListQuery):
    """Filters of the list of quotations."""

    state = ours.Choice(State)
    account_id = ours.Id()
    owner_id = ours.Id()
    opportunity_id = ours.Id()


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
    lost_to = ours.Text(200, allow_none=True)
    decided_on = ours.Day()

    example: ClassVar[dict[str, Any]] = {"reason": "price", "lost_to": "Mindray"}


class Withdrawal(Input):
    """Why we take it back."""

    reason = ours.Text(500, allow_none=True)

    example: ClassVar[dict[str, Any]] = {"reason": "The client stopped the project."}


class FollowUpSchema(Schema):
    """One step of chasing a quotation: `after-7` is seven days after sending, `agreed` on a day the client named."""

    id = ours.Id(required=True)
    version = fields.Integer(required=True)
    quote_id = fields.String(required=True)
    account_id = fields.String(required=True)
    owner_id = fields.String(required=True)
    step = fields.String(required=True)
    due_on = ours.Day(required=True)
    state = ours.Choice(FollowUpState, required=True)
    said = fields.String(required=True, allow_none=True)
    next_on = ours.Day(required=True, allow_none=True)
    skipped_because = fields.String(required=True, allow_none=True)
    closed_at = ours.Instant(required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5c01",
        "version": 1,
        "quote_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5b01",
        "account_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a11",
        "owner_id": "0199a7c2-7b1e-7c3a-8f55-000000000001",
        "step": "after-3",
        "due_on": "2026-03-05",
        "state": "due",
        "said": None,
        "next_on": None,
        "skipped_because": None,
        "closed_at": None,
    }


class FollowUpQuery(ListQuery):
    """Filters of the list of follow-ups."""

    state = ours.Choice(FollowUpState)
    due_until = ours.Day()
    quote_id = ours.Id()
    mine = ours.Flag(load_default=False, metadata={"description": "Only those of your own quotations."})


class Completion(Input):
    """What the client said, and when to ask again."""

    said = ours.Text(2000, required=True)
    next_on = ours.Day(allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "said": "Decision in the purchasing round of the 15th",
        "next_on": "2026-03-16",
    }


class Skip(Input):
    """Why a step is left out."""

    reason = ours.Text(500, required=True)

    example: ClassVar[dict[str, Any]] = {"reason": "We meet them tomorrow anyway."}
