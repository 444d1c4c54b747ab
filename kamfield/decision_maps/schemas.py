"""Decision maps on the wire."""

from typing import Any, ClassVar

from marshmallow import fields

from kamfield.decision_maps.rules.codes import (
    ATTITUDES,
    BUYING_ROLES,
    DEPTHS,
    SUPPORTS,
    Attitude,
    BuyingRole,
    Depth,
    FactorKind,
    Influence,
    Standing,
    Support,
)
from kamfield.web import fields as ours
from kamfield.web.paging import ListQuery
from kamfield.web.schema import Input, Schema

_ROW = {"id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5b01", "version": 1, "opportunity_id": "0199a7c2-opportunity"}
_AUTHOR = {"author_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a11", "created_at": "2026-03-01T08:30:00Z"}
_CODES = {"buying_role": "approver", "attitude": "pragmatist", "support": "neutral", "relationship_depth": "brief"}
_KEPT = {"description": "Left out: as the assessment before has it. Also takes the symbol of the code list."}


class AssessmentSchema(Schema):
    """How somebody stands in this purchase. While `superseded_at` is null it is the current one of the person."""

    id = ours.Id(required=True)
    version = fields.Integer(required=True)
    opportunity_id = fields.String(required=True)
    contact_id = fields.String(required=True)
    buying_role = ours.Choice(BuyingRole, required=True, allow_none=True)
    attitude = ours.Choice(Attitude, required=True, allow_none=True)
    support = ours.Choice(Support, required=True, allow_none=True)
    relationship_depth = ours.Choice(Depth, required=True, allow_none=True)
    note = fields.String(required=True, allow_none=True)
    assessed_on = ours.Day(required=True)
    author_id = fields.String(required=True)
    superseded_at = ours.Instant(required=True, allow_none=True)
    created_at = ours.Instant(required=True)

    example: ClassVar[dict[str, Any]] = {
        **_ROW,
        "contact_id": "0199a7c2-wang",
        **_CODES,
        "note": "Asks for references before he decides",
        "assessed_on": "2026-03-01",
        "superseded_at": None,
        **_AUTHOR,
    }


class AssessmentDraft(Input):
    """How somebody stands, as you saw it on a day; today unless given."""

    id = ours.Id()
    contact_id = ours.Id(required=True)
    buying_role = ours.Choice(BuyingRole, written=BUYING_ROLES, allow_none=True, metadata=_KEPT)
    attitude = ours.Choice(Attitude, written=ATTITUDES, allow_none=True, metadata=_KEPT)
    support = ours.Choice(Support, written=SUPPORTS, allow_none=True, metadata=_KEPT)
    relationship_depth = ours.Choice(Depth, written=DEPTHS, allow_none=True, metadata=_KEPT)
    note = ours.LongText(2000, allow_none=True)
    assessed_on = ours.Day()

    example: ClassVar[dict[str, Any]] = {"contact_id": "0199a7c2-wang", **_CODES, "assessed_on": "2026-03-01"}


class AssessmentQuery(ListQuery):
    """Filters of the history of a map."""

    contact_id = ours.Id()


class Retraction(Schema):
    """Why an assessment was never so."""

    reason = ours.Text(500, required=True)

    example: ClassVar[dict[str, Any]] = {"reason": "Meant for his colleague"}


class InfluenceSchema(Schema):
    """A line of influence: the word of `from_contact_id` counts with `to_contact_id`."""

    id = ours.Id(required=True)
    version = fields.Integer(required=True)
    opportunity_id = fields.String(required=True)
    from_contact_id = fields.String(required=True)
    to_contact_id = fields.String(required=True)
    kind = ours.Choice(Influence, required=True)
    note = fields.String(required=True, allow_none=True)
    author_id = fields.String(required=True)
    created_at = ours.Instant(required=True)

    example: ClassVar[dict[str, Any]] = {
        **_ROW,
        "from_contact_id": "0199a7c2-li",
        "to_contact_id": "0199a7c2-wang",
        "kind": "political",
        "note": "Went to school together",
        **_AUTHOR,
    }


class InfluenceDraft(Input):
    """A line to draw between two people of the client."""

    id = ours.Id()
    from_contact_id = ours.Id(required=True)
    to_contact_id = ours.Id(required=True)
    kind = ours.Choice(Influence, required=True)
    note = ours.LongText(2000, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "from_contact_id": "0199a7c2-li",
        "to_contact_id": "0199a7c2-wang",
        "kind": "political",
    }


class CompetitorSchema(Input):
    """How a competitor stands on one factor."""

    name = ours.Text(120, required=True)
    standing = ours.Choice(Standing, required=True)

    example: ClassVar[dict[str, Any]] = {"name": "Nordwerk", "standing": "ahead"}


class FactorSchema(Schema):
    """Something that the decision turns on; priority 1 is the weightiest of 5."""

    id = ours.Id(required=True)
    version = fields.Integer(required=True)
    opportunity_id = fields.String(required=True)
    kind = ours.Choice(FactorKind, required=True)
    text = fields.String(required=True)
    priority = fields.Integer(required=True)
    set_by_contact_id = fields.String(required=True, allow_none=True)
    our_standing = ours.Choice(Standing, required=True)
    competitors = fields.List(fields.Nested(CompetitorSchema), required=True)
    author_id = fields.String(required=True)
    created_at = ours.Instant(required=True)

    example: ClassVar[dict[str, Any]] = {
        **_ROW,
        "kind": "technical_or_business",
        "text": "Spare parts within 24 hours",
        "priority": 1,
        "set_by_contact_id": "0199a7c2-wang",
        "our_standing": "behind",
        "competitors": [CompetitorSchema.example],
        **_AUTHOR,
    }


class FactorChange(Input):
    """What of a factor is seen otherwise."""

    kind = ours.Choice(FactorKind)
    text = ours.Text(500)
    priority = ours.Whole(1, 5)
    set_by_contact_id = ours.Id(allow_none=True)
    our_standing = ours.Choice(Standing)
    competitors = fields.List(fields.Nested(CompetitorSchema), validate=lambda found: len(found) <= 20)

    example: ClassVar[dict[str, Any]] = {"priority": 2, "our_standing": "level"}


class FactorDraft(FactorChange):
    """A factor to add. How everybody stands is not known unless said."""

    id = ours.Id()
    kind = ours.Choice(FactorKind, required=True)
    text = ours.Text(500, required=True)
    priority = ours.Whole(1, 5, load_default=3)
    our_standing = ours.Choice(Standing, load_default=Standing.UNKNOWN)

    example: ClassVar[dict[str, Any]] = {
        "kind": "technical_or_business",
        "text": "Spare parts within 24 hours",
        "priority": 1,
        "our_standing": "behind",
        "competitors": [CompetitorSchema.example],
    }


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
        **_CODES,
        "assessed_on": "2026-03-01",
        "last_met_on": "2026-02-27",
    }


class MapWarningSchema(Schema):
    """What the map warns of: a stable code, a sentence, and whom it is about."""

    code = fields.String(required=True)
    contact_id = fields.String(required=True, allow_none=True)
    text = ours.Told(params=lambda warned: warned.params, required=True)

    example: ClassVar[dict[str, Any]] = {
        "code": "approver-never-met",
        "contact_id": "0199a7c2-wang",
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
