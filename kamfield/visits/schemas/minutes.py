"""Minutes for the client on the wire."""

from typing import Any, ClassVar

from marshmallow import fields, validate

from kamfield.visits.rules.minutes import MinutesState
from kamfield.visits.schemas.drafts import MOST_PEOPLE
from kamfield.visits.schemas.reports import ReportSchema
from kamfield.web import fields as ours
from kamfield.web.schema import Input, Schema


class MinutesCopySchema(Schema):
    """The minutes as one person of the client got them, and what they said."""

    id = ours.Id(required=True)
    contact_id = fields.String(required=True)
    contact_name = fields.String(required=True, attribute="name", metadata={"description": "As it was then."})
    email = fields.String(required=True)
    state = ours.Choice(MinutesState, required=True)
    sent_at = ours.Instant(required=True)
    expires_at = ours.Instant(required=True, metadata={"description": "Until then the link works."})
    answered_at = ours.Instant(required=True, allow_none=True)
    comment = fields.String(required=True, allow_none=True, metadata={"description": "What is not right."})
    text = fields.String(required=True, metadata={"description": "What they got to read."})

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f9001",
        "contact_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5c01",
        "contact_name": "陈经理",
        "email": "chen@client.example",
        "state": "confirmed",
        "sent_at": "2026-04-08T09:10:00Z",
        "expires_at": "2026-05-08T09:10:05Z",
        "answered_at": "2026-04-08T11:42:00Z",
        "comment": None,
        "text": "双方讨论了密封圈的耐温要求。",
    }


class ReportInFullSchema(ReportSchema):
    """A call report, and what the client's people said to its minutes."""

    minutes = fields.List(fields.Nested(MinutesCopySchema), required=True)

    example: ClassVar[dict[str, Any]] = {**ReportSchema.example, "minutes": [MinutesCopySchema.example]}


class MinutesOrder(Input):
    """To whom, and in which language."""

    contact_ids = fields.List(
        ours.Id(),
        load_default=None,
        allow_none=True,
        validate=validate.Length(1, MOST_PEOPLE),
        metadata={"description": "Everybody who took part and has an email address, unless given."},
    )
    locale = ours.Locale(
        load_default=None,
        allow_none=True,
        metadata={"description": "Of the mail around the minutes; yours unless given."},
    )

    example: ClassVar[dict[str, Any]] = {"locale": "zh-CN"}


class ObjectionForm(Schema):
    """What somebody of the client writes on the page that is not right."""

    comment = ours.LongText(4000, load_default="")
