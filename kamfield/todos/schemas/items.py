"""Items on the wire, and what people say about them."""

from typing import Any, ClassVar

from marshmallow import fields

from kamfield.core.names import Named
from kamfield.core.work import Actor
from kamfield.todos.rules import Priority, Source, State
from kamfield.web import fields as ours
from kamfield.web.paging import ListQuery
from kamfield.web.schema import Input, Schema


def _is_of_their_team(user: Actor, item: Any) -> bool:
    """Whoever has it to do for another department is not told the client."""
    return bool(item.rep_id == user.id or item.assignee_id != user.id)


class TodoItemSchema(Schema):
    """Something to do. `flagged`: carried three times or more, which deserves a question.

    `closed_by_id` is null when it was done or dropped by itself, because what it came from was.
    """

    id = ours.Id(required=True)
    version = fields.Integer(required=True)
    list_id = fields.String(required=True)
    rep_id = fields.String(required=True)
    rep_name = ours.NameOf(Named.USER)
    title = fields.String(required=True)
    due_on = ours.Day(required=True, allow_none=True)
    priority = ours.Choice(Priority, required=True)
    account_id = fields.String(required=True, allow_none=True)
    account_name = ours.NameOf(Named.ACCOUNT, told=_is_of_their_team, allow_none=True)
    source_kind = ours.Choice(Source, required=True)
    source_id = fields.String(required=True, allow_none=True)
    assignee_id = fields.String(required=True, allow_none=True)
    assignee_name = ours.NameOf(Named.USER, allow_none=True)
    author_id = fields.String(required=True, allow_none=True)
    author_name = ours.NameOf(Named.USER, allow_none=True)
    state = ours.Choice(State, required=True)
    reason = fields.String(required=True, allow_none=True)
    times_carried = fields.Integer(required=True)
    flagged = fields.Boolean(required=True)
    closed_at = ours.Instant(required=True, allow_none=True)
    closed_by_id = fields.String(required=True, allow_none=True)
    closed_by_name = ours.NameOf(Named.USER, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "3f0c7a4f9b2e4d5c8a7b6c5d4e3f2a1b",
        "version": 1,
        "list_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5e01",
        "rep_id": "0199a7c2-7b1e-7c3a-8f55-000000000001",
        "rep_name": "Li Na",
        "title": "Prepare the visit to Renji Hospital",
        "due_on": "2026-03-04",
        "priority": "normal",
        "account_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a11",
        "account_name": "Renji Hospital",
        "source_kind": "preparation",
        "source_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5f01",
        "assignee_id": None,
        "assignee_name": None,
        "author_id": None,
        "author_name": None,
        "state": "open",
        "reason": None,
        "times_carried": 0,
        "flagged": False,
        "closed_at": None,
        "closed_by_id": None,
        "closed_by_name": None,
    }


class TodoItemQuery(ListQuery):
    """Filters of the list of items."""

    list_id = ours.Id()
    rep_id = ours.Id()
    assignee_id = ours.Id()
    assigned_to_me = ours.Flag(metadata={"description": "What others have for you to do."})
    account_id = ours.Id()
    source_kind = ours.Choice(Source)
    state = ours.Choice(State)
    flagged = ours.Flag()
    due_until = ours.Day()


class TodoItemDraft(Input):
    """Something to do, on your own list or on that of somebody who reports to you."""

    id = ours.Id()
    title = ours.Text(200, required=True)
    due_on = ours.Day(load_default=None, allow_none=True)
    priority = ours.Choice(Priority, load_default=Priority.NORMAL)
    account_id = ours.Id(load_default=None, allow_none=True)
    rep_id = ours.Id(load_default=None, allow_none=True)
    assignee_id = ours.Id(load_default=None, allow_none=True)

    example: ClassVar[dict[str, Any]] = {"title": "Send the drawings", "due_on": "2026-03-06", "priority": "high"}


class TodoItemChange(Input):
    """What may change as long as it is open."""

    title = ours.Text(200)
    due_on = ours.Day(allow_none=True)
    priority = ours.Choice(Priority)
    account_id = ours.Id(allow_none=True)
    assignee_id = ours.Id(allow_none=True)

    example: ClassVar[dict[str, Any]] = {"priority": "high"}


class Dismissal(Input):
    """Why it will not be done."""

    reason = ours.Text(500, required=True)

    example: ClassVar[dict[str, Any]] = {"reason": "The client has them already."}
