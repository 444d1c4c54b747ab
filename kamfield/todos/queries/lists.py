"""The lists of weeks: whose, when, how they stand."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import Select, select

from kamfield.core.made_once import made_once
from kamfield.core.weeks import Week
from kamfield.core.work import Actor
from kamfield.todos.models import TodoItem, TodoList, Turn
from kamfield.users.models import User
from kamfield.users.queries import reached

SORTS = {"monday": TodoList.monday}


def visible_to(user: Actor) -> Select[TodoList]:
    """The lists of people whom the user reaches."""
    return select(TodoList).where(TodoList.deleted_at.is_(None), reached(user, TodoList.rep_id))


def by_id(user: Actor, list_id: str) -> Select[TodoList]:
    """One of them."""
    return visible_to(user).where(TodoList.id == list_id)


def matching(
    user: Actor,
    *,
    rep_id: str | None = None,
    monday: date | None = None,
    confirmed: bool | None = None,
    closed: bool | None = None,
    overdue_at: datetime | None = None,
) -> Select[TodoList]:
    """The lists of a rep, of a week; confirmed, closed, or not; or those that were to be confirmed by an instant."""
    statement = visible_to(user)
    for column, value in ((TodoList.rep_id, rep_id), (TodoList.monday, monday)):
        if value is not None:
            statement = statement.where(column == value)
    for instant, wanted in ((TodoList.confirmed_at, confirmed), (TodoList.closed_at, closed)):
        if wanted is not None:
            statement = statement.where(instant.is_not(None) if wanted else instant.is_(None))
    if overdue_at is not None:
        statement = statement.where(TodoList.confirmed_at.is_(None), TodoList.confirm_due_at < overdue_at)
    return statement


def names_of(rep_ids: Collection[str]) -> Select[str, str]:
    """The names of the people whose lists the caller has already found."""
    return select(User.id, User.name).where(User.id.in_(rep_ids))


def list_of(rep_id: str, week: Week) -> Select[TodoList]:
    """Somebody's list of a week; without asking for reach."""
    mine = select(TodoList).where(TodoList.rep_id == rep_id, TodoList.deleted_at.is_(None))
    return mine.where(TodoList.iso_year == week.year, TodoList.iso_week == week.number)


to_fill = made_once(list_of)


def list_with(item: TodoItem) -> Select[TodoList]:
    """The list of an item that the caller has already found."""
    return select(TodoList).where(TodoList.id == item.list_id)


def unclosed_before(rep_id: str, monday: date) -> Select[TodoList]:
    """Somebody's earlier lists that are not closed, the oldest first; without asking for reach."""
    mine = select(TodoList).where(TodoList.rep_id == rep_id, TodoList.deleted_at.is_(None))
    return mine.where(TodoList.closed_at.is_(None), TodoList.monday < monday).order_by(TodoList.monday)


def running_list(rep_id: str, week: Week) -> Select[TodoList]:
    """Somebody's open list of a week or, when that one was closed early, of a later one; without asking for reach."""
    mine = select(TodoList).where(TodoList.rep_id == rep_id, TodoList.deleted_at.is_(None))
    begun = mine.where(TodoList.opened_at.is_not(None), TodoList.closed_at.is_(None))
    return begun.where(TodoList.monday >= week.monday).order_by(TodoList.monday)


def turn_of(user_id: str) -> Select[Turn]:
    """When somebody's next week begins."""
    return select(Turn).where(Turn.user_id == user_id)


def without_turn() -> Select[User]:
    """Users whose weeks nobody opens yet."""
    known = select(Turn.id).where(Turn.user_id == User.id).exists()
    return select(User).where(User.active, User.deleted_at.is_(None), ~known).order_by(User.id).limit(500)
