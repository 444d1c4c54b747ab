"""What is known before a quotation is made, on the wire."""

from typing import Any, ClassVar

from marshmallow import fields, validate

from kamfield.attachments.schemas.attachments import AttachmentSchema
from kamfield.policies.rules.codes import DossierItem as Item
from kamfield.quotes.rules.dossier import ItemState
from kamfield.web import fields as ours
from kamfield.web.schema import Input, Schema


class DossierItemSchema(Schema):
    """One thing to be known, and how far it is. Photos and files are attached to it as subject `dossier_item`."""

    id = ours.Id(required=True)
    version = fields.Integer(required=True)
    quote_id = fields.String(required=True)
    item = ours.Choice(Item, required=True)
    state = ours.Choice(ItemState, required=True)
    note = fields.String(required=True)
    known_on = ours.Day(required=True, allow_none=True)
    sample_which = fields.String(required=True, allow_none=True)
    sample_where = fields.String(required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5e01",
        "version": 2,
        "quote_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5b01",
        "item": "drawings",
        "state": "there",
        "note": "Assembly drawing, revision C",
        "known_on": "2026-03-02",
        "sample_which": None,
        "sample_where": None,
    }


class KnownItemSchema(DossierItemSchema):
    """An item of the dossier with its name, whether the policy asks for it, and its files."""

    label = ours.Told(required=True)
    required = fields.Boolean(required=True)
    files = fields.List(fields.Nested(AttachmentSchema), required=True)

    example: ClassVar[dict[str, Any]] = {
        **DossierItemSchema.example,
        "label": "Drawings",
        "required": True,
        "files": [AttachmentSchema.example],
    }


class DossierSchema(Schema):
    """What is known for a quotation, and the required items that are missing; with none it can be ready."""

    quote_id = fields.String(required=True)
    complete = fields.Boolean(required=True)
    missing = fields.List(ours.Choice(Item), required=True)
    items = fields.List(fields.Nested(KnownItemSchema), required=True)

    example: ClassVar[dict[str, Any]] = {
        "quote_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5b01",
        "complete": False,
        "missing": ["sample"],
        "items": [KnownItemSchema.example],
    }


class DossierItemChange(Input):
    """What is known of an item: a note or a file must say it; of a sample which one and where it is.

    Only a manager above says that an item is not needed, with the reason as its note.
    """

    state = ours.Choice(ItemState)
    note = ours.LongText(2000)
    known_on = ours.Day(metadata={"description": "Today unless given."})
    sample_which = ours.Text(200, allow_none=True)
    sample_where = ours.Text(200, allow_none=True)

    example: ClassVar[dict[str, Any]] = {"state": "there", "note": "Assembly drawing, revision C"}


class KnownAtOnce(Input):
    """An item that came with the enquiry."""

    item = ours.Choice(Item, required=True)
    note = ours.LongText(2000)
    known_on = ours.Day()
    sample_which = ours.Text(200)
    sample_where = ours.Text(200)

    example: ClassVar[dict[str, Any]] = {"item": "quantity", "note": "24 pieces, delivery in two lots"}


def at_once() -> fields.Field[Any]:
    """The items that came with an enquiry."""
    return fields.List(fields.Nested(KnownAtOnce), validate=validate.Length(0, len(Item)))
