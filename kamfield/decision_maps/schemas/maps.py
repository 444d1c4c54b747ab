"""A decision map as a whole, on the wire."""

from typing import Any, ClassVar

from marshmallow import fields

from kamfield.core.names import Named
from kamfield.decision_maps.rules.codes import (
    Attitude,
    BuyingRole,
    Depth,
    Support,
)
from kamfield.decision_maps.schemas.assessments import CODES
from kamfield.decision_maps.schemas.factors import FactorSchema
from kamfield.decision_maps.schemas.influences import InfluenceSchema
from kamfield.web import fields as ours
from kamfield.web.schema import Schema


class MapPersonSchema(Schema):
    """Somebody on the map. `last_met_on` is the day of the last reported visit they attended."""

    contact_id = fields.String(required=True, attribute="id")
    name = fields.String(required=True)
    title = fields.String(required=True, allow_none=True)
    is_active = fields.Boolean(required=True)
    buying_role = ours.Choice(BuyingRole, required=True, allow_none=True, attribute="role")
    attitude = ours.Choice(Attitude, required=True, allow_none=True)
    support = ours.Choice(Support, required=True, allow_none=True)
    relationship_depth = ours.Choice(Depth, required=True, allow_none=True, attribute="depth")
    assessed_on = ours.Day(required=True, allow_none=True)
    last_met_on = ours.Day(required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "contact_id": "0199a7c2-wang",
        "name": "王建国",
        "title": "Managing director",
        "is_active": True,
        **CODES,
        "assessed_on": "2026-03-01",
        "last_met_on": "2026-02-27",
    }


class MapWarningSchema(Schema):
    """What the map warns of: a stable code, a sentence, and whom it is about."""

    code = fields.String(required=True)
    contact_id = fields.String(required=True, allow_none=True)
    contact_name = ours.NameOf(Named.CONTACT, allow_none=True)
    text = ours.Told(params=lambda warned: warned.params, required=True)

    example: ClassVar[dict[str, Any]] = {
        "code": "approver-never-met",
        "contact_id": "0199a7c2-wang",
        "contact_name": "陈经理",
        "text": "王建国 gives the last approval, and none of us ever met them.",
    }


class MapSchema(Schema):
    """The decision map of an opportunity. What is older than `fresh_days` is warned of."""

    opportunity_id = fields.String(required=True)
    people = fields.List(fields.Nested(MapPersonSchema), required=True)
    lines = fields.List(fields.Nested(InfluenceSchema), required=True)
    factors = fields.List(fields.Nested(FactorSchema), required=True)
    warnings = fields.List(fields.Nested(MapWarningSchema), required=True)
    fresh_days = fields.Integer(required=True)

    example: ClassVar[dict[str, Any]] = {
        "opportunity_id": "0199a7c2-opportunity",
        "people": [MapPersonSchema.example],
        "lines": [InfluenceSchema.example],
        "factors": [FactorSchema.example],
        "warnings": [MapWarningSchema.example],
        "fresh_days": 60,
    }


class DrawingQuery(Schema):
    """In which language a map is drawn; the caller's unless given."""

    language = ours.Locale()

    example: ClassVar[dict[str, Any]] = {"language": "zh-CN"}
