"""Opportunities on the wire."""

from decimal import Decimal
from typing import Any, ClassVar

from marshmallow import fields

from kamfield.core.names import Named
from kamfield.opportunities.rules.stages import FigureSource, LossReason, Status
from kamfield.web import fields as ours
from kamfield.web.paging import ListQuery
from kamfield.web.schema import Input, Schema

_WORDS = ("driver", "need", "description", "decision_process", "implementation_goal")


class OpportunitySchema(Schema):
    """What a client might buy; amounts are decimals as text.

    `amount` and `probability` are what its owner said, or what the last quotation sent for it says, whichever came
    later: `amount_source` and `probability_source` tell which.
    """

    id = ours.Id(required=True)
    version = fields.Integer(required=True)
    account_id = fields.String(required=True)
    account_name = ours.NameOf(Named.ACCOUNT)
    owner_id = fields.String(required=True)
    owner_name = ours.NameOf(Named.USER)
    name = fields.String(required=True)
    amount = ours.Amount(currency="currency", required=True, allow_none=True)
    currency = fields.String(required=True)
    amount_source = ours.Choice(FigureSource, required=True)
    amount_source_id = fields.String(
        required=True, allow_none=True, metadata={"description": "The quotation the amount comes from, if one."}
    )
    probability = fields.Integer(required=True)
    probability_source = ours.Choice(FigureSource, required=True)
    probability_source_id = fields.String(
        required=True, allow_none=True, metadata={"description": "The quotation the probability comes from, if one."}
    )
    expected_close_on = ours.Day(required=True)
    status = ours.Choice(Status, required=True)
    driver = fields.String(required=True, allow_none=True)
    compelling_on = ours.Day(required=True, allow_none=True)
    need = fields.String(required=True, allow_none=True)
    description = fields.String(required=True, allow_none=True)
    decision_process = fields.String(required=True, allow_none=True)
    implementation_goal = fields.String(required=True, allow_none=True)
    continuations = fields.Integer(required=True, metadata={"description": "Visits since the last advance or order."})
    stalled_on = ours.Day(
        required=True, allow_none=True, metadata={"description": "The day of the third of them in a row: get help."}
    )
    decided_on = ours.Day(required=True, allow_none=True)
    decided_from = ours.Choice(Status, required=True, allow_none=True)
    loss_reason = ours.Choice(LossReason, required=True, allow_none=True)
    lost_to = fields.String(required=True, allow_none=True)
    learned = fields.String(required=True, allow_none=True)
    created_at = ours.Instant(required=True)
    updated_at = ours.Instant(required=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f8001",
        "version": 3,
        "account_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a11",
        "account_name": "Shanghai Bearing Works",
        "owner_id": "0199a7c2-7b1e-7c3a-8f55-000000000001",
        "owner_name": "Li Na",
        "name": "二号线轴承座改造",
        "amount": "480000.00",
        "currency": "CNY",
        "amount_source": "own",
        "amount_source_id": None,
        "probability": 40,
        "probability_source": "own",
        "probability_source_id": None,
        "expected_close_on": "2026-06-30",
        "status": "project",
        "driver": "Line 2 stands still for nine hours a month",
        "compelling_on": "2026-08-01",
        "need": "Bearing housings that last two years",
        "description": None,
        "decision_process": "Trial on one pump, then the purchasing round in June",
        "implementation_goal": "Changed during the stop in August",
        "continuations": 1,
        "stalled_on": None,
        "decided_on": None,
        "decided_from": None,
        "loss_reason": None,
        "lost_to": None,
        "learned": None,
        "created_at": "2026-03-01T01:00:00Z",
        "updated_at": "2026-03-02T01:00:00Z",
    }


class OpportunityChange(Input):
    """What may change as long as nothing is decided."""

    name = ours.Text(200)
    amount = ours.Amount(least=Decimal(0), allow_none=True)
    currency = ours.Currency()
    probability = ours.Whole(0, 100)
    expected_close_on = ours.Day()
    driver = ours.LongText(2000, allow_none=True)
    compelling_on = ours.Day(allow_none=True)
    need = ours.LongText(allow_none=True)
    description = ours.LongText(allow_none=True)
    decision_process = ours.LongText(allow_none=True)
    implementation_goal = ours.LongText(allow_none=True)

    example: ClassVar[dict[str, Any]] = {"probability": 60, "expected_close_on": "2026-07-31"}


class OpportunityDraft(OpportunityChange):
    """A new opportunity. The currency is the company's own unless given; the probability, what a cold one has."""

    id = ours.Id()
    account_id = ours.Id(required=True)
    owner_id = ours.Id(metadata={"description": "Yourself, unless you manage somebody."})
    name = ours.Text(200, required=True)
    expected_close_on = ours.Day(required=True)

    example: ClassVar[dict[str, Any]] = {
        name: OpportunitySchema.example[name]
        for name in ("account_id", "name", "amount", "currency", "probability", "expected_close_on", *_WORDS[:2])
    }


class OpportunityQuery(ListQuery):
    """Filters of the list of opportunities."""

    account_id = ours.Id()
    owner_id = ours.Id()
    status = ours.Choice(Status)
    undecided = ours.Flag(
        metadata={"description": "Only those the client has still to decide about, or only the others."}
    )
    stalled = ours.Flag(metadata={"description": "Three visits in a row got nowhere."})
    currency = ours.Currency()
    closes_from = ours.Day()
    closes_to = ours.Day()


class Setback(Input):
    """Why it is not as far as we thought."""

    reason = ours.Text(1000, required=True)

    example: ClassVar[dict[str, Any]] = {"reason": "The budget was moved to next year."}


class Winning(Input):
    """The day of the order, today unless given."""

    decided_on = ours.Day()

    example: ClassVar[dict[str, Any]] = {"decided_on": "2026-03-01"}


class Losing(Input):
    """Why it was lost, to whom, and what we learned."""

    reason = ours.Choice(LossReason, required=True)
    lost_to = ours.Text(200, allow_none=True)
    learned = ours.LongText(4000, allow_none=True)
    decided_on = ours.Day()

    example: ClassVar[dict[str, Any]] = {
        "reason": "late",
        "lost_to": "Nordring",
        "learned": "The specification was written with Nordring; we met the engineer only after that.",
    }


class Reopening(Input):
    """Why it is undecided after all."""

    reason = ours.Text(1000, required=True)

    example: ClassVar[dict[str, Any]] = {"reason": "The order was cancelled; they ask for new offers."}
