"""Plan against fact, on the wire."""

from typing import Any, ClassVar

from marshmallow import fields

from kamfield.plans.rules.deviation import Fact
from kamfield.plans.schemas.checked import LoadSchema
from kamfield.web import fields as ours
from kamfield.web.schema import Schema


class DeviatedSchema(Schema):
    """What became of one line, or of a visit that stood on no plan."""

    line_id = fields.String(required=True, allow_none=True)
    visit_id = fields.String(required=True)
    account_id = fields.String(required=True)
    account_name = fields.String(required=True)
    planned_on = ours.Day(required=True, allow_none=True, metadata={"description": "The day it was approved for."})
    took_place_on = ours.Day(required=True, allow_none=True)
    fact = ours.Choice(Fact, required=True)

    example: ClassVar[dict[str, Any]] = {
        "line_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f7101",
        "visit_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5b00",
        "account_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a33",
        "account_name": "Shanghai Bearing Works",
        "planned_on": "2026-04-08",
        "took_place_on": "2026-04-10",
        "fact": "moved_within",
    }


class ShareSchema(Schema):
    """How often something happened, and its share: of `planned`, for `unplanned` of `took_place`."""

    fact = ours.Choice(Fact, required=True)
    count = fields.Integer(required=True)
    share = ours.Amount(required=True, allow_none=True, metadata={"description": "Between 0 and 1; empty of nothing."})

    example: ClassVar[dict[str, Any]] = {"fact": "on_day", "count": 12, "share": "0.6667"}


class DeviationSchema(Schema):
    """A plan beside what became of it, as of now. Lines that were never in force are no part of it."""

    plan_id = fields.String(required=True)
    planned = fields.Integer(required=True, metadata={"description": "Lines that were in force."})
    took_place = fields.Integer(required=True, metadata={"description": "Visits that took place, planned or not."})
    facts = fields.List(fields.Nested(ShareSchema), required=True)
    planned_load = fields.Nested(LoadSchema, required=True)
    done_load = fields.Nested(
        LoadSchema,
        required=True,
        metadata={"description": "Minutes from check-in to check-out; ways estimated in the order of arriving."},
    )
    lines = fields.List(fields.Nested(DeviatedSchema), required=True)

    example: ClassVar[dict[str, Any]] = {
        "plan_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f7001",
        "planned": 18,
        "took_place": 15,
        "facts": [ShareSchema.example],
        "planned_load": LoadSchema.example,
        "done_load": LoadSchema.example,
        "lines": [DeviatedSchema.example],
    }
