"""Puts something to do on one's own week, and says what the form for it shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kamfield.core import clock
from kamfield.core.work import Work
from kamfield.pages import queries
from kamfield.pages.rules.week import WeekPage
from kamfield.todos import actions as todos
from kamfield.todos import queries as lists
from kamfield.todos.models import TodoItem
from kamfield.users.rules import fingerprint


@dataclass(frozen=True, slots=True)
class NewItem:
    """The form: empty, or as it was filled in. Sent twice it has the same `key`."""

    key: str
    title: str
    due_on: str
    account_id: str
    is_typed: bool
    clients: Sequence[Any]


def new_item_on(work: Work, week: WeekPage, typed: Mapping[str, str]) -> NewItem:
    """The form on a week. What comes onto one that has not begun is due in it, unless somebody says otherwise."""
    due_on = week.first.isoformat() if week.first > work.today else ""
    return NewItem(
        key=clock.new_id(),
        title=typed.get("title", ""),
        due_on=typed.get("due_on", due_on),
        account_id=typed.get("account_id", ""),
        is_typed=bool(typed),
        clients=work.db.execute(queries.clients_of(work.user)).all(),
    )


def add_item(work: Work, key: str, title: str, due_on: date | None, account_id: str | None) -> TodoItem:
    """Puts it on the list of its day; the same form with the same words is `IdTaken` a second time."""
    item_id = added_item_id(key, title, due_on, account_id)
    return todos.add(work, id=item_id, title=title, due_on=due_on, account_id=account_id)


def added_item_id(key: str, title: str, due_on: date | None, account_id: str | None) -> str:
    """Of the words too: who goes back in the browser and writes something else adds something else."""
    return fingerprint("\n".join([key, title, str(due_on), str(account_id)]))[:32]


def monday_of(work: Work, item_id: str) -> date:
    """The week on whose list it stands."""
    item = work.one(lists.item_by_id(work.user, item_id))
    return work.one(lists.list_with(item)).monday
