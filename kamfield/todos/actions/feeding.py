"""What puts itself on a list: visits to prepare, reports owed, follow-ups due, promises to look after."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from kamfield.core.texts import Phrase, translate
from kamfield.core.weeks import Week, week_at
from kamfield.core.work import Work
from kamfield.opportunities.rules.gates import QUESTION_LABELS, Question
from kamfield.policies import queries as policies
from kamfield.policies.rules.codes import DossierItem as Item
from kamfield.quotes.rules.dossier import ITEM_LABELS
from kamfield.todos import queries
from kamfield.todos.models import TodoItem, TodoList
from kamfield.todos.rules import TITLES, Source, State, fed_item_id
from kamfield.todos.rules.archive import first_named
from kamfield.users import queries as users
from kamfield.users.models import User

NAMING = frozenset({Source.DOSSIER, Source.STALE_ANSWERS})  # whose titles name what is left


def feed(work: Work, user: User) -> None:
    """Puts on the running list what came up since it was opened."""
    week = week_at(work.now, ZoneInfo(user.time_zone))
    running = work.db.scalars(queries.running_list(user.id, week).limit(1)).one_or_none()
    if running is not None:
        put_sources_on(work, running, user)


def feed_list_of(work: Work, user_id: str) -> None:
    """The same for somebody who is known by their id."""
    feed(work, work.one(users.any_by_id(user_id)))


def put_sources_on(work: Work, todo_list: TodoList, user: User) -> None:
    """Everything the list's week holds that is not on it; what closed by itself and is asked for again opens again."""
    work.db.flush()
    known = {(item.source_kind, item.source_id): item for item in work.all(queries.fed_on(todo_list.id))}
    found = [(source, row, known.get((source, row.source_id))) for source, row in sources(work, user, todo_list.week)]
    new = [(source, row) for source, row, item in found if item is None]
    if new:
        work.act("todo.feed", todo_list)
    for source, row in new:
        columns = {"title": _title(source, row, user), "due_on": _day(row, user), "account_id": row.account_id}
        put_on(work, todo_list, source, row.source_id, **columns)
    for source, row, item in found:
        if item is not None and item.closed_by_itself:
            work.act("todo.reopen", item)
            item.reopen()
            item.due_on = _day(row, user)
        if item is not None and source in NAMING:
            _name_what_is_left(work, item, _title(source, row, user))


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
        Source.ISSUE: queries.issues_to_solve(user.id, week),
    }
    for source, statement in found.items():
        for row in work.db.execute(statement):
            yield source, row
    for enquiry in enquiries(work, user.id):
        yield Source.DOSSIER, enquiry
    for opportunity in with_stale_answers(work, user):
        yield Source.STALE_ANSWERS, opportunity


def enquiries(work: Work, owner_id: str) -> list[SimpleNamespace]:
    """Somebody's enquiries of which something is missing, each once, with the names of what is missing."""
    rows = work.db.execute(queries.dossiers_missing(owner_id, policies.current(work).dossier_items)).all()
    return _once_each(rows, lambda row: ITEM_LABELS[Item(row.item)])


def with_stale_answers(work: Work, user: User) -> list[SimpleNamespace]:
    """Somebody's opportunities that should close soon on answers that are out of date, each with its questions."""
    rules, today = policies.current(work), work.now.astimezone(ZoneInfo(user.time_zone)).date()
    days = {
        "answered_before": today - timedelta(days=rules.answer_fresh_days),
        "closes_until": today + timedelta(days=rules.answers_asked_days_before_close),
    }
    rows = work.db.execute(queries.answers_out_of_date(user.id, **days)).all()
    found = _once_each(rows, lambda row: QUESTION_LABELS[Question(row.question)])
    for one in found:
        one.items = first_named(one.items)
    return found


def _once_each(rows: Iterable[Any], label: Callable[[Any], str]) -> list[SimpleNamespace]:
    """Rows of one thing each put together, with what is said of them as `items`; what has no day is due on none."""
    found: dict[str, SimpleNamespace] = {}
    for row in rows:
        one = found.setdefault(row.source_id, SimpleNamespace(**{"due": None, **row._mapping, "items": ()}))
        one.items = (*one.items, Phrase(label(row)))
    return list(found.values())


def _name_what_is_left(work: Work, item: TodoItem, title: str) -> None:
    if item.state == State.OPEN and item.title != title:
        work.act("todo.change", item)
        item.change(title=title)


def _title(source: Source, row: Any, user: User) -> str:
    more = {"items": row.items} if source in NAMING else {}
    return translate(TITLES[source], user.locale, what=row.what, **more)[:200]


def _day(row: Any, user: User) -> date | None:
    """The day something is due; of a report the day of its instant where the rep is."""
    due: date | datetime | None = row.due
    return due.astimezone(ZoneInfo(user.time_zone)).date() if isinstance(due, datetime) else due
