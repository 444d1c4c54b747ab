"""What can be done with to-do lists; one function per verb."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from kamfield.accounts import queries as accounts
from kamfield.core.texts import translate
from kamfield.core.weeks import Week, week_at, week_with
from kamfield.core.work import Work
from kamfield.todos import queries
from kamfield.todos.models import TodoItem, TodoList
from kamfield.todos.rules import (
    BEGUN_ANEW,
    CLIENTS_A_WEEK,
    TITLES,
    Because,
    Source,
    State,
    carried_item_id,
    fed_item_id,
)
from kamfield.users import queries as users
from kamfield.users.models import User


def open_week(work: Work, user: User, week: Week) -> TodoList:
    """Begins somebody's week: what earlier lists left open is carried, what the week holds is put on. Once."""
    todo_list = list_of(work, user.id, week)
    if todo_list.opened_at is None:
        work.act("todo.open_week", todo_list)
        todo_list.open(work.now)
        for earlier in work.all(queries.unclosed_before(user.id, week.monday)):
            _end(work, earlier, todo_list)
        _put_on(work, todo_list, user)
        _put_archive_on(work, todo_list, user)
    return todo_list


def feed(work: Work, user: User) -> None:
    """Puts on the running list what came up since it was opened."""
    todo_list = work.db.scalars(queries.list_of(user.id, week_at(work.now, ZoneInfo(user.time_zone)))).one_or_none()
    if todo_list is not None and todo_list.opened_at and not todo_list.closed_at:
        _put_on(work, todo_list, user)


def confirm(work: Work, list_id: str) -> TodoList:
    """The rep has gone through the week."""
    todo_list = work.one(queries.by_id(work.user, list_id))
    work.act("todo.confirm_week", todo_list)
    todo_list.confirm(work.now)
    return todo_list


def close(work: Work, list_id: str) -> TodoList:
    """Each item has its end."""
    todo_list = work.one(queries.by_id(work.user, list_id))
    work.act("todo.close_week", todo_list)
    still_open = [item for item in work.all(queries.items_of(list_id)) if item.state == State.OPEN]
    todo_list.close(work.now, work.user.id, len(still_open))
    return todo_list


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
    rep = work.referred("/rep_id", users.by_id(work.user, rep_id or work.user.id))
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
    work.act("todo.change", item)
    item.change(**columns)
    return item


def complete(work: Work, item_id: str) -> TodoItem:
    """Done."""
    item = work.one(queries.item_by_id(work.user, item_id))
    work.act("todo.complete", item)
    item.close("todo.complete", work.now)
    return item


def drop(work: Work, item_id: str, reason: str) -> TodoItem:
    """Not done, and why."""
    item = work.one(queries.item_by_id(work.user, item_id))
    work.act("todo.drop", item)
    item.close("todo.drop", work.now, reason)
    return item


def carry(work: Work, item_id: str) -> TodoItem:
    """Put on the next week's list; returns the item there."""
    item = work.one(queries.item_by_id(work.user, item_id))
    work.act("todo.carry", item)
    rep = work.one(users.any_by_id(item.rep_id))
    following = work.one(queries.by_id(work.user, item.list_id)).week.following
    return _carry(work, item, open_list(work, rep, following.monday))


def reopen(work: Work, item_id: str, version: int | None) -> TodoItem:
    """To be done after all."""
    item = work.one(queries.item_by_id(work.user, item_id), version=version)
    work.act("todo.reopen", item)
    work.one(queries.by_id(work.user, item.list_id)).refuse_when_closed()
    item.reopen()
    return item


def list_of(work: Work, rep_id: str, week: Week) -> TodoList:
    """Somebody's list of a week, made when it is first needed."""
    found = work.db.scalars(queries.list_of(rep_id, week)).one_or_none()
    if found is None:
        found = TodoList(rep_id=rep_id, iso_year=week.year, iso_week=week.number, monday=week.monday)
        work.add(found)
        work.db.flush()  # before the items that refer to it
    return found


def open_list(work: Work, rep: User, on: date | None) -> TodoList:
    """The list that takes something due on a day: that of its week, or the running one; never a closed one."""
    week = week_at(work.now, ZoneInfo(rep.time_zone))
    if on is not None:
        week = max(week, week_with(on))
    while (found := list_of(work, rep.id, week)).closed_at is not None:
        week = week.following
    return found


