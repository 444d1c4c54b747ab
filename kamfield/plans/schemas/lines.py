"""The lines of a plan on the wire."""

from typing import Any, ClassVar

from marshmallow import fields

from kamfield.core.names import Named
from kamfield.plans.rules.states import LineState
from kamfield.visits.schemas.visits import VisitSchema
from kamfield.web import fields as ours
from kamfield.web.schema import Schema


class LineSchema(Schema):
    """One line: what was decided about it, and with what probability it leads to a sale."""

    id = ours.Id(required=True)
    version = fields.Integer(required=True)
    plan_id = fields.String(required=True)
    visit_id = fields.String(required=True)
    state = ours.Choice(LineState, required=True)
    comment = fields.String(required=True, allow_none=True, metadata={"description": "What the manager said."})
    opportunity_id = fields.String(required=True, allow_none=True)
    opportunity_name = ours.NameOf(Named.OPPORTUNITY, allow_none=True)
    probability = fields.Integer(required=True, allow_none=True)
    approved_day = ours.Day(
        required=True, allow_none=True, metadata={"description": "The day the visit had when it was approved."}
    )
    proposed_at = ours.Instant(
        required=True, allow_none=True, metadata={"description": "When it was last proposed to the manager."}
    )
    unplanned = fields.Boolean(required=True, metadata={"description": "The visit began without standing on the plan."})
    to_acknowledge = fields.Boolean(
        required=True, metadata={"description": "It dropped out, and the manager has not taken note yet."}
    )
    by_policy = fields.Boolean(required=True, metadata={"description": "Approved by the policy, by no person."})
    decided_at = ours.Instant(required=True, allow_none=True)
    decided_by_id = fields.String(required=True, allow_none=True)
    decided_by_name = ours.NameOf(Named.USER, allow_none=True)
    on_behalf_of_id = fields.String(required=True, allow_none=True)
    on_behalf_of_name = ours.NameOf(Named.USER, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f7101",
        "version": 1,
        "plan_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f7001",
        "visit_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5b00",
        "state": "proposed",
        "comment": None,
        "opportunity_id": None,
        "opportunity_name": None,
        "probability": 60,
        "approved_day": None,
        "proposed_at": "2026-03-24T08:00:00Z",
        "unplanned": False,
        "to_acknowledge": False,
        "by_policy": False,
        "decided_at": None,
        "decided_by_id": None,
        "decided_by_name": None,
        "on_behalf_of_id": None,
        "on_behalf_of_name": None,
    }


class LineWithVisitSchema(LineSchema):
    """A line, its visit, and the client's name and tier."""

    account_name = fields.String(required=True)
    tier = fields.String(required=True, allow_none=True)
    visit = fields.Nested(VisitSchema, required=True)
    chance = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "The line's own probability, else that of the opportunity it serves."},
    )
    changed = fields.Boolean(
        required=True, metadata={"description": "The visit was changed after approval was asked for."}
    )

    example: ClassVar[dict[str, Any]] = {
        **LineSchema.example,
        "account_name": "Shanghai Bearing Works",
        "tier": "A",
        "visit": VisitSchema.example,
        "changed": False,
        "chance": None,
    }
