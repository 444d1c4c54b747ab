"""Notices of the app: shown when a mail is written or has to wait, ended when their matter is over, gone in the end."""

from zoneinfo import ZoneInfo

from kamfield.core import sync_clock
from kamfield.core.weeks import Week, week_at
from kamfield.core.work import Work
from kamfield.reminders import queries as reminders
from kamfield.reminders.actions.notices import Said, show
from kamfield.reminders.background.notices import said_by
from kamfield.reminders.background.page import Draft, Told, in_one_text
from kamfield.reminders.models import Notice, Reminder
from kamfield.reminders.queries import in_app as queries
from kamfield.reminders.rules import SINGLE, Kind, Reason
from kamfield.reminders.rules.in_app import LOOKS_BACK, SHOWN_FOR
from kamfield.todos import queries as todos
from kamfield.users import queries as users
from kamfield.users.models import User

AT_ONCE = 5000


def show_mail(work: Work, user: User, row: Reminder, subject: str, draft: Draft) -> None:
    """What a mail says stands in the app, too."""
    said = draft.values.get("told")
    show(work, user, [Said(row, subject, in_one_text(said, user.locale) if isinstance(said, Told) else "")])


def show_waiting(work: Work, user: User, row: Reminder) -> None:
    """The app disturbs nobody: what is not mailed now, or not by itself, is there all the same."""
    said = said_by(work, row, user) if row.kind in SINGLE and row.kind != Kind.DIGEST else Reason.NOTHING_TO_SAY
    if isinstance(said, Told):
        show(work, user, [Said(row, said.title, in_one_text(said, user.locale))])


def end_notices(work: Work) -> None:
    """Looks at notices of which something was written not long ago."""
    for notice in work.all(queries.touched_since(work.now - LOOKS_BACK)):
        user = work.db.scalars(users.any_by_id(notice.user_id)).one()
        _end_if_over(work, user, notice)


def end_notices_of(work: Work, user: User) -> None:
    """Looks at all that somebody was told: also time puts an end to things."""
    for notice in work.all(queries.open_of(user.id)):
        _end_if_over(work, user, notice)


def forget_notices(work: Work) -> None:
    """What was told a month ago leaves the phones; the ledger has it still."""
    gone = work.db.scalars(queries.told_before(work.now - SHOWN_FOR).limit(AT_ONCE))
    sync_clock.write_many(work.db, Notice, [{"id": one, "deleted_at": work.now} for one in gone], work.now)


def _end_if_over(work: Work, user: User, notice: Notice) -> None:
    row = work.one(reminders.any_by_id(notice.id))
    if _is_week_over(work, user, row) if row.kind not in SINGLE else isinstance(said_by(work, row, user), Reason):
        notice.end(work.now)


def _is_week_over(work: Work, user: User, row: Reminder) -> bool:
    week = Week(row.params["year"], row.params["week"])
    if week < week_at(work.now, ZoneInfo(user.time_zone)):
        return True
    found = work.db.scalars(todos.list_of(user.id, week)).one_or_none()
    confirmed = found is not None and row.kind == Kind.WEEK and found.confirmed_at is not None
    return confirmed or (found is not None and found.closed_at is not None and row.kind != Kind.TEAM_WEEK)
