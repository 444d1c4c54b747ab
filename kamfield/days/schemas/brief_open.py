"""Of a brief: what is open with the client."""

from typing import Any, ClassVar

from marshmallow import fields

from kamfield.issues.rules import Kind, Severity
from kamfield.opportunities.rules.gates import Lack, Question
from kamfield.opportunities.rules.stages import Status
from kamfield.quotes.rules.states import State as QuoteState
from kamfield.web import fields as ours
from kamfield.web.schema import Schema


class BriefCommitmentSchema(Schema):
    """What the client promised."""

    id = ours.Id(required=True)
    text = fields.String(required=True)
    due_on = ours.Day(required=True)
    contact_name = fields.String(required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5f01",
        "text": "Mr Chen sends the drawings",
        "due_on": "2026-04-10",
        "contact_name": "Mr Chen",
    }


class BriefIssueSchema(Schema):
    """What the client waits for."""

    id = ours.Id(required=True)
    kind = ours.Choice(Kind, required=True)
    severity = ours.Choice(Severity, required=True)
    title = fields.String(required=True)
    due_on = ours.Day(required=True)
    opened_at = ours.Instant(required=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f9001",
        "kind": "complaint",
        "severity": "high",
        "title": "The seal of pump 3 leaks",
        "due_on": "2026-04-09",
        "opened_at": "2026-04-06T02:00:00Z",
    }


class BriefSaidSchema(Schema):
    """What the client said about a quotation on a day, asked or not, and when they want to be asked again."""

    on = ours.Day(required=True)
    said = fields.String(required=True)
    next_on = ours.Day(required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "on": "2026-04-07",
        "said": "The purchasing round of the 15th decides",
        "next_on": "2026-04-16",
    }


class BriefQuoteSchema(Schema):
    """A quotation without an answer."""

    id = ours.Id(required=True)
    number = fields.String(required=True)
    title = fields.String(required=True)
    state = ours.Choice(QuoteState, required=True)
    amount = ours.Amount(currency="currency", required=True, allow_none=True)
    currency = fields.String(required=True)
    valid_until = ours.Day(required=True, allow_none=True)
    follow_up_on = ours.Day(required=True, allow_none=True, metadata={"description": "When it is to be chased next."})
    said = fields.List(
        fields.Nested(BriefSaidSchema),
        required=True,
        metadata={"description": "What the client said so far: the last three, the latest first."},
    )

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f6001",
        "number": "Q2026-0001",
        "title": "40 seals",
        "state": "sent",
        "amount": "18600.00",
        "currency": "CNY",
        "valid_until": "2026-05-03",
        "follow_up_on": "2026-04-16",
        "said": [BriefSaidSchema.example],
    }


class BriefQuestionSchema(Schema):
    """A question that has to be settled before the opportunity goes on."""

    question = ours.Choice(Question, required=True)
    text = ours.Told(required=True)
    lack = ours.Choice(Lack, required=True)
    since = ours.Day(required=True)

    example: ClassVar[dict[str, Any]] = {
        "question": "funds_secured",
        "text": "Are the funds secured?",
        "lack": "unasked",
        "since": "2026-03-02",
    }


class BriefOpportunitySchema(Schema):
    """What the client might buy, and what is to be asked before it goes one step forward."""

    id = ours.Id(required=True)
    name = fields.String(required=True)
    status = ours.Choice(Status, required=True)
    amount = ours.Amount(currency="currency", required=True, allow_none=True)
    currency = fields.String(required=True)
    probability = fields.Integer(required=True)
    expected_close_on = ours.Day(required=True)
    to_ask = fields.List(fields.Nested(BriefQuestionSchema), required=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0fa001",
        "name": "Bearing housings for line 2",
        "status": "potential",
        "amount": "480000.00",
        "currency": "CNY",
        "probability": 40,
        "expected_close_on": "2026-06-30",
        "to_ask": [BriefQuestionSchema.example],
    }
