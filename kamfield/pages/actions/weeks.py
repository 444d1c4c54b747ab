"""Puts a rep's week on the page, and closes it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from kamfield.core.texts import N_
from kamfield.core.weeks import Week, week_with
from kamfield.core.work import Work
from kamfield.pages import queries
from kamfield.pages.actions.items import ItemVoice
from kamfield.pages.rules.endings import End, Ending
from kamfield.pages.rules.voice import Voice
from kamfield.pages.rules.week import DayOfWeek, Section, VisitOfWeek, WeekPage
from kamfield.todos import actions as todos
from kamfield.todos import queries as lists
from kamfield.todos.models import StillOpen, TodoList
from kamfield.todos.rules import SOURCE_LABELS, State
from kamfield.todos.rules.weeks import Confirmation
from kamfield.users import queries as users
from kamfield.visits.rules.codes import State as VisitState
from kamfield.visits.rules.labels import label

FRIDAY, WEEK = timedelta(days=4), timedelta(days=7)
DUE = N_("Please confirm it by %(at)s.")
OVERDUE = N_("It was to be confirmed by %(at)s; that still counts, as late.")
CONFIRMED = N_("You confirmed it on %(at)s.")
CONFIRMED_LATE = N_("You confirmed it on %(at)s, late.")
OF_ANOTHER = {  # the same of somebody below
    DUE: N_("It is to be confirmed by %(at)s."),
    OVERDUE: N_("It was to be confirmed by %(at)s."),
    CONFIRMED: N_("%(rep)s confirmed it on %(at)s."),
    CONFIRMED_LATE: N_("%(rep)s confirmed it on %(at)s, late."),
}
CLOSED = N_("It was closed on %(at)s.")
NOT_BEGUN = N_("Nothing stands on the list of this week yet, so there is nothing to confirm.")


def week_page(
    work: Work, locale: str, monday: date | None = None, *, rep_id: str | None = None, ticks: bool = True
) -> WeekPage:
    """The reader's own week, or that of somebody they reach: the running one, unless a day of another is named.

    Without `ticks` its to-dos are only shown: behind a mailed link nobody has signed in.
    """
    rep = work.one(users.by_id(work.user, rep_id or work.user.id))
    say = Voice(locale, ZoneInfo(rep.time_zone))
    week = todos.shown_week(work, rep_id=rep.id, monday=monday)
    number, found = week_with(week.monday), week.todo_list
    today = work.now.astimezone(say.zone).date()
    is_own = rep.id == work.user.id
    is_open = is_own and found is not None and found.closed_at is None
    items = ItemVoice(say, is_open and ticks, ticks)
    return WeekPage(
        list_id=found.id if found else "",
        number=number.number,
        first=number.monday,
        last=number.sunday,
        rep=rep.name,
        is_own=is_own,
        before=number.monday - WEEK,
        after=number.monday + WEEK,
        standing=standing_of_week(found, week.confirmation, say, rep="" if is_own else rep.name),
        is_confirmed=found is not None and found.confirmed_at is not None,
        is_closed=found is not None and found.closed_at is not None,
        may_confirm=is_open and found is not None and found.confirmed_at is None,
        may_close=is_open and number.monday <= today,
        takes_more=is_own and ticks and number.sunday >= today,
        ends=today >= number.monday + FRIDAY,
        open_items=week.counts.open,
        days=_days(work, rep.id, number, say, today),
        sections=[
            Section(say(SOURCE_LABELS[one.source_kind]), [items.own(item) for item in one.items]) for one in week.groups
        ],
        for_others=[items.for_another(one) for one in week.for_others],
        ended=[items.ended(one) for one in work.db.execute(lists.ended_on(found.id))] if found else [],
    )


def close_week(work: Work, list_id: str, *, carry_open: bool) -> TodoList:
    """Closes a week; whoever closes it has gone through it, so that it counts as confirmed, too."""
    _confirm_too(work, list_id)
    return todos.close(work, list_id, carry_open=carry_open)


def end_week(work: Work, list_id: str, endings: Sequence[Ending]) -> TodoList:
    """Closes a week as its rep says of each item; what came onto it unseen is carried by nobody."""
    _confirm_too(work, list_id)
    still_open = {item.id for item in work.all(lists.items_of(list_id)) if item.state == State.OPEN}
    for one in endings:
        if one.item_id in still_open and one.end == End.DONE:
            todos.complete(work, one.item_id)
        elif one.item_id in still_open and one.end == End.DROP:
            todos.drop(work, one.item_id, one.reason)
    unseen = still_open - {one.item_id for one in endings}
    if unseen:
        raise StillOpen(count=len(unseen))
    return todos.close(work, list_id, carry_open=True)


def _confirm_too(work: Work, list_id: str) -> None:
    todo_list = work.one(lists.by_id(work.user, list_id))
    if todo_list.confirmed_at is None and todo_list.confirm_due_at is not None:
        todos.confirm(work, list_id)


def standing_of_week(
    todo_list: TodoList | None, confirmation: Confirmation | None, say: Voice, *, rep: str = ""
) -> list[str]:
    """How it stands with a week, in sentences to its rep, or with a `rep` about them."""
    if todo_list is None:
        return [say(NOT_BEGUN)]
    said = []
    if todo_list.confirmed_at:
        text = CONFIRMED if todo_list.confirmed_in_time else CONFIRMED_LATE
        said.append(_told(text, todo_list.confirmed_at, say, rep))
    elif todo_list.confirm_due_at and todo_list.closed_at is None:
        text = OVERDUE if confirmation == Confirmation.OVERDUE else DUE
        said.append(_told(text, todo_list.confirm_due_at, say, rep))
    if todo_list.closed_at:
        said.append(say(CLOSED, at=say.instant(todo_list.closed_at)))
    return said


def _told(text: str, at: datetime, say: Voice, rep: str) -> str:
    return say(OF_ANOTHER[text], rep=rep, at=say.instant(at)) if rep else say(text, at=say.instant(at))


def _days(work: Work, rep_id: str, week: Week, say: Voice, today: date) -> list[DayOfWeek]:
    rows = work.db.execute(queries.visits_of_week(rep_id, week.monday, week.sunday)).all()
    by_day = groupby(rows, key=lambda row: row.day)
    return [DayOfWeek(day, [_visit(row, say) for row in one], day < today) for day, one in by_day]


def _visit(row: Any, say: Voice) -> VisitOfWeek:
    state = VisitState(row.state)
    said = "" if state == VisitState.PLANNED else say(label(state))
    is_over = state not in {VisitState.PLANNED, VisitState.IN_PROGRESS}
    return VisitOfWeek(say.span(row.starts_at, row.minutes), row.account, row.objective or "", said, is_over)
