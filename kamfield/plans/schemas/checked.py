"""What the check says about a plan, on the wire."""

from typing import Any, ClassVar

from marshmallow import fields

from kamfield.plans.rules.findings import Severity
from kamfield.web import fields as ours
from kamfield.web.schema import Schema


class PlanFindingSchema(Schema):
    """One thing the check found. Errors stop the submission; warnings need to be acknowledged."""

    code = fields.String(required=True)
    severity = ours.Choice(Severity, required=True)
    visit_id = fields.String(required=True, allow_none=True)
    account_id = fields.String(required=True, allow_none=True)
    text = ours.Told(lambda finding: finding.params, required=True)

    example: ClassVar[dict[str, Any]] = {
        "code": "overlap",
        "severity": "error",
        "visit_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5b00",
        "account_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a33",
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
    """What the month asks: visits, minutes with clients, and the ways between one day's visits (estimates)."""

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


class CheckedPlanSchema(Schema):
    """What the check says about a plan now."""

    findings = fields.List(fields.Nested(PlanFindingSchema), required=True)
    workload = fields.Nested(LoadSchema, required=True)
    coverage = fields.List(fields.Nested(CoverSchema), required=True)

    example: ClassVar[dict[str, Any]] = {
        "findings": [PlanFindingSchema.example],
        "workload": LoadSchema.example,
        "coverage": [CoverSchema.example],
    }
