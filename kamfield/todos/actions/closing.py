"""Items that end by themselves, because what they came from has ended."""

from kamfield.core.work import Work
from kamfield.todos import queries
from kamfield.todos.models import TodoItem
from kamfield.todos.rules import Source


def complete_from(work: Work, source_id: str, *kinds: Source) -> None:
    """What was to be done about a thing is done."""
    for item in work.all(queries.open_items_from(source_id, *kinds)):
        work.act("todo.complete", item)
        item.close("todo.complete", work.now)


def drop_from(work: Work, source_id: str, because: str, *kinds: Source) -> None:
    """What was to be done about a thing no longer needs to be done."""
    for item in work.all(queries.open_items_from(source_id, *kinds)):
        drop_one(work, item, because)


def drop_one(work: Work, item: TodoItem, because: str) -> None:
    """The same of an item that the caller has found."""
    work.act("todo.drop", item)
    item.close("todo.drop", work.now, reason=because)
