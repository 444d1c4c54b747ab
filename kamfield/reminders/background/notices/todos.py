"""What stands on somebody's list for the day, and what is to be found out about their clients."""

from collections.abc import Iterator
from dataclasses import replace
from zoneinfo import ZoneInfo

from kamfield.core.prepared import rows_of
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.reminders.background.page import TO_THE_WEEK, Line, Notice
from kamfield.reminders.models import Reminder
from kamfield.reminders.queries import mornings as queries
from kamfield.reminders.rules import Kind, Reason
from kamfield.reminders.rules.occasions import LOOKS_BACK, Occasion, Span
from kamfield.todos.rules import Source, State
from kamfield.users.models import User

CHECK = "credit_check"


def todos_due(work: Work, user: User, span: Span) -> Iterator[Occasion]:
    """Items of the list; those that ask what is not known of a client are a kind of their own."""
    first = span.today - LOOKS_BACK
    for item in rows_of(work.db, queries.items_due(user.id, first, span.until)):
        kind = Kind.FACT_DUE if item.source_kind == Source.ARCHIVE else Kind.TODO_DUE
        yield Occasion(kind, item.id, f"{item.id}:{item.due_on}")
    for check in rows_of(work.db, queries.credit_checks_due(user.id, first, span.until)):
        yield Occasion(Kind.FACT_DUE, check.id, f"{check.id}:{check.due_on}", {"what": CHECK})


def todo_due(work: Work, row: Reminder, user: User) -> Notice | Reason:
    """An item that is still open; of another's list the client is not told."""
    item = work.row(queries.item(row.subject_id or ""))
    if item.state != State.OPEN or user.id not in {item.rep_id, item.assignee_id} or item.due_on is None:
        return Reason.NO_LONGER_NEEDED
    late = item.due_on < work.now.astimezone(ZoneInfo(user.time_zone)).date()
    values = {"title": item.title, "day": item.due_on}
    known = item.account_name and item.rep_id == user.id and item.account_name not in item.title
    title = N_("Was due on %(day)s: %(title)s") if late else N_("Due on %(day)s: %(title)s")
    way = TO_THE_WEEK if item.rep_id == user.id else {}
    return Notice(title, values, lines=[Line(item.account_name)] if known else (), **way)


def fact_due(work: Work, row: Reminder, user: User) -> Notice | Reason:
    """Something to find out that nobody found out yet."""
    if row.params.get("what") != CHECK:
        return _file_to_complete(work, row, user)
    check = work.row(queries.credit_check(row.subject_id or ""))
    if check.superseded_at is not None or check.lead_id != user.id:
        return Reason.NO_LONGER_NEEDED
    values = {"account": check.account_name, "day": check.due_on}
    return Notice(N_("The credit of %(account)s is to be checked by %(day)s"), values)


def _file_to_complete(work: Work, row: Reminder, user: User) -> Notice | Reason:
    """What is missing is too long for a subject: it stands below."""
    item, said = work.row(queries.item(row.subject_id or "")), todo_due(work, row, user)
    if isinstance(said, Reason) or item.rep_id != user.id or not item.account_name:
        return said
    title, values = N_("To complete by %(day)s: the file of %(account)s"), {"account": item.account_name}
    return replace(said, title=title, values={**said.values, **values}, lines=[Line(item.title)])
