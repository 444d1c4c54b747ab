"""What a decision turns on, on the wire."""

from typing import Any, ClassVar

from marshmallow import fields

from kamfield.core.names import Named
from kamfield.decision_maps.rules.codes import (
    FactorKind,
    Standing,
)
from kamfield.decision_maps.schemas.row import AUTHOR, ROW
from kamfield.web import fields as ours
from kamfield.web.schema import Input, Schema


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
    set_by_contact_name = ours.NameOf(Named.CONTACT, allow_none=True)
    our_standing = ours.Choice(Standing, required=True)
    competitors = fields.List(fields.Nested(CompetitorSchema), required=True)
    author_id = fields.String(required=True)
    author_name = ours.NameOf(Named.USER)
    created_at = ours.Instant(required=True)

    example: ClassVar[dict[str, Any]] = {
        **ROW,
        "kind": "technical_or_business",
        "text": "Spare parts within 24 hours",
        "priority": 1,
        "set_by_contact_id": "0199a7c2-wang",
        "set_by_contact_name": "陈经理",
        "our_standing": "behind",
        "competitors": [CompetitorSchema.example],
        **AUTHOR,
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
