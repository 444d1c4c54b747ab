"""What the check says about a plan, on the wire."""

from typing import Any, ClassVar

from marshmallow import fields

from kamfield.core.names import Named
from kamfield.plans.rules.findings import Severity
from kamfield.web import fields as ours
from kamfield.web.schema import Schema


class PlanFindingSchema(Schema):
    """One thing the check found. Errors stop the submission; warnings need to be acknowledged."""

    code = fields.String(required=True)
    severity = ours.Choice(Severity, required=True)
    visit_id = fields.String(required=True, allow_none=True)
    account_id = fields.String(required=True, allow_none=True)
    account_name = ours.NameOf(Named.ACCOUNT, allow_none=True)
    text = ours.Told(lambda finding: finding.params, required=True)

    example: ClassVar[dict[str, Any]] = {
        "code": "overlap",
        "severity": "error",
        "visit_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5b00",
        "account_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a33",
        "account_name": "Shanghai Bearing Works",
        "text": "The visits to Acme and Globex on 2026-04-08 overlap.",
    }


class CoverSchema(Schema):
    """The clients of one tier: how many, how many of them are planned, visits required and planned."""

    tier = fields.String(required=True)
    clients = fields.Integer(required=True)
    clients_planned = fields.Integer(required=True)
    required = fields.Integer(required=True)
    planned = fields.Integer(required=True)

    example: ClassVar[dict[str, Any]] = {
        "tier": "A",
        "clients": 4,
        "clients_planned": 4,
        "required": 16,
        "planned": 14,
    }


class LoadSchema(Schema):
    """Visits, minutes with clients, and on the way (estimates).

    The ways lead from the rep's start point to the first visit of a day, from visit to visit, and back.
    """

    visits = fields.Integer(required=True)
    visit_minutes = fields.Integer(required=True)
    travel_metres = fields.Integer(required=True)
    travel_minutes = fields.Integer(required=True)

    example: ClassVar[dict[str, Any]] = {
        "visits": 18,
        "visit_minutes": 1080,
        "travel_metres": 184000,
        "travel_minutes": 412,
    }


class WorkloadSchema(LoadSchema):
    """What the month asks, against what the rep works."""

    capacity_minutes = fields.Integer(
        required=True, metadata={"description": "Working hours, without holidays and days off."}
    )

    example: ClassVar[dict[str, Any]] = {**LoadSchema.example, "capacity_minutes": 10080}


class DayLoadSchema(WorkloadSchema):
    """The same for one day that is worked, or on which a visit is planned."""

    day = ours.Day(required=True)

    example: ClassVar[dict[str, Any]] = {**WorkloadSchema.example, "visits": 2, "day": "2026-04-08"}


class WorthSchema(Schema):
    """What the plan is after in one currency. An opportunity counts once, with the best chance among its lines."""

    currency = ours.Currency(required=True)
    opportunities = fields.Integer(required=True)
    without_amount = fields.Integer(required=True, metadata={"description": "How many of them have no amount yet."})
    amount = ours.Amount(required=True, currency="currency", metadata={"description": "Their amounts together."})
    value = ours.Amount(
        8, required=True, currency="currency", metadata={"description": "The sum of amount × chance, exact."}
    )

    example: ClassVar[dict[str, Any]] = {
        "currency": "CNY",
        "opportunities": 3,
        "without_amount": 0,
        "amount": "760000.00",
        "value": "396000.00",
    }


class CheckedPlanSchema(Schema):
    """What the check says about a plan now."""

    findings = fields.List(fields.Nested(PlanFindingSchema), required=True)
    workload = fields.Nested(WorkloadSchema, required=True)
    days = fields.List(fields.Nested(DayLoadSchema), required=True)
    coverage = fields.List(fields.Nested(CoverSchema), required=True)
    value = fields.List(fields.Nested(WorthSchema), required=True, metadata={"description": "One for each currency."})

    example: ClassVar[dict[str, Any]] = {
        "findings": [PlanFindingSchema.example],
        "workload": WorkloadSchema.example,
        "days": [DayLoadSchema.example],
        "coverage": [CoverSchema.example],
        "value": [WorthSchema.example],
    }
