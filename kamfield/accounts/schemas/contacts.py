"""A contact on the wire, without the notes that are not for everybody."""

from typing import Any, ClassVar

from marshmallow import fields, validate

from kamfield.accounts.rules import Layer
from kamfield.web import fields as ours
from kamfield.web.paging import ListQuery
from kamfield.web.schema import Input, Schema


class ContactSchema(Schema):
    """A person at a client. Phone numbers are E.164 (`+86…`) where they could be read as such."""

    id = ours.Id(required=True)
    version = fields.Integer(required=True)
    account_id = fields.String(required=True)
    name = fields.String(required=True)
    title = fields.String(required=True, allow_none=True)
    department = fields.String(required=True, allow_none=True)
    phone = fields.String(required=True, allow_none=True)
    mobile = fields.String(required=True, allow_none=True)
    email = fields.String(required=True, allow_none=True)
    messenger = fields.String(required=True, allow_none=True)
    birthday = ours.Day(required=True, allow_none=True)
    layer = ours.Choice(Layer, required=True, allow_none=True)
    active = fields.Boolean(required=True)
    left_on = ours.Day(required=True, allow_none=True)
    last_met_on = ours.Day(required=True, allow_none=True, metadata={"description": "In a reported visit."})
    created_at = ours.Instant(required=True)
    updated_at = ours.Instant(required=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a55",
        "version": 1,
        "account_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a33",
        "name": "王芳",
        "title": "Head of purchasing",
        "department": "采购部",
        "phone": "+862155551234",
        "mobile": "+8613800138000",
        "email": "wang.fang@example.com",
        "messenger": "wangfang88",
        "birthday": "1984-05-17",
        "layer": "decider",
        "active": True,
        "left_on": None,
        "last_met_on": "2026-02-20",
        "created_at": "2025-03-01T01:00:00Z",
        "updated_at": "2026-02-20T08:30:00Z",
    }


class ContactQuery(ListQuery):
    """Filters of the list of an account's contacts."""

    active = ours.Flag()
    layer = ours.Choice(Layer)


class ContactChange(Input):
    """The fields to change. Leaving has an address of its own."""

    name = ours.Text(100)
    title = ours.Text(100, allow_none=True)
    department = ours.Text(100, allow_none=True)
    phone = ours.Text(50, allow_none=True)
    mobile = ours.Text(50, allow_none=True)
    email = fields.Email(allow_none=True, validate=validate.Length(max=200))
    messenger = ours.Text(100, allow_none=True)
    birthday = ours.Day(allow_none=True)
    layer = ours.Choice(Layer, allow_none=True)

    example: ClassVar[dict[str, Any]] = {"title": "Head of purchasing", "mobile": "138 0013 8000"}


class ContactDraft(ContactChange):
    """A new contact."""

    id = ours.Id()
    name = ours.Text(100, required=True)

    example: ClassVar[dict[str, Any]] = {
        "name": "王芳",
        "title": "Head of purchasing",
        "mobile": "138 0013 8000",
        "layer": "decider",
    }


class Departure(Input):
    """The day on which somebody left: today unless told."""

    left_on = ours.Day()

    example: ClassVar[dict[str, Any]] = {"left_on": "2026-02-28"}
