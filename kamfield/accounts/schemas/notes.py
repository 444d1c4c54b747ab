"""Confidential notes on a contact on the wire."""

from typing import Any, ClassVar

from marshmallow import fields

from kamfield.web import fields as ours
from kamfield.web.schema import Input, Schema


class NotesSchema(Schema):
    """The notes on a contact; the version is the contact's."""

    id = ours.Id(required=True, metadata={"description": "The contact's."})
    version = fields.Integer(required=True)
    notes = fields.String(required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a77",
        "version": 3,
        "notes": "Retires in autumn and would like Ms Zhou to follow.",
    }


class NotesText(Input):
    """What the notes say from now on; null or empty for none."""

    notes = ours.LongText(required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = {"notes": NotesSchema.example["notes"]}
