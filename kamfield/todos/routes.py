"""Where to-do lists are reached."""

from typing import Any

from sqlalchemy import Select

from kamfield.core.work import Work
from kamfield.todos import actions, queries
from kamfield.todos.models import TodoItem, TodoList
from kamfield.todos.schemas import (
    Dismissal,
    TodoItemChange,
    TodoItemDraft,
    TodoItemQuery,
    TodoItemSchema,
    TodoListQuery,
    TodoListSchema,
)
from kamfield.web.blueprint import Blueprint

blueprint = Blueprint("todos", __name__, description="Weekly to-do lists")


@blueprint.list("/todo-lists", TodoListQuery, TodoListSchema, sorts=queries.SORTS)
def list_todo_lists(work: Work, query: dict[str, Any]) -> Select[TodoList]:
    """The weeks of the people you reach: `?monday=2026-03-02&confirmed=false` are those who have not confirmed yet."""
    return queries.matching(work.user, **query)


@blueprint.get("/todo-lists/<id:list_id>", TodoListSchema)
def read_todo_list(work: Work, list_id: str) -> TodoList:
    """One week; what is on it is at `/todo-items?list_id=…`."""
    return work.one(queries.by_id(work.user, list_id))


@blueprint.post("/todo-lists/<id:list_id>/confirmation", None, TodoListSchema)
def confirm_week(work: Work, list_id: str) -> TodoList:
    """Say that you have gone through your week."""
    return actions.confirm(work, list_id)


@blueprint.post("/todo-lists/<id:list_id>/closing", None, TodoListSchema)
def close_week(work: Work, list_id: str) -> TodoList:
    """Close your week, when each item is done, carried or dropped. Otherwise the next week carries what is open."""
    return actions.close(work, list_id)


@blueprint.list("/todo-items", TodoItemQuery, TodoItemSchema, sorts=queries.ITEM_SORTS)
def list_todo_items(work: Work, query: dict[str, Any]) -> Select[TodoItem]:
    """What the people you reach have to do, and what others have for you to do."""
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
    """It is done."""
    return actions.complete(work, item_id)


@blueprint.delete("/todo-items/<id:item_id>/completion", TodoItemSchema)
def reopen_todo(work: Work, version: int | None, item_id: str) -> TodoItem:
    """It is not done after all, or is not dropped after all; as long as its week is not closed."""
    return actions.reopen(work, item_id, version)


@blueprint.post("/todo-items/<id:item_id>/dismissal", Dismissal, TodoItemSchema)
def drop_todo(work: Work, body: dict[str, Any], item_id: str) -> TodoItem:
    """It will not be done, and why."""
    return actions.drop(work, item_id, **body)


@blueprint.post("/todo-items/<id:item_id>/carrying", None, TodoItemSchema)
def carry_todo(work: Work, item_id: str) -> TodoItem:
    """Carry it to the list of the next week; the answer is the item there."""
    return actions.carry(work, item_id)
