"""A brief on the wire."""

from typing import Any, ClassVar

from marshmallow import fields

from kamfield.accounts.rules.facts import FactKind
from kamfield.days.schemas.brief_client import (
    BriefAccountSchema,
    BriefPersonSchema,
    BriefPlaceSchema,
    BriefReportSchema,
)
from kamfield.days.schemas.brief_open import (
    BriefCommitmentSchema,
    BriefIssueSchema,
    BriefOpportunitySchema,
    BriefQuoteSchema,
)
from kamfield.web import fields as ours
from kamfield.web.schema import Schema


class BriefFactSchema(Schema):
    """One fact about how the client pays."""

    id = ours.Id(required=True)
    kind = ours.Choice(FactKind, required=True)
    amount = ours.Amount(currency="currency", required=True, allow_none=True)
    unit = fields.String(required=True, allow_none=True)
    currency = fields.String(required=True, allow_none=True)
    text = fields.String(required=True, allow_none=True)
    due_on = ours.Day(required=True, allow_none=True)
    observed_on = ours.Day(required=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0fb001",
        "kind": "payment_cycle",
        "amount": "47",
        "unit": "days",
        "currency": None,
        "text": None,
        "due_on": None,
        "observed_on": "2026-02-10",
    }


class BriefPaymentSchema(Schema):
    """How the client pays. `late_by_days` is the measured cycle less the agreed term, null while one is not known."""

    late_by_days = fields.Integer(required=True, allow_none=True)
    check_overdue = fields.Boolean(required=True, metadata={"description": "Whether the credit check is overdue."})
    facts = fields.List(fields.Nested(BriefFactSchema), required=True)

    example: ClassVar[dict[str, Any]] = {
        "late_by_days": 17,
        "check_overdue": False,
        "facts": [BriefFactSchema.example],
    }


class BriefFactGapSchema(Schema):
    """A fact to learn or to confirm; a stale one has the `id` to confirm."""

    code = fields.String(required=True)
    label = ours.Told(required=True)
    subject = fields.String(required=True)
    since = ours.Day(required=True)
    id = fields.String(required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "code": "fact.share_of_wallet",
        "label": "Our share of the purchases",
        "subject": "seals",
        "since": "2026-02-01",
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0fb002",
    }


class BriefCompetitorSchema(Schema):
    """Who else sells there."""

    name = fields.String(required=True, allow_none=True)
    product = fields.String(required=True, allow_none=True)
    price = fields.String(required=True, allow_none=True)
    service = fields.String(required=True, allow_none=True)
    strength = fields.String(required=True, allow_none=True)
    weakness = fields.String(required=True, allow_none=True)
    text = fields.String(required=True, allow_none=True)
    noted_on = ours.Day(required=True)

    example: ClassVar[dict[str, Any]] = {
        "name": "Nordlager",
        "product": "Seals",
        "price": "8% below ours",
        "service": None,
        "strength": None,
        "weakness": "Six weeks to deliver",
        "text": None,
        "noted_on": "2026-03-26",
    }


def _some(name: str, of: type[Schema], says: str) -> fields.Nested:
    """The first few, and how many there are in all."""
    columns = {
        "count": fields.Integer(required=True),
        "items": fields.List(fields.Nested(of), required=True),
        "example": {"count": 1, "items": [of.example]},
        "__doc__": says,
    }
    return fields.Nested(type(name, (Schema,), columns), required=True, metadata={"description": says})


class BriefSchema(Schema):
    """What to know at a client's door. Internal parts of reports and notes on people are read where they are kept."""

    account = fields.Nested(BriefAccountSchema, required=True)
    places = fields.List(fields.Nested(BriefPlaceSchema), required=True)
    people = fields.List(fields.Nested(BriefPersonSchema), required=True)
    reports = fields.List(fields.Nested(BriefReportSchema), required=True)
    commitments = _some("SomeCommitmentsSchema", BriefCommitmentSchema, "Open ones, the earliest first.")
    issues = _some("SomeIssuesSchema", BriefIssueSchema, "Open ones, the most urgent first.")
    quotes = _some("SomeQuotesSchema", BriefQuoteSchema, "Those without an answer, the latest first.")
    opportunities = _some(
        "SomeOpportunitiesSchema", BriefOpportunitySchema, "Open ones; what closes first comes first."
    )
    payment = fields.Nested(BriefPaymentSchema, required=True)
    facts_to_confirm = fields.List(fields.Nested(BriefFactGapSchema), required=True)
    facts_to_learn = fields.List(fields.Nested(BriefFactGapSchema), required=True)
    competitors = fields.List(fields.Nested(BriefCompetitorSchema), required=True)

    example: ClassVar[dict[str, Any]] = {
        "account": BriefAccountSchema.example,
        "places": [BriefPlaceSchema.example],
        "people": [BriefPersonSchema.example],
        "reports": [BriefReportSchema.example],
        "commitments": {"count": 1, "items": [BriefCommitmentSchema.example]},
        "issues": {"count": 1, "items": [BriefIssueSchema.example]},
        "quotes": {"count": 1, "items": [BriefQuoteSchema.example]},
        "opportunities": {"count": 1, "items": [BriefOpportunitySchema.example]},
        "payment": BriefPaymentSchema.example,
        "facts_to_confirm": [BriefFactGapSchema.example],
        "facts_to_learn": [],
        "competitors": [BriefCompetitorSchema.example],
    }
