"""Finding the list on which something is put, and carrying from one to the next."""

from datetime import date
from zoneinfo import ZoneInfo

from kamfield.core.weeks import Week, week_at, week_with
from kamfield.core.work import Work
from kamfield.todos import queries
from kamfield.todos.models import TodoItem, TodoList
from kamfield.todos.rules import Source, carried_item_id, fed_item_id
from kamfield.users.models import User

KEPT = ("rep_id", "title", "due_on", "priority", "account_id", "source_kind", "source_id", "assignee_id", "author_id")


def list_of(work: Work, rep_id: str, week: Week) -> TodoList:
    """Somebody's list of a week, made when it is first needed."""
    for found in work.all(queries.to_fill(rep_id, week)):
        return found
    made = work.add(TodoList(rep_id=rep_id, iso_year=week.year, iso_week=week.number, monday=week.monday))
    work.db.flush()  # before the items that refer to it
    return made


def open_list(work: Work, rep: User, on: date | None) -> TodoList:
    """The list that takes something due on a day: that of its week, or the running one; never a closed one."""
    week = week_at(work.now, ZoneInfo(rep.time_zone))
    if on is not None:
        week = max(week, week_with(on))
    while (found := list_of(work, rep.id, week)).closed_at is not None:
        week = week.following
    return found


def carry_to(work: Work, item: TodoItem, following: TodoList) -> TodoItem:
    """Ends an item on its list and puts it on another, unless it stands there already; returns the one there."""
    item.close("todo.carry", work.now)
    work.db.flush()
    there = work.db.get(TodoItem, _id_there(item, following)) or work.add(
        TodoItem(id=_id_there(item, following), list_id=following.id, **{name: getattr(item, name) for name in KEPT})
    )
    there.carried(item.times_carried + 1)
    return there


def _id_there(item: TodoItem, following: TodoList) -> str:
    if item.source_id is None:
        return carried_item_id(following.id, item.id)
    return fed_item_id(following.id, Source(item.source_kind), item.source_id)
