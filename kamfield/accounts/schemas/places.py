"""A place on the wire."""

from typing import Any, ClassVar

from marshmallow import fields, validate

from kamfield.accounts.rules import Location
from kamfield.accounts.schemas.points import GivenPoint, Points, PointsSchema
from kamfield.core.texts import N_
from kamfield.web import fields as ours
from kamfield.web.hours import WeeklyHours
from kamfield.web.paging import ListQuery
from kamfield.web.said import Said
from kamfield.web.schema import Input, Schema

_COUNTRY = validate.Regexp(r"\A[A-Z]{2}\Z", error=Said("not-a-country", N_("This must be a country code, such as CN.")))


class PlaceSchema(Schema):
    """Where a client is met. `location` says where the point comes from, or why there is none."""

    id = ours.Id(required=True)
    version = fields.Integer(required=True)
    account_id = fields.String(required=True)
    label = fields.String(required=True)
    address = fields.String(required=True, allow_none=True)
    city = fields.String(required=True, allow_none=True)
    country = fields.String(required=True, allow_none=True)
    points = Points(required=True)
    location = ours.Choice(Location, required=True)
    accuracy_metres = fields.Float(required=True, allow_none=True)
    radius_metres = fields.Integer(required=True, allow_none=True)
    visiting_hours = WeeklyHours(required=True, allow_none=True)
    is_main = fields.Boolean(required=True)
    created_at = ours.Instant(required=True)
    updated_at = ours.Instant(required=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a44",
        "version": 2,
        "account_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a33",
        "label": "Plant 2, east gate",
        "address": "中山东一路 12 号",
        "city": "上海",
        "country": "CN",
        "points": PointsSchema.example,
        "location": "on_the_spot",
        "accuracy_metres": 8.0,
        "radius_metres": 300,
        "visiting_hours": {"mon": [["09:00", "11:30"]], "wed": [["13:30", "17:00"]]},
        "is_main": True,
        "created_at": "2025-03-01T01:00:00Z",
        "updated_at": "2026-02-20T08:30:00Z",
    }


class PlaceQuery(ListQuery):
    """The list of an account's places takes no filters of its own."""


class PlaceChange(Input):
    """The fields to change. Another address without a point is looked up on the map."""

    label = ours.Text(100)
    address = ours.Text(500, allow_none=True)
    city = ours.Text(100, allow_none=True)
    country = fields.String(validate=_COUNTRY, allow_none=True, metadata={"description": "ISO 3166-1 alpha-2."})
    point = fields.Nested(GivenPoint, allow_none=True)
    radius_metres = ours.Whole(
        10, 50_000, allow_none=True, metadata={"description": "For check-in; the company's unless told."}
    )
    visiting_hours = WeeklyHours(allow_none=True)
    is_main = ours.Flag()

    example: ClassVar[dict[str, Any]] = {"label": "Plant 2, west gate", "is_main": True}


class PlaceDraft(PlaceChange):
    """A new place. The first one of an account is its main place."""

    id = ours.Id()
    label = ours.Text(100, required=True)

    example: ClassVar[dict[str, Any]] = {
        "label": "Plant 2, east gate",
        "address": "中山东一路 12 号",
        "city": "上海",
        "country": "CN",
        "point": GivenPoint.example,
        "visiting_hours": {"mon": [["09:00", "11:30"]]},
    }
