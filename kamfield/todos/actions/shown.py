"""Weeks as people look at them: one's own with everything open, and those of a team side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select

from kamfield.core.weeks import week_at, week_with
from kamfield.core.work import Work
from kamfield.policies import queries as policies
from kamfield.todos import queries
from kamfield.todos.models import TodoList
from kamfield.todos.rules import IN_ORDER, Source, State, ends_at
from kamfield.todos.rules.archive import MORE_WAIT
from kamfield.todos.rules.weeks import Confirmation, confirmation
from kamfield.users import queries as users


@dataclass
class Counts:
    """How many items a list has in each state; how many of the open ones are overdue or carried too often."""

    open: int = 0
    done: int = 0
    carried: int = 0
    dropped: int = 0
    overdue: int = 0
    flagged: int = 0


@dataclass(frozen=True)
class Group:
    """The open items of one source, what is due soonest first."""

    source_kind: Source
    items: list[SimpleNamespace]


@dataclass(frozen=True)
class ShownWeek:
    """Everything of a week that fits on a phone; without a list when nothing was put on one yet."""

    rep_id: str
    rep_name: str
    monday: date
    todo_list: TodoList | None = None
    confirmation: Confirmation | None = None
    counts: Counts = field(default_factory=Counts)
    groups: list[Group] = field(default_factory=list)
    for_others: list[SimpleNamespace] = field(default_factory=list)
    most_asked: int = 0

    @property
    def note(self) -> str | None:
        """Why the list does not ask about every client of whom something is not known."""
        return MORE_WAIT if self.todo_list and self.todo_list.archive_waiting else None


def shown_week(work: Work, rep_id: str | None = None, monday: date | None = None) -> ShownWeek:
    """The week of somebody, the running one unless a day of another is named, in a constant number of statements."""
    rep = work.one(users.by_id(work.user, rep_id or work.user.id))
    today = work.now.astimezone(ZoneInfo(rep.time_zone)).date()
    week = week_with(monday) if monday else week_at(work.now, ZoneInfo(rep.time_zone))
    todo_list = work.db.scalars(queries.list_of(rep.id, week)).one_or_none()
    for_others = _open(work, queries.open_for(work.user), today) if rep.id == work.user.id else []
    if todo_list is None:
        return ShownWeek(rep.id, rep.name, week.monday, for_others=for_others)
    return ShownWeek(
        rep_id=rep.id,
        rep_name=rep.name,
        monday=week.monday,
        todo_list=todo_list,
        confirmation=confirmation(todo_list, work.now),
        counts=_counts(work, [todo_list.id], today).get(todo_list.id, Counts()),
        groups=_grouped(_open(work, queries.open_on(todo_list.id), today)),
        for_others=for_others,
        most_asked=policies.current(work).archive_clients_a_week,
    )


def side_by_side(work: Work, lists: Sequence[Any]) -> list[SimpleNamespace]:
    """The lists of a page with the reps' names, how they stand, and what is on them: two statements for all."""
    names = {row.id: row.name for row in work.db.execute(queries.names_of({one.rep_id for one in lists}))}
    counts = _counts(work, [one.id for one in lists], work.today)
    return [
        SimpleNamespace(
            **one._asdict(),
            rep_name=names[one.rep_id],
            confirmation=confirmation(one, work.now),
            counts=counts.get(one.id, Counts()),
        )
        for one in lists
    ]


def _counts(work: Work, list_ids: Sequence[str], today: date) -> dict[str, Counts]:
    found = {list_id: Counts() for list_id in list_ids}
    for row in work.db.execute(queries.counts(list_ids, today)):
        setattr(found[row.list_id], row.state, row.number)
        if row.state == State.OPEN:
            found[row.list_id].overdue, found[row.list_id].flagged = row.overdue, row.flagged
    return found


def _open(work: Work, statement: Select[*tuple[Any, ...]], today: date) -> list[SimpleNamespace]:
    return [
        SimpleNamespace(
            **row._asdict(),
            overdue=row.due_on is not None and row.due_on < today,
            ends_at=ends_at(row.source_kind, row.source_id),
        )
        for row in work.db.execute(statement)
    ]


def _grouped(items: Sequence[SimpleNamespace]) -> list[Group]:
    found = [Group(source, [one for one in items if one.source_kind == source]) for source in IN_ORDER]
    return [group for group in found if group.items]