def put_on(work: Work, todo_list: TodoList, source: Source, source_id: str, **columns: Any) -> TodoItem | None:
    """An item that came from a thing; None when that thing is on this list already."""
    item_id = fed_item_id(todo_list.id, source, source_id)
    if work.db.get(TodoItem, item_id) is not None:
        return None
    return work.add(
        TodoItem(
            id=item_id,
            list_id=todo_list.id,
            rep_id=todo_list.rep_id,
            source_kind=source,
            source_id=source_id,
            **columns,
        )
    )


def _put_on(work: Work, todo_list: TodoList, user: User) -> None:
    """Everything the list's week holds that is not on it yet."""
    work.db.flush()
    drafts = [
        (source, row)
        for source, row in _sources(work, user, todo_list.week)
        if work.db.get(TodoItem, fed_item_id(todo_list.id, source, row.source_id)) is None
    ]
    if not drafts:
        return
    work.act("todo.feed", todo_list)
    for source, row in drafts:
        title = translate(TITLES[source], user.locale, what=row.what)
        put_on(work, todo_list, source, row.source_id, title=title, due_on=_day(row, user), account_id=row.account_id)


def _put_archive_on(work: Work, todo_list: TodoList, user: User) -> None:
    """The clients whose archive lacks most for their tier, the most important first."""
    led = work.all(queries.led_with_tier(user.id))
    found = accounts.gaps(work, led)
    lacking = sorted((one.tier or "", found[one.id].percent, one.id) for one in led if found[one.id].percent < 100)
    if not lacking:
        return
    work.act("todo.feed", todo_list)
    named = {account.id: account.name for account in led}
    for _, _, account_id in lacking[:CLIENTS_A_WEEK]:
        gaps = found[account_id]
        params = {"what": named[account_id], "missing": len(gaps.missing), "stale": len(gaps.stale)}
        title = translate(TITLES[Source.ARCHIVE], user.locale, **params)
        friday = todo_list.week.monday + timedelta(days=4)
        put_on(work, todo_list, Source.ARCHIVE, account_id, title=title, due_on=friday, account_id=account_id)


def _sources(work: Work, user: User, week: Week) -> Iterator[tuple[Source, Any]]:
    found = {
        Source.PREPARATION: queries.visits_to_prepare(user.id, week),
        Source.REPORT: queries.reports_owed(user.id),
        Source.FOLLOW_UP: queries.follow_ups_due(user.id, week),
        Source.COMMITMENT: queries.commitments_due(user.id, week),
    }
    for source, statement in found.items():
        for row in work.db.execute(statement):
            yield source, row


def _day(row: Any, user: User) -> date | None:
    """The day something is due; of a report the day of its instant where the rep is."""
    due: date | datetime | None = row.due
    return due.astimezone(ZoneInfo(user.time_zone)).date() if isinstance(due, datetime) else due


def _end(work: Work, earlier: TodoList, following: TodoList) -> None:
    """A week ends because the next one begins: what is open goes along, but nothing is prepared for a day gone by."""
    for item in work.all(queries.items_of(earlier.id)):
        if item.state == State.OPEN and item.source_kind in BEGUN_ANEW:
            item.close("todo.drop", work.now, Because.OVER)
        elif item.state == State.OPEN:
            _carry(work, item, following)
    earlier.close(work.now, None, 0)


def _carry(work: Work, item: TodoItem, following: TodoList) -> TodoItem:
    item.close("todo.carry", work.now)
    columns = (
        "rep_id",
        "title",
        "due_on",
        "priority",
        "account_id",
        "source_kind",
        "source_id",
        "assignee_id",
        "author_id",
    )
    new_id = (
        fed_item_id(following.id, Source(item.source_kind), item.source_id)
        if item.source_id
        else carried_item_id(following.id, item.id)
    )
    work.db.flush()
    known = work.db.get(TodoItem, new_id)
    return known or work.add(
        TodoItem(
            id=new_id,
            list_id=following.id,
            times_carried=item.times_carried + 1,
            **{name: getattr(item, name) for name in columns},
        )
    )


def _check_references(work: Work, account_id: str | None, assignee_id: str | None) -> None:
    if account_id is not None:
        work.referred("/account_id", accounts.by_id(work.user, account_id))
    if assignee_id is not None:
        work.referred("/assignee_id", users.any_by_id(assignee_id).where(User.active))
