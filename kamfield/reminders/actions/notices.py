"""What somebody is reminded of, in their app: each reminder once, however its mail fares."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from kamfield.core.prepared import rows_of
from kamfield.core.weeks import Week
from kamfield.core.work import Work
from kamfield.reminders.models import Notice, Reminder
from kamfield.reminders.queries import in_app as queries
from kamfield.reminders.rules import Kind
from kamfield.reminders.rules.in_app import ABOUT, CREDIT_CHECKS, IN_THE_APP
from kamfield.todos.queries import list_of
from kamfield.users.models import User


@dataclass(frozen=True)
class Said:
    """What a notice says, in its reader's language."""

    reminder: Reminder
    title: str
    text: str = ""


def show(work: Work, user: User, notices: Iterable[Said]) -> None:
    """Puts notices into somebody's app; what is there already stays as it was told."""
    wanted = {one.reminder.id: one for one in notices if one.reminder.kind in IN_THE_APP}
    with work.db.no_autoflush:  # what waits to be written is of other reminders
        known = {one.id for one in rows_of(work.db, queries.known_among(wanted.keys()))} if wanted else set()
    for one in wanted.values():
        if one.reminder.id not in known:
            work.add(_notice(work, user, one))


def read(work: Work, notice_id: str) -> Notice:
    """Somebody has seen a notice."""
    notice = work.one(queries.by_id(work.user, notice_id))
    work.act("notice.read", notice)
    notice.read(work.now)
    return notice


def read_until(work: Work, at: datetime) -> Sequence[Notice]:
    """Somebody has seen all that was told until then; what came later they have not."""
    unread = work.all(queries.unread_until(work.user, at))
    if unread:
        work.act("notice.read_all", unread[0], count=len(unread))
    for notice in unread:
        notice.read(work.now)
    return unread


def _notice(work: Work, user: User, said: Said) -> Notice:
    reminder = said.reminder
    subject_kind, subject_id = _about(work, user, reminder)
    return Notice(
        id=reminder.id,
        user_id=user.id,
        kind=reminder.kind,
        title=said.title,
        text=said.text,
        subject_kind=subject_kind,
        subject_id=subject_id,
        told_at=work.now,
    )


def _about(work: Work, user: User, reminder: Reminder) -> tuple[str | None, str | None]:
    table = ABOUT.get(Kind(reminder.kind))
    if table == ABOUT[Kind.WEEK]:
        week = Week(reminder.params["year"], reminder.params["week"])
        found = work.db.scalars(list_of(user.id, week)).one_or_none()
        return table, found.id if found else None
    if reminder.params.get("what") == "credit_check":
        return CREDIT_CHECKS, reminder.subject_id
    return table, reminder.subject_id if table else None
