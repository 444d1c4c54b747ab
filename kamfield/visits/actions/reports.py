"""What can be done with the call report of a visit."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from kamfield.accounts import queries as accounts
from kamfield.accounts.actions import visited
from kamfield.core.errors import Fault, Invalid, Problem
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.policies import queries as policies
from kamfield.users import queries as users
from kamfield.users.models import User
from kamfield.visits import queries
from kamfield.visits.actions.checklists import note_steps
from kamfield.visits.actions.commitments import set_commitments
from kamfield.visits.actions.consequences import carry_out
from kamfield.visits.actions.days import end_of, today_of, zone_of
from kamfield.visits.actions.people import note_attendance, set_companions
from kamfield.visits.actions.report_rows import keep_rows
from kamfield.visits.models import Commitment, Objective, Report, Visit
from kamfield.visits.queries import parts
from kamfield.visits.rules.codes import Outcome, State
from kamfield.visits.rules.moves import earliest_reportable
from kamfield.visits.rules.report_rows import COLUMNS


class OutsideReportingTime(Problem):
    """A visit that nobody checked in is reported soon after its day or not at all."""

    status = 409
    title = N_("This visit cannot be reported now")
    detail = N_(
        "Without check-in, a visit is reported on its day or soon after; today for the days %(first)s to %(last)s."
    )


def save(work: Work, visit_id: str, version: int | None = None, *, id: str | None = None, **written: Any) -> Report:
    """Keeps a draft; nobody is told."""
    visit = work.one(queries.by_id(work.user, visit_id))
    report = _report_of(work, visit, id, version)
    work.act("visit.report", visit, report_id=report.id)
    _write(work, visit, report, **written)
    return report


def submit(work: Work, visit_id: str, *, id: str | None = None, **written: Any) -> Report:
    """Hands the report in, with what is sent along; from now on it is locked."""
    visit = work.one(queries.to_change(work.user, visit_id))
    report = _report_of(work, visit, id)
    entry = work.act("visit.submit_report", visit, report_id=report.id, day=visit.day.isoformat())
    _write(work, visit, report, **written)
    _refuse_incomplete(work, visit, report)
    _refuse_untimely(work, visit)
    visit.step("report")
    report.submit(work.now, _due_at(work, visit))
    carry_out(work, visit, report)
    visited.note_visit(work, visit.account_id, visit.day, work.all(parts.met(visit.id)))
    entry.details = {**entry.details, "outcome": report.outcome, "late": report.late}
    return report


def unlock(work: Work, visit_id: str, reason: str) -> Report:
    """A manager lets the rep write again."""
    visit = work.one(queries.by_id(work.user, visit_id))
    report = work.one(parts.report_of(work.user, visit_id))
    work.act("visit.unlock_report", visit, report_id=report.id, reason=reason)
    visit.step("unlock")
    report.locked = False
    return report


def review(work: Work, visit_id: str, comment: str | None, rating: int | None) -> Report:
    """A manager comments the report and rates the preparation (1 to 5)."""
    visit = work.one(queries.by_id(work.user, visit_id))
    report = work.one(parts.report_of(work.user, visit_id))
    work.act("visit.review_report", visit, report_id=report.id, rating=rating)
    report.review(work.user.id, work.now, comment, rating)
    return report


def read_internal(work: Work, visit_id: str) -> Report:
    """The report, for its internal part. Who is neither its author, nor the lead, nor above leaves a trace."""
    visit = work.one(queries.by_id(work.user, visit_id))
    report = work.one(parts.report_of(work.user, visit_id))
    if not _is_for(work, visit):
        work.act("visit.read_internal", visit, report_id=report.id)
    return report


def _is_for(work: Work, visit: Visit) -> bool:
    readers = {visit.rep_id, *work.db.scalars(accounts.lead_of(visit.account_id))}
    return any(work.user.id == reader or work.user.id in work.all(users.managers_above(reader)) for reader in readers)


def _report_of(work: Work, visit: Visit, id: str | None, version: int | None = None) -> Report:
    statement = parts.of_visit(Report, visit.id)
    if not work.all(statement):
        whose = {"visit_id": visit.id, "rep_id": visit.rep_id, "account_id": visit.account_id}
        return work.add(Report(**whose, **({"id": id} if id else {})))
    return work.one(statement, version=version)


def _write(
    work: Work,
    visit: Visit,
    report: Report,
    *,
    attendee_ids: Sequence[str] | None = None,
    companion_ids: Sequence[str] | None = None,
    results: Sequence[dict[str, Any]] | None = None,
    commitments: Sequence[dict[str, Any]] | None = None,
    checklist_id: str | None = None,
    steps: Sequence[dict[str, Any]] | None = None,
    **columns: Any,
) -> None:
    report.refuse_when_locked()
    if columns.get("next_step_owner_id") is not None:
        work.referred("/next_step_owner_id", users.any_by_id(columns["next_step_owner_id"]).where(User.active))
    for name in COLUMNS.keys() & columns.keys():
        keep_rows(work, visit, report, name, columns.pop(name))
    note_steps(work, visit, report, checklist_id, steps)
    for name, value in columns.items():
        setattr(report, name, value)
    if attendee_ids is not None:
        note_attendance(work, visit, attendee_ids)
    if companion_ids is not None:
        set_companions(work, visit, companion_ids)
    for place, result in enumerate(results or ()):
        _conclude(work, visit, place, **result)
    if commitments is not None:
        set_commitments(work, visit, commitments)


def _conclude(
    work: Work, visit: Visit, place: int, *, objective_id: str, result: Any, actual: Any = None, note: Any = None
) -> None:
    wanted = parts.objective(work.user, visit.id, objective_id)
    work.referred(f"/results/{place}/objective_id", wanted).conclude(result, actual, note)


def _refuse_incomplete(work: Work, visit: Visit, report: Report) -> None:
    with work.db.no_autoflush:  # whatever was concluded just now is in these very objects
        open_aims = [aim for aim in work.all(parts.of_visit(Objective, visit.id)) if aim.result is None]
    is_empty_advance = report.outcome == Outcome.ADVANCE and not work.db.scalar(parts.count_of(Commitment, visit.id))
    questions = [
        (report.outcome is None, "required", N_("Say how the visit ended."), "/outcome"),
        (bool(open_aims), "result-missing", N_("Say of each objective whether it was achieved."), "/results"),
        (
            is_empty_advance,
            "commitment-missing",
            N_("An advance needs something the client will do by a day."),
            "/commitments",
        ),
        (
            bool(report.next_step) and report.next_step_on is None,
            "required",
            N_("Say by when the next step is done."),
            "/next_step_on",
        ),
    ]
    faults = [Fault(code, text, pointer) for is_wrong, code, text, pointer in questions if is_wrong]
    if faults:
        raise Invalid(faults)


def _refuse_untimely(work: Work, visit: Visit) -> None:
    if visit.state not in {State.PLANNED, State.MISSED}:
        return
    today, usual = today_of(work, visit.rep_id), policies.current(work)
    earliest = earliest_reportable(
        today, back_dating_days=usual.back_dating_days, cut_off_day=usual.monthly_cut_off_day
    )
    if not earliest <= visit.day <= today:
        raise OutsideReportingTime(first=earliest.isoformat(), last=today.isoformat())


def _due_at(work: Work, visit: Visit) -> datetime:
    if visit.report_due_at is not None:
        return visit.report_due_at
    return end_of(visit.day, zone_of(work, visit.rep_id)) + timedelta(hours=policies.current(work).report_due_hours)
