"""What people do with single items; one function per verb."""

from datetime import date
from typing import Any

from kamfield.accounts import queries as accounts
from kamfield.core.errors import invalid
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.todos import queries
from kamfield.todos.actions.lists import carry_to, open_list
from kamfield.todos.models import TodoItem
from kamfield.todos.rules import ENDS_AT, Source
from kamfield.users import queries as users
from kamfield.users.models import User


def add(
    work: Work,
    *,
    rep_id: str | None = None,
    account_id: str | None = None,
    assignee_id: str | None = None,
    due_on: date | None = None,
    **columns: Any,
) -> TodoItem:
    """Something to do, on one's own list or that of somebody below: on that of the week it is due in."""
    rep = work.referred("/rep_id", users.to_name(work.user, rep_id or work.user.id))
    _check_references(work, account_id, assignee_id)
    item = TodoItem(
        rep_id=rep.id, account_id=account_id, assignee_id=assignee_id, due_on=due_on, author_id=work.user.id, **columns
    )
    item.source_kind = Source.OWN if rep.id == work.user.id else Source.MANAGER
    work.act("todo.add", item)
    item.list_id = open_list(work, rep, due_on).id
    return work.add(item)


def change(work: Work, item_id: str, version: int | None, **columns: Any) -> TodoItem:
    """Another title, day, priority or person."""
    item = work.one(queries.item_by_id(work.user, item_id), version=version)
    _check_references(work, columns.get("account_id"), columns.get("assignee_id"))
    if columns.get("assignee_id") and item.source_kind in ENDS_AT:
        text = N_("Only you can end this; nobody else can do it for you.")
        raise invalid("/assignee_id", "ends-elsewhere", text)
    work.act("todo.change", item)
    item.change(**columns)
    return item


def complete(work: Work, item_id: str) -> TodoItem:
    """Done; but a report is done by writing it."""
    item = work.one(queries.item_by_id(work.user, item_id))
    work.act("todo.complete", item)
    item.refuse_where_it_ends_elsewhere("todo.complete")
    item.close("todo.complete", work.now, by_id=work.user.id)
    return item


def drop(work: Work, item_id: str, reason: str) -> TodoItem:
    """Not done, and why; but a promise of a client is not forgotten by dropping it."""
    item = work.one(queries.item_by_id(work.user, item_id))
    work.act("todo.drop", item)
    item.refuse_where_it_ends_elsewhere("todo.drop")
    item.close("todo.drop", work.now, by_id=work.user.id, reason=reason)
    return item


def carry(work: Work, item_id: str) -> TodoItem:
    """Put on the next week's list; returns the item there."""
    item = work.one(queries.item_by_id(work.user, item_id))
    work.act("todo.carry", item)
    rep = work.one(users.any_by_id(item.rep_id))
    following = work.one(queries.by_id(work.user, item.list_id)).week.following
    return carry_to(work, item, open_list(work, rep, following.monday))


def reopen(work: Work, item_id: str, version: int | None) -> TodoItem:
    """To be done after all."""
    item = work.one(queries.item_by_id(work.user, item_id), version=version)
    work.act("todo.reopen", item)
    item.refuse_where_it_ends_elsewhere("todo.reopen")
    work.one(queries.list_with(item)).refuse_when_closed()
    item.reopen()
    return item


def _check_references(work: Work, account_id: str | None, assignee_id: str | None) -> None:
    if account_id is not None:
        work.referred("/account_id", accounts.by_id(work.user, account_id))
    if assignee_id is not None:
        work.referred("/assignee_id", users.any_by_id(assignee_id).where(User.active))
