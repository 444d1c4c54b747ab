"""Beginning, confirming and closing somebody's week."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from kamfield.core.prepared import rows_of
from kamfield.core.weeks import Week, week_at
from kamfield.core.work import Work
from kamfield.policies import queries as policies
from kamfield.policies.rules.codes import Weekday
from kamfield.policies.rules.working_days import is_working_day
from kamfield.todos import queries
from kamfield.todos.actions.archive import put_archive_on
from kamfield.todos.actions.feeding import put_sources_on, sources
from kamfield.todos.actions.lists import carry_to, list_of, open_list
from kamfield.todos.models import TodoItem, TodoList
from kamfield.todos.rules import BEGUN_ANEW, Because, State
from kamfield.todos.rules.weeks import confirm_due_at
from kamfield.users import queries as users
from kamfield.users.models import User
from kamfield.users.rules import WEEKDAYS


def open_week(work: Work, user: User, week: Week) -> TodoList:
    """Begins somebody's week: what earlier lists left open is carried, what the week holds is put on. Once."""
    todo_list = list_of(work, user.id, week)
    if todo_list.opened_at is None:
        work.act("todo.open_week", todo_list)
        todo_list.open(work.now, _deadline(work, user, week, work.now))
        for earlier in work.all(queries.unclosed_before(user.id, week.monday)):
            for item in work.all(queries.items_of(earlier.id)):
                _end(work, item, todo_list)
            earlier.close(work.now, None, 0)
        put_archive_on(work, todo_list, user)
    if todo_list.closed_at is None:
        put_sources_on(work, todo_list, user)
    return todo_list


def holds_something(work: Work, user: User, week: Week) -> bool:
    """Whether somebody has anything to do in a week: a manager without clients needs no list."""
    begun = work.all(queries.unclosed_before(user.id, week.following.monday).limit(1))
    return bool(begun) or next(sources(work, user, week), None) is not None


def confirm(work: Work, list_id: str) -> TodoList:
    """The rep has gone through the week."""
    todo_list = work.one(queries.by_id(work.user, list_id))
    work.act("todo.confirm_week", todo_list)
    todo_list.confirm(work.now)
    return todo_list


def close(work: Work, list_id: str, *, carry_open: bool = False) -> TodoList:
    """Each item has its end. With `carry_open` what is open goes to the next week, in the same act."""
    todo_list = work.one(queries.by_id(work.user, list_id))
    work.act("todo.close_week", todo_list)
    todo_list.refuse_when_closed()
    still_open = [item for item in work.all(queries.items_of(list_id)) if item.state == State.OPEN]
    if carry_open and still_open:
        rep = work.one(users.any_by_id(todo_list.rep_id))
        following = open_list(work, rep, todo_list.week.following.monday)
        for item in still_open:
            _end(work, item, following)
        still_open = []
    todo_list.close(work.now, work.user.id, len(still_open))
    return todo_list


def move_deadline(work: Work, user: User) -> None:
    """The hour by which the running week is to be confirmed, when days off or the time zone have changed."""
    week = week_at(work.now, ZoneInfo(user.time_zone))
    todo_list = work.db.scalars(queries.list_of(user.id, week)).one_or_none()
    if todo_list is None or todo_list.opened_at is None or todo_list.closed_at or todo_list.confirmed_at:
        return
    due_at = _deadline(work, user, week, todo_list.opened_at)
    if due_at != todo_list.confirm_due_at:
        work.act("todo.move_deadline", todo_list)
        todo_list.confirm_due_at = due_at


def _end(work: Work, item: TodoItem, following: TodoList) -> None:
    """When its week ends, what is open goes along; but nothing is prepared for a day gone by."""
    if item.state == State.OPEN and item.source_kind in BEGUN_ANEW:
        item.close("todo.drop", work.now, reason=Because.OVER)
    elif item.state == State.OPEN:
        carry_to(work, item, following)


def _deadline(work: Work, user: User, week: Week, opened_at: datetime) -> datetime | None:
    rules = policies.current(work)
    weekday = list(Weekday).index(rules.confirm_week_on)
    zone = ZoneInfo(user.time_zone)
    return confirm_due_at(
        week, weekday, rules.confirm_week_by, zone, opened_at, worked(work, user, week.monday, week.sunday)
    )


def worked(work: Work, user: User, first: date, last: date) -> Callable[[date], bool]:
    """Whether somebody works on a day between two: their hours and days off, the company's calendar.

    A make-up weekend (调休) is worked, whatever the hours say of weekends.
    """
    rules = policies.current(work)
    away = rows_of(work.db, users.away_between(user.id, first, last))

    def is_worked(day: date) -> bool:
        weekend = day.weekday() >= 5
        has_hours = weekend or bool(user.working_hours.get(WEEKDAYS[day.weekday()]))
        off = any(absence.from_on <= day <= absence.to_on for absence in away)
        return has_hours and not off and is_working_day(day, rules.holiday_country, rules.holiday_subdivision)

    return is_worked
