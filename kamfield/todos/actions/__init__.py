"""What can be done with to-do lists, a file per subject."""

from kamfield.todos.actions.archive import look_again
from kamfield.todos.actions.closing import complete_from, drop_from, drop_one
from kamfield.todos.actions.feeding import enquiries, feed, feed_list_of, put_on, with_stale_answers
from kamfield.todos.actions.items import add, carry, change, complete, drop, reopen
from kamfield.todos.actions.lists import open_list
from kamfield.todos.actions.shown import shown_week, side_by_side
from kamfield.todos.actions.weeks import close, confirm, holds_something, move_deadline, open_week

__all__ = [
    "add",
    "carry",
    "change",
    "close",
    "complete",
    "complete_from",
    "confirm",
    "drop",
    "drop_from",
    "drop_one",
    "enquiries",
    "feed",
    "feed_list_of",
    "holds_something",
    "look_again",
    "move_deadline",
    "open_list",
    "open_week",
    "put_on",
    "reopen",
    "shown_week",
    "side_by_side",
    "with_stale_answers",
]
