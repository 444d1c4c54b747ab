"""The items on lists: of people one reaches, and those one has to do for others."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import CompoundSelect, Select, func, or_, select, union_all
from sqlalchemy.orm import aliased

from kamfield.accounts.models import Account
from kamfield.core.among import among
from kamfield.core.work import Actor
from kamfield.todos.models import TodoItem, TodoList
from kamfield.todos.rules import MOST_OPEN, Source, State
from kamfield.users.models import User
from kamfield.users.queries import reached
from kamfield.users.rules import Role

ITEM_SORTS = {"created_at": TodoItem.created_at}


def items_visible_to(user: Actor, *, long: bool = False) -> Select[TodoItem]:
    """The items on those lists, and those that somebody else has for this user to do.

    In a `long` list a rep's own are looked up first, as `accounts.queries.theirs` says.
    """
    mine = or_(reached(user, TodoItem.rep_id), TodoItem.assignee_id == user.id)
    if long and user.role == Role.REP and user.viewers == (user.id,):
        own, given = aliased(TodoItem), aliased(TodoItem)
        on_theirs = select(own.id).where(reached(user, own.rep_id))
        mine = among(TodoItem.id, union_all(on_theirs, select(given.id).where(given.assignee_id == user.id)))
    return select(TodoItem).where(TodoItem.deleted_at.is_(None), mine)


def item_by_id(user: Actor, item_id: str) -> Select[TodoItem]:
    """One of them."""
    return items_visible_to(user).where(TodoItem.id == item_id)


def items(
    user: Actor,
    *,
    list_id: str | None = None,
    rep_id: str | None = None,
    assignee_id: str | None = None,
    account_id: str | None = None,
    source_kind: str | None = None,
    state: str | None = None,
    flagged: bool | None = None,
    due_until: date | None = None,
) -> Select[TodoItem]:
    """Those on a list, of a rep, for somebody, about an account, of a source, in a state, flagged, due until a day."""
    given: list[tuple[Any, Any]] = [
        (TodoItem.list_id, list_id),
        (TodoItem.rep_id, rep_id),
        (TodoItem.assignee_id, assignee_id),
        (TodoItem.account_id, account_id),
        (TodoItem.source_kind, source_kind),
        (TodoItem.state, state),
        (TodoItem.flagged, flagged),
    ]
    long = list_id is None and rep_id is None and account_id is None
    statement = items_visible_to(user, long=long).where(
        *(column == value for column, value in given if value is not None)
    )
    return statement if due_until is None else statement.where(TodoItem.due_on <= due_until)


def to_do(user: Actor, until: date) -> Select[*tuple[Any, ...]]:
    """What a user has to do until a day, as plain columns, with the client: what is due soonest first.

    It stands on their own lists, or on those of others who have it for them; of those the client is not told.
    """
    mine = TodoItem.rep_id == user.id
    client = select(Account.name).where(Account.id == TodoItem.account_id, mine).scalar_subquery()
    columns = (TodoItem.title, TodoItem.due_on, TodoItem.source_kind, client.label("account_name"))
    todo = select(*columns).join(TodoList, TodoList.id == TodoItem.list_id).where(TodoItem.deleted_at.is_(None))
    open_now = todo.where(TodoItem.id.in_(_open_of(user)), TodoItem.state == State.OPEN)
    return open_now.where(TodoList.monday <= until).order_by(TodoItem.due_on.is_(None), TodoItem.due_on, TodoItem.id)


def _open_of(user: Actor) -> CompoundSelect[str]:
    """One index each: beside a week, an `or` makes SQLite go through what everybody has to do in it."""
    own, given = aliased(TodoItem), aliased(TodoItem)
    return union_all(
        select(own.id).where(own.rep_id == user.id, own.state == State.OPEN),
        select(given.id).where(given.assignee_id == user.id, given.state == State.OPEN),
    )


def open_on(list_id: str) -> Select[*tuple[Any, ...]]:
    """What is open on a list that the caller has already found, with the client's name; what is due soonest first."""
    return _soonest_first(_with_client().where(TodoItem.list_id == list_id))


def open_for(user: Actor) -> Select[*tuple[Any, ...]]:
    """What others have for this user to do, with their names; the client is not told."""
    columns = (*TodoItem.__table__.c, User.name.label("rep_name"))
    todo = select(*columns).join(User, User.id == TodoItem.rep_id)
    return _soonest_first(todo.where(TodoItem.assignee_id == user.id, TodoItem.rep_id != user.id))


def counts(list_ids: Collection[str], today: date) -> Select[*tuple[Any, ...]]:
    """Per list and state: `(list_id, state, number, overdue, flagged)`, where overdue means before a day."""
    numbers = (
        func.count().label("number"),
        func.count().filter(TodoItem.due_on < today).label("overdue"),
        func.count().filter(TodoItem.flagged).label("flagged"),
    )
    there = select(TodoItem.list_id, TodoItem.state, *numbers).where(TodoItem.deleted_at.is_(None))
    return there.where(TodoItem.list_id.in_(list_ids)).group_by(TodoItem.list_id, TodoItem.state)


def fed_on(list_id: str) -> Select[TodoItem]:
    """The items of a list that came from something; without asking for reach."""
    return items_of(list_id).where(TodoItem.source_id.is_not(None))


def items_of(list_id: str) -> Select[TodoItem]:
    """The items of a list that the caller has already found."""
    return select(TodoItem).where(TodoItem.list_id == list_id, TodoItem.deleted_at.is_(None)).order_by(TodoItem.id)


def ended_on(list_id: str) -> Select[*tuple[Any, ...]]:
    """Those of them that have their end, with the client's name."""
    return _with_client().where(TodoItem.list_id == list_id, TodoItem.state != State.OPEN).order_by(TodoItem.id)


def open_items_from(source_id: str, *kinds: Source) -> Select[TodoItem]:
    """The open items that came from a thing; without asking for reach, for the background only."""
    statement = select(TodoItem).where(TodoItem.source_id == source_id, TodoItem.deleted_at.is_(None))
    return statement.where(TodoItem.source_kind.in_(kinds), TodoItem.state == State.OPEN)


def open_items_of(rep_id: str) -> Select[TodoItem]:
    """What somebody would leave behind; without asking for reach, for the background only."""
    mine = select(TodoItem).where(TodoItem.rep_id == rep_id, TodoItem.deleted_at.is_(None))
    return mine.where(TodoItem.state == State.OPEN).order_by(TodoItem.id)


def _with_client() -> Select[*tuple[Any, ...]]:
    columns = (*TodoItem.__table__.c, Account.name.label("account_name"))
    todo = select(*columns).outerjoin(Account, Account.id == TodoItem.account_id)
    return todo.where(TodoItem.deleted_at.is_(None))


def _soonest_first(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    there = statement.where(TodoItem.state == State.OPEN, TodoItem.deleted_at.is_(None))
    return there.order_by(TodoItem.due_on.is_(None), TodoItem.due_on, TodoItem.id).limit(MOST_OPEN)
