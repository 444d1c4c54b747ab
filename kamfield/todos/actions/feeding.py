"""What puts itself on a list: visits to prepare, reports owed, follow-ups due, promises to look after."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from kamfield.core.texts import translate
from kamfield.core.weeks import Week, week_at
from kamfield.core.work import Work
from kamfield.todos import queries
from kamfield.todos.models import TodoItem, TodoList
from kamfield.todos.rules import TITLES, Source, fed_item_id
from kamfield.users.models import User


def feed(work: Work, user: User) -> None:
    """Puts on the running list what came up since it was opened."""
    week = week_at(work.now, ZoneInfo(user.time_zone))
    running = work.db.scalars(queries.running_list(user.id, week).limit(1)).one_or_none()
    if running is not None:
        put_sources_on(work, running, user)


def put_sources_on(work: Work, todo_list: TodoList, user: User) -> None:
    """Everything the list's week holds that is not on it; what closed by itself and is asked for again opens again."""
    work.db.flush()
    known = {(item.source_kind, item.source_id): item for item in work.all(queries.fed_on(todo_list.id))}
    found = [(source, row, known.get((source, row.source_id))) for source, row in sources(work, user, todo_list.week)]
    new = [(source, row) for source, row, item in found if item is None]
    if new:
        work.act("todo.feed", todo_list)
    for source, row in new:
        title = translate(TITLES[source], user.locale, what=row.what)[:200]
        put_on(work, todo_list, source, row.source_id, title=title, due_on=_day(row, user), account_id=row.account_id)
    for _, row, item in found:
        if item is not None and item.closed_by_itself:
            work.act("todo.reopen", item)
            item.reopen()
            item.due_on = _day(row, user)


def put_on(work: Work, todo_list: TodoList, source: Source, source_id: str, **columns: Any) -> TodoItem | None:
    """An item that came from a thing; None when that thing is on this list already."""
    item_id = fed_item_id(todo_list.id, source, source_id)
    if work.db.get(TodoItem, item_id) is not None:
        return None
    where = {"list_id": todo_list.id, "rep_id": todo_list.rep_id}
    return work.add(TodoItem(id=item_id, source_kind=source, source_id=source_id, **where, **columns))


def sources(work: Work, user: User, week: Week) -> Iterator[tuple[Source, Any]]:
    """What somebody's week holds now: `(source_id, what, due, account_id)` of each thing."""
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
