"""Lines of influence on the wire."""

from typing import Any, ClassVar

from marshmallow import fields

from kamfield.core.names import Named
from kamfield.decision_maps.rules.codes import (
    Influence,
)
from kamfield.decision_maps.schemas.row import AUTHOR, ROW
from kamfield.web import fields as ours
from kamfield.web.schema import Input, Schema


class InfluenceSchema(Schema):
    """A line of influence: the word of `from_contact_id` counts with `to_contact_id`."""

    id = ours.Id(required=True)
    version = fields.Integer(required=True)
    opportunity_id = fields.String(required=True)
    from_contact_id = fields.String(required=True)
    from_contact_name = ours.NameOf(Named.CONTACT)
    to_contact_id = fields.String(required=True)
    to_contact_name = ours.NameOf(Named.CONTACT)
    kind = ours.Choice(Influence, required=True)
    note = fields.String(required=True, allow_none=True)
    author_id = fields.String(required=True)
    author_name = ours.NameOf(Named.USER)
    created_at = ours.Instant(required=True)

    example: ClassVar[dict[str, Any]] = {
        **ROW,
        "from_contact_id": "0199a7c2-li",
        "from_contact_name": "陈经理",
        "to_contact_id": "0199a7c2-wang",
        "to_contact_name": "王总",
        "kind": "political",
        "note": "Went to school together",
        **AUTHOR,
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
