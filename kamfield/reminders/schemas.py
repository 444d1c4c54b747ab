"""What crosses the wire about reminders."""

from typing import Any, ClassVar

from marshmallow import fields

from kamfield.reminders.rules import Kind, Reason, State
from kamfield.web import fields as ours
from kamfield.web.paging import ListQuery
from kamfield.web.schema import Schema


class ReminderSchema(Schema):
    """A reminder in the ledger. `attempts` counts the tries that failed since it was composed."""

    id = ours.Id(required=True)
    key = fields.String(required=True)
    kind = ours.Choice(Kind, required=True)
    state = ours.Choice(State, required=True)
    reason = ours.Choice(Reason, required=True, allow_none=True)
    subject = fields.String(required=True, allow_none=True)
    created_at = ours.Instant(required=True)
    closed_at = ours.Instant(required=True, allow_none=True)
    attempts = fields.Integer(required=True)
    parked_at = ours.Instant(required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5d01",
        "key": "week:0199a7c2-7b1e-7c3a-8f55-000000000001:2026-W10",
        "kind": "week",
        "state": "sent",
        "reason": None,
        "subject": "Your week: 3 visits, 2 to-dos, 1 follow-up",
        "created_at": "2026-03-01T23:30:01Z",
        "closed_at": "2026-03-01T23:30:03Z",
        "attempts": 0,
        "parked_at": None,
    }


class ReminderStory(ReminderSchema):
    """A reminder with the sentence that explains it, and what it said; one-time links are taken out."""

    why = fields.String(required=True)
    text = fields.String(required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = ReminderSchema.example | {
        "why": "Everybody gets their week on Monday at 07:30 in their own time zone. It was sent.",
        "text": "Good morning, Li.\n…",
    }


class ReminderQuery(ListQuery):
    """Filters of the list of reminders."""

    kind = ours.Choice(Kind)
    state = ours.Choice(State)
