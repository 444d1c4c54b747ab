"""Puts a rep's week on the page, and closes it."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from types import SimpleNamespace
from typing import Any

from kamfield.core.texts import N_
from kamfield.core.weeks import Week, week_with
from kamfield.core.work import Work
from kamfield.pages import queries
from kamfield.pages.rules.voice import Voice
from kamfield.pages.rules.week import DayOfWeek, Item, Section, VisitOfWeek, WeekPage
from kamfield.todos import actions as todos
from kamfield.todos import queries as lists
from kamfield.todos.models import TodoItem, TodoList
from kamfield.todos.rules import LABELS, SOURCE_LABELS, State
from kamfield.todos.rules.weeks import Confirmation
from kamfield.visits.rules.codes import State as VisitState
from kamfield.visits.rules.labels import label

FRIDAY = 4
DUE = N_("Please confirm it by %(at)s.")
OVERDUE = N_("It was to be confirmed by %(at)s; that still counts, as late.")
CONFIRMED = N_("You confirmed it on %(at)s.")
CONFIRMED_LATE = N_("You confirmed it on %(at)s, late.")
CLOSED = N_("It was closed on %(at)s.")
NOT_BEGUN = N_("Nothing stands on the list of this week yet, so there is nothing to confirm.")
CARRIED = N_("carried %(times)s times")


def week_page(work: Work, locale: str, monday: date | None = None) -> WeekPage:
    """The reader's own week: the running one, unless a day of another is named."""
    say = Voice(locale, work.user.zone)
    week = todos.shown_week(work, monday=monday)
    number, found = week_with(week.monday), week.todo_list
    is_open = found is not None and found.closed_at is None
    return WeekPage(
        list_id=found.id if found else "",
        number=number.number,
        first=number.monday,
        last=number.sunday,
        rep=work.user.name,
        standing=standing_of_week(found, week.confirmation, say),
        is_confirmed=found is not None and found.confirmed_at is not None,
        is_closed=not is_open and found is not None,
        may_confirm=is_open and found is not None and found.confirmed_at is None,
        may_close=is_open,
        ends=work.today >= number.monday + timedelta(days=FRIDAY),
        open_items=week.counts.open,
        days=_days(work, number, say),
        sections=[
            Section(say(SOURCE_LABELS[one.source_kind]), [_own(item, say) for item in one.items]) for one in week.groups
        ],
        for_others=[_for_another(one, say) for one in week.for_others],
        ended=_ended(work, found, say) if found else [],
    )


def close_week(work: Work, list_id: str, *, carry_open: bool) -> TodoList:
    """Closes a week; whoever closes it has gone through it, so that it counts as confirmed, too."""
    todo_list = work.one(lists.by_id(work.user, list_id))
    if todo_list.confirmed_at is None and todo_list.confirm_due_at is not None:
        todos.confirm(work, list_id)
    return todos.close(work, list_id, carry_open=carry_open)


def standing_of_week(todo_list: TodoList | None, confirmation: Confirmation | None, say: Voice) -> list[str]:
    """How it stands with a week, in sentences."""
    if todo_list is None:
        return [say(NOT_BEGUN)]
    said = []
    if todo_list.confirmed_at:
        text = CONFIRMED if todo_list.confirmed_in_time else CONFIRMED_LATE
        said.append(say(text, at=say.instant(todo_list.confirmed_at)))
    elif todo_list.confirm_due_at and todo_list.closed_at is None:
        text = OVERDUE if confirmation == Confirmation.OVERDUE else DUE
        said.append(say(text, at=say.instant(todo_list.confirm_due_at)))
    if todo_list.closed_at:
        said.append(say(CLOSED, at=say.instant(todo_list.closed_at)))
    return said


def _days(work: Work, week: Week, say: Voice) -> list[DayOfWeek]:
    rows = work.db.execute(queries.visits_of_week(work.user.id, week.monday, week.sunday)).all()
    return [DayOfWeek(day, [_visit(row, say) for row in one]) for day, one in groupby(rows, key=lambda row: row.day)]


def _visit(row: Any, say: Voice) -> VisitOfWeek:
    state = VisitState(row.state)
    said = "" if state == VisitState.PLANNED else say(label(state))
    is_over = state not in {VisitState.PLANNED, VisitState.IN_PROGRESS}
    return VisitOfWeek(say.span(row.starts_at, row.minutes), row.account, row.objective or "", said, is_over)


def _own(one: SimpleNamespace, say: Voice) -> Item:
    client = one.account_name if one.account_name and one.account_name not in one.title else ""
    carried = say(CARRIED, times=one.times_carried) if one.flagged else ""
    return Item(one.title, _due(one, say), client, one.overdue, carried)


def _for_another(one: SimpleNamespace, say: Voice) -> Item:
    return Item(one.title, _due(one, say), is_late=one.overdue, note=one.rep_name)


def _due(one: SimpleNamespace, say: Voice) -> str:
    return say.day(one.due_on) if one.due_on else ""


def _ended(work: Work, todo_list: TodoList, say: Voice) -> list[Item]:
    items: Sequence[TodoItem] = work.all(lists.items_of(todo_list.id))
    return [Item(one.title, note=say(LABELS[State(one.state)])) for one in items if one.state != State.OPEN]
