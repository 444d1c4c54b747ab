"""The list of a week on the wire: alone, among those of a team, and with everything on it."""

from typing import Any, ClassVar

from marshmallow import fields

from kamfield.core.names import Named
from kamfield.todos.rules import Source
from kamfield.todos.rules.weeks import Confirmation
from kamfield.todos.schemas.items import TodoItemSchema
from kamfield.web import fields as ours
from kamfield.web.paging import ListQuery
from kamfield.web.schema import Input, Schema


class TodoListSchema(Schema):
    """The list of a week.

    `confirm_due_at` is null when the rep is away all week. `closed_by_id` is null when the next week began before the
    rep closed it. `archive_waiting` is how many more clients lack something than this list asks about.
    """

    id = ours.Id(required=True)
    version = fields.Integer(required=True)
    rep_id = fields.String(required=True)
    rep_name = ours.NameOf(Named.USER)
    iso_year = fields.Integer(required=True)
    iso_week = fields.Integer(required=True)
    monday = ours.Day(required=True)
    opened_at = ours.Instant(required=True, allow_none=True)
    confirm_due_at = ours.Instant(required=True, allow_none=True)
    confirmed_at = ours.Instant(required=True, allow_none=True)
    confirmed_in_time = fields.Boolean(required=True, allow_none=True)
    closed_at = ours.Instant(required=True, allow_none=True)
    closed_by_id = fields.String(required=True, allow_none=True)
    closed_by_name = ours.NameOf(Named.USER, allow_none=True)
    archive_waiting = fields.Integer(required=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5e01",
        "version": 2,
        "rep_id": "0199a7c2-7b1e-7c3a-8f55-000000000001",
        "rep_name": "Li Na",
        "iso_year": 2026,
        "iso_week": 10,
        "monday": "2026-03-02",
        "opened_at": "2026-03-01T16:00:01Z",
        "confirm_due_at": "2026-03-02T04:00:00Z",
        "confirmed_at": "2026-03-02T01:10:00Z",
        "confirmed_in_time": True,
        "closed_at": None,
        "closed_by_id": None,
        "closed_by_name": None,
        "archive_waiting": 9,
    }


class CountsSchema(Schema):
    """How many items of a list are in each state; how many open ones are overdue, or carried three times or more."""

    open = fields.Integer(required=True)
    done = fields.Integer(required=True)
    carried = fields.Integer(required=True)
    dropped = fields.Integer(required=True)
    overdue = fields.Integer(required=True)
    flagged = fields.Integer(required=True)

    example: ClassVar[dict[str, Any]] = {"open": 7, "done": 4, "carried": 0, "dropped": 1, "overdue": 2, "flagged": 1}


class WeekOfARepSchema(TodoListSchema):
    """A rep's week among others."""

    confirmation = ours.Choice(Confirmation, required=True)
    counts = fields.Nested(CountsSchema, required=True)

    example: ClassVar[dict[str, Any]] = {
        **TodoListSchema.example,
        "confirmation": "in_time",
        "counts": CountsSchema.example,
    }


class OpenItemSchema(TodoItemSchema):
    """Something still to do. `ends_at`: where, below the API's base, it is done when ticking it off is not enough."""

    overdue = fields.Boolean(required=True)
    ends_at = fields.String(required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        **TodoItemSchema.example,
        "overdue": False,
        "ends_at": None,
    }


class GroupSchema(Schema):
    """The open items that came from one kind of thing, what is due soonest first."""

    source_kind = ours.Choice(Source, required=True)
    items = fields.List(fields.Nested(OpenItemSchema), required=True)

    example: ClassVar[dict[str, Any]] = {"source_kind": "preparation", "items": [OpenItemSchema.example]}


class WeekSchema(Schema):
    """A week in one answer; `todo_list` is null as long as nothing stands on it."""

    rep_id = fields.String(required=True)
    rep_name = ours.NameOf(Named.USER)
    monday = ours.Day(required=True)
    todo_list = fields.Nested(TodoListSchema, required=True, allow_none=True)
    confirmation = ours.Choice(Confirmation, required=True, allow_none=True)
    counts = fields.Nested(CountsSchema, required=True)
    groups = fields.List(fields.Nested(GroupSchema), required=True)
    for_others = fields.List(fields.Nested(OpenItemSchema), required=True)
    note = ours.Told(
        lambda week: {"count": week.todo_list.archive_waiting, "most": week.most_asked},
        required=True,
        allow_none=True,
        metadata={"description": "What the list does not ask about yet."},
    )

    example: ClassVar[dict[str, Any]] = {
        "rep_id": "0199a7c2-7b1e-7c3a-8f55-000000000001",
        "rep_name": "Li Na",
        "monday": "2026-03-02",
        "todo_list": TodoListSchema.example,
        "confirmation": "in_time",
        "counts": CountsSchema.example,
        "groups": [GroupSchema.example],
        "for_others": [],
        "note": "More clients of whom something is not known or no longer sure: 9. "
        "A list asks about 3 at most; each has its turn.",
    }


class WeekQuery(Schema):
    """Whose week, and which."""

    rep_id = ours.Id()
    monday = ours.Day(metadata={"description": "A day of the week; without it, the running one."})


class Closing(Input):
    """What becomes of that which is still open."""

    carry_open = ours.Flag(load_default=False)

    example: ClassVar[dict[str, Any]] = {"carry_open": True}


class TodoListQuery(ListQuery):
    """Filters of the list of lists."""

    rep_id = ours.Id()
    monday = ours.Day(metadata={"description": "The first day of the week."})
    confirmed = ours.Flag()
    closed = ours.Flag()
    overdue = ours.Flag(metadata={"description": "Not confirmed, although the hour for it has passed."})
