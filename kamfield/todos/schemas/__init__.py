"""What crosses the wire about to-do lists."""

from kamfield.todos.schemas.items import Dismissal, TodoItemChange, TodoItemDraft, TodoItemQuery, TodoItemSchema
from kamfield.todos.schemas.lists import Closing, TodoListQuery, TodoListSchema, WeekOfARepSchema, WeekQuery, WeekSchema

__all__ = [
    "Closing",
    "Dismissal",
    "TodoItemChange",
    "TodoItemDraft",
    "TodoItemQuery",
    "TodoItemSchema",
    "TodoListQuery",
    "TodoListSchema",
    "WeekOfARepSchema",
    "WeekQuery",
    "WeekSchema",
]
