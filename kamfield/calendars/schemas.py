"""What crosses the wire about the feed of one's calendar."""

from typing import Any, ClassVar

from marshmallow import fields

from kamfield.web import fields as ours
from kamfield.web.schema import Schema


class CalendarFeedSchema(Schema):
    """That there is a feed, and since when. Its address is told once, when it is made."""

    id = ours.Id(required=True)
    created_at = ours.Instant(required=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f8001",
        "created_at": "2026-03-02T02:00:00Z",
    }


class NewCalendarFeedSchema(CalendarFeedSchema):
    """A new feed with its secret address, the same also for programs that subscribe by `webcal:`."""

    url = fields.String(required=True)
    webcal_url = fields.String(required=True)

    example: ClassVar[dict[str, Any]] = {
        **CalendarFeedSchema.example,
        "url": "https://kamfield.example.com/calendar.ics?key=hCq6…",
        "webcal_url": "webcal://kamfield.example.com/calendar.ics?key=hCq6…",
    }
