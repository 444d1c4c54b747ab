"""Visits that are not prepared, and reports that are owed."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from kamfield.core.prepared import rows_of
from kamfield.core.texts import N_, Phrase
from kamfield.core.work import Work
from kamfield.reminders.background.page import TO_THE_WEEK, Notice
from kamfield.reminders.models import Reminder
from kamfield.reminders.queries import mornings as queries
from kamfield.reminders.rules import Kind, Reason
from kamfield.reminders.rules.hours import DAY, morning_of
from kamfield.reminders.rules.occasions import Occasion, Span
from kamfield.users.models import User
from kamfield.visits.rules.codes import State, W
from kamfield.visits.rules.labels import label


def visits_unprepared(work: Work, user: User, first: date, last: date) -> Iterator[Occasion]:
    """The visits between two days of which a W is missing."""
    for visit in rows_of(work.db, queries.visits_to_come(user.id, first, last)):
        if _is_unprepared(visit):
            yield Occasion(Kind.VISIT_UNPREPARED, visit.id, f"{visit.id}:{visit.day}")


def visits_today_unprepared(work: Work, user: User, span: Span) -> Iterator[Occasion]:
    """What nobody told the evening before: a visit that was planned later, or the first day after days off."""
    return visits_unprepared(work, user, span.today, span.until)


def visit_unprepared(work: Work, row: Reminder, user: User) -> Notice | Reason:
    """A visit to come that still lacks something."""
    visit = work.row(queries.visit(row.subject_id or ""))
    today = work.now.astimezone(ZoneInfo(user.time_zone)).date()
    if not _is_unprepared(visit) or visit.rep_id != user.id or visit.day < today:
        return Reason.NO_LONGER_NEEDED
    missing = tuple(Phrase(label(W(w))) for w in visit.missing)
    values = {"account": visit.account_name, "when": visit.starts_at or visit.day, "missing": missing}
    title = N_("Visit not prepared: %(account)s, %(when)s")
    return Notice(title, values, lead=N_("It has no answer yet to: %(missing)s."), **TO_THE_WEEK)


def reports_owed(work: Work, user: User, span: Span) -> Iterator[Occasion]:
    """Those due before the next working day's morning, and once more those that are late."""
    soon = morning_of(span.until + DAY, ZoneInfo(user.time_zone))
    for visit in rows_of(work.db, queries.reports_owed(user.id)):
        if visit.report_due_at is not None and visit.report_due_at <= soon:
            stage = "late" if visit.report_due_at < work.now else "due"
            yield Occasion(Kind.REPORT_OWED, visit.id, f"{visit.id}:{stage}")


def report_owed(work: Work, row: Reminder, user: User) -> Notice | Reason:
    """A report that is not written yet."""
    visit = work.row(queries.visit(row.subject_id or ""))
    if visit.state != State.DONE or visit.rep_id != user.id:
        return Reason.NO_LONGER_NEEDED
    values = {"account": visit.account_name, "day": visit.day, "until": visit.report_due_at}
    late = visit.report_due_at is not None and visit.report_due_at < work.now
    title = (
        N_("Report late: %(account)s, visit on %(day)s") if late else N_("Report owed: %(account)s, visit on %(day)s")
    )
    lead = N_("It was due by %(until)s.") if late else N_("It is due by %(until)s.")
    return Notice(title, values, lead=lead, **TO_THE_WEEK)


def _is_unprepared(visit: Any) -> bool:
    return bool(visit.missing) and visit.state == State.PLANNED and not visit.urgent
