"""Assessments of people on the wire."""

from typing import Any, ClassVar

from marshmallow import fields

from kamfield.core.names import Named
from kamfield.decision_maps.rules.codes import (
    ATTITUDES,
    BUYING_ROLES,
    DEPTHS,
    SUPPORTS,
    Attitude,
    BuyingRole,
    Depth,
    Support,
)
from kamfield.decision_maps.schemas.row import AUTHOR, ROW
from kamfield.web import fields as ours
from kamfield.web.paging import ListQuery
from kamfield.web.schema import Input, Schema

CODES = {"buying_role": "approver", "attitude": "pragmatist", "support": "neutral", "relationship_depth": "brief"}
_KEPT = {"description": "Left out: as the assessment before has it. Also takes the symbol of the code list."}


class AssessmentSchema(Schema):
    """How somebody stands in this purchase. While `superseded_at` is null it is the current one of the person."""

    id = ours.Id(required=True)
    version = fields.Integer(required=True)
    opportunity_id = fields.String(required=True)
    contact_id = fields.String(required=True)
    contact_name = ours.NameOf(Named.CONTACT)
    buying_role = ours.Choice(BuyingRole, required=True, allow_none=True)
    attitude = ours.Choice(Attitude, required=True, allow_none=True)
    support = ours.Choice(Support, required=True, allow_none=True)
    relationship_depth = ours.Choice(Depth, required=True, allow_none=True)
    note = fields.String(required=True, allow_none=True)
    assessed_on = ours.Day(required=True)
    author_id = fields.String(required=True)
    author_name = ours.NameOf(Named.USER)
    superseded_at = ours.Instant(required=True, allow_none=True)
    created_at = ours.Instant(required=True)

    example: ClassVar[dict[str, Any]] = {
        **ROW,
        "contact_id": "0199a7c2-wang",
        "contact_name": "陈经理",
        **CODES,
        "note": "Asks for references before he decides",
        "assessed_on": "2026-03-01",
        "superseded_at": None,
        **AUTHOR,
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

    example: ClassVar[dict[str, Any]] = {"contact_id": "0199a7c2-wang", **CODES, "assessed_on": "2026-03-01"}


class AssessmentQuery(ListQuery):
    """Filters of the history of a map."""

    contact_id = ours.Id()


class Retraction(Schema):
    """Why an assessment was never so."""

    reason = ours.Text(500, required=True)

    example: ClassVar[dict[str, Any]] = {"reason": "Meant for his colleague"}
