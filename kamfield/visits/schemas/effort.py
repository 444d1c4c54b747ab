"""What an account or an opportunity took, on the wire."""

from typing import Any, ClassVar

from marshmallow import fields

from kamfield.core.names import Named
from kamfield.web import fields as ours
from kamfield.web.schema import Schema


class SpentSchema(Schema):
    """Visits that took place, minutes with the client, metres and minutes on the way (estimates)."""

    visits = fields.Integer(required=True)
    visit_minutes = fields.Integer(required=True)
    travel_metres = fields.Integer(required=True)
    travel_minutes = fields.Integer(required=True)

    example: ClassVar[dict[str, Any]] = {
        "visits": 6,
        "visit_minutes": 355,
        "travel_metres": 128400,
        "travel_minutes": 211,
    }


class SpentByRepSchema(SpentSchema):
    """What one of our people did of it."""

    rep_id = fields.String(required=True)
    rep_name = ours.NameOf(Named.USER)

    example: ClassVar[dict[str, Any]] = {
        "rep_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a11",
        "rep_name": "Li Na",
        **SpentSchema.example,
    }


class EffortSchema(SpentSchema):
    """All of it, the days of the first and the last visit, and by person.

    The way to a visit counts for it, from the visit before on that day or from where the rep's day begins; the last
    visit of a day also bears the way back.
    """

    first_on = ours.Day(required=True, allow_none=True)
    last_on = ours.Day(required=True, allow_none=True)
    by_rep = fields.List(fields.Nested(SpentByRepSchema), required=True)

    example: ClassVar[dict[str, Any]] = {
        **SpentSchema.example,
        "first_on": "2026-01-12",
        "last_on": "2026-03-02",
        "by_rep": [SpentByRepSchema.example],
    }


class EffortQuery(Schema):
    """The days to look at; all of them unless told otherwise."""

    from_day = ours.Day()
    to_day = ours.Day()

    example: ClassVar[dict[str, Any]] = {"from_day": "2026-01-01"}
