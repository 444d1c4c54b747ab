"""Where to-do lists are reached."""

from typing import Any

from sqlalchemy import Select

from kamfield.core.work import Work
from kamfield.todos import actions, queries
from kamfield.todos.actions.shown import ShownWeek
from kamfield.todos.models import TodoItem, TodoList
from kamfield.todos.schemas import (
    Closing,
    Dismissal,
    TodoItemChange,
    TodoItemDraft,
    TodoItemQuery,
    TodoItemSchema,
    TodoListQuery,
    TodoListSchema,
    WeekOfARepSchema,
    WeekQuery,
    WeekSchema,
)
from kamfield.web.blueprint import Blueprint

blueprint = Blueprint("todos", __name__, description="Weekly to-do lists")


@blueprint.get("/week", WeekSchema, query=WeekQuery)
def read_week(work: Work, query: dict[str, Any]) -> ShownWeek:
    """Your week in one call: everything open, by what it came from, and what others have for you to do.

    `rep_id` shows the week of somebody you reach, `monday` another one: any day in it will do. Where `ends_at` stands,
    ticking off is not enough: post what is to be said there, and the item closes by itself.
    """
    return actions.shown_week(work, **query)


@blueprint.list("/todo-lists", TodoListQuery, WeekOfARepSchema, sorts=queries.SORTS, fill=actions.side_by_side)
def list_todo_lists(work: Work, query: dict[str, Any]) -> Select[TodoList]:
    """The weeks of the people you reach, with how they stand and how much is on them.

    `?monday=2026-03-02` is a team's week at a glance, `?overdue=true` are those who should have confirmed by now.
    """
    overdue_at = work.now if query.pop("overdue", False) else None
    return queries.matching(work.user, overdue_at=overdue_at, **query)


@blueprint.get("/todo-lists/<id:list_id>", TodoListSchema)
def read_todo_list(work: Work, list_id: str) -> TodoList:
    """One week; what is on it is at `/todo-items?list_id=…`, or in one call at `/week`."""
    return work.one(queries.by_id(work.user, list_id))


@blueprint.post("/todo-lists/<id:list_id>/confirmation", None, TodoListSchema)
def confirm_week(work: Work, list_id: str) -> TodoList:
    """Say that you have gone through your week. After `confirm_due_at` it still counts, and is marked as late."""
    return actions.confirm(work, list_id)


@blueprint.post("/todo-lists/<id:list_id>/closing", Closing, TodoListSchema)
def close_week(work: Work, body: dict[str, Any], list_id: str) -> TodoList:
    """Close your week, when each item is done, carried or dropped; `carry_open` carries what is open.

    A week that nobody closed is closed when the next one begins: what is open is carried, and `closed_by_id` is empty.
    """
    return actions.close(work, list_id, **body)


@blueprint.list("/todo-items", TodoItemQuery, TodoItemSchema, sorts=queries.ITEM_SORTS)
def list_todo_items(work: Work, query: dict[str, Any]) -> Select[TodoItem]:
    """What the people you reach have to do, and what others have for you to do (`?assigned_to_me=true`)."""
    if query.pop("assigned_to_me", False):
        query["assignee_id"] = work.user.id
    return queries.items(work.user, **query)


@blueprint.post("/todo-items", TodoItemDraft, TodoItemSchema, status=201)
def add_todo(work: Work, body: dict[str, Any]) -> TodoItem:
    """Put something on a list: on that of the week it is due in, or the running one.

    A manager puts it on a rep's list by `rep_id`. `assignee_id` may be anybody in the company, also of another
    department: they see it and can complete it.
    """
    return actions.add(work, **body)


@blueprint.get("/todo-items/<id:item_id>", TodoItemSchema)
def read_todo(work: Work, item_id: str) -> TodoItem:
    """One item."""
    return work.one(queries.item_by_id(work.user, item_id))


@blueprint.patch("/todo-items/<id:item_id>", TodoItemChange, TodoItemSchema)
def change_todo(work: Work, body: dict[str, Any], version: int | None, item_id: str) -> TodoItem:
    """Change an open item."""
    return actions.change(work, item_id, version, **body)


@blueprint.post("/todo-items/<id:item_id>/completion", None, TodoItemSchema)
def complete_todo(work: Work, item_id: str) -> TodoItem:
    """It is done.

    What ends elsewhere is refused with 409 `ends-elsewhere`, and `where` it is done: a report by writing it, a
    follow-up by noting what the client said, a promise by noting whether it was kept. Then the item closes by itself.
    """
    return actions.complete(work, item_id)


@blueprint.delete("/todo-items/<id:item_id>/completion", TodoItemSchema)
def reopen_todo(work: Work, version: int | None, item_id: str) -> TodoItem:
    """It is not done after all, or is not dropped after all; as long as its week is not closed."""
    return actions.reopen(work, item_id, version)


@blueprint.post("/todo-items/<id:item_id>/dismissal", Dismissal, TodoItemSchema)
def drop_todo(work: Work, body: dict[str, Any], item_id: str) -> TodoItem:
    """It will not be done, and why. What ends elsewhere can be carried, but not dropped."""
    return actions.drop(work, item_id, **body)


@blueprint.post("/todo-items/<id:item_id>/carrying", None, TodoItemSchema)
def carry_todo(work: Work, item_id: str) -> TodoItem:
    """Carry it to the list of the next week; the answer is the item there."""
    return actions.carry(work, item_id)
