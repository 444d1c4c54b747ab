"""For whom a plan waits, on the wire."""

from typing import Any, ClassVar

from marshmallow import fields

from kamfield.web import fields as ours
from kamfield.web.schema import Schema

_ADMINS = {"description": "Empty: the administrators."}


class EscalationSchema(Schema):
    """One step up: nobody had decided in time."""

    at = ours.Instant(required=True)
    from_id = fields.String(required=True)
    from_name = fields.String(required=True)
    to_id = fields.String(required=True, allow_none=True, metadata=_ADMINS)
    to_name = fields.String(required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "at": "2026-03-26T08:00:00Z",
        "from_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a12",
        "from_name": "周敏",
        "to_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a13",
        "to_name": "陈静",
    }


class WaitingSchema(Schema):
    """For whom a plan waits, since when, and when the next one up is asked. Everybody above may decide all the time."""

    since = ours.Instant(required=True)
    for_id = fields.String(required=True, allow_none=True, metadata=_ADMINS)
    for_name = fields.String(required=True, allow_none=True)
    stand_in_id = fields.String(
        required=True, allow_none=True, metadata={"description": "Who decides in their place today."}
    )
    stand_in_name = fields.String(required=True, allow_none=True)
    there_since = ours.Instant(required=True, metadata={"description": "Since when it lies on this table."})
    escalates_at = ours.Instant(
        required=True, allow_none=True, metadata={"description": "Empty when nobody is left to ask."}
    )
    escalations = fields.List(fields.Nested(EscalationSchema), required=True)

    example: ClassVar[dict[str, Any]] = {
        "since": "2026-03-24T08:00:00Z",
        "for_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a13",
        "for_name": "陈静",
        "stand_in_id": None,
        "stand_in_name": None,
        "there_since": "2026-03-26T08:00:00Z",
        "escalates_at": "2026-03-28T08:00:00Z",
        "escalations": [EscalationSchema.example],
    }
