"""Call reports."""

from typing import Any

from sqlalchemy import Select

from kamfield.core.work import Work
from kamfield.visits.actions import minutes, reports
from kamfield.visits.actions.minutes import ReportInFull
from kamfield.visits.models import Report
from kamfield.visits.queries import parts
from kamfield.visits.routes.blueprint import blueprint
from kamfield.visits.schemas.minutes import MinutesOrder, ReportInFullSchema
from kamfield.visits.schemas.reports import InternalSchema, ReportParts, ReportQuery, ReportSchema, Review, Unlocking


@blueprint.list("/reports", ReportQuery, ReportSchema, sorts=parts.REPORT_SORTS)
def list_reports(work: Work, query: dict[str, Any]) -> Select[Report]:
    """Call reports of the people and on the accounts you reach, without their internal parts."""
    return parts.reports(work.user, **query)


@blueprint.get("/visits/<id:visit_id>/report", ReportInFullSchema)
def read_report(work: Work, visit_id: str) -> ReportInFull:
    """The report of a visit, and who at the client confirmed its minutes when; 404 while nobody began it."""
    return minutes.shown(work, visit_id)


@blueprint.patch("/visits/<id:visit_id>/report", ReportParts, ReportSchema)
def save_report(work: Work, body: dict[str, Any], version: int | None, visit_id: str) -> Report:
    """Save what is written so far. The first time there is no version yet: send `If-Match: *`.

    Complaints, facts and observations are kept as drafts; a fact that the archive would refuse is refused now.
    """
    return reports.save(work, visit_id, version, **body)


@blueprint.post("/visits/<id:visit_id>/report", ReportParts, ReportSchema)
def submit_report(work: Work, body: dict[str, Any], visit_id: str) -> Report:
    """Hand the report in, with what is sent along; then it is locked.

    It needs the outcome and a result for each objective; an advance needs a dated commitment of the client. A visit
    that nobody checked in is reported within the company's limit for back-dating.

    Complaints become issues; facts and observations go into the client's archive with the visit as their source,
    answers to the opportunity, the next step on the list of whoever it names. A report that was unlocked and is handed
    in again changes and takes back what it had led to; nothing is doubled.
    """
    return reports.submit(work, visit_id, **body)


@blueprint.get("/visits/<id:visit_id>/report/internal", InternalSchema, records=True)
def read_internal(work: Work, visit_id: str) -> Report:
    """The internal part, for the author, the account's lead and the managers above them.

    An administrator or a stand-in may read it too, and that is recorded.
    """
    return reports.read_internal(work, visit_id)


@blueprint.post("/visits/<id:visit_id>/report/minutes", MinutesOrder, ReportInFullSchema)
def send_minutes(work: Work, body: dict[str, Any], visit_id: str) -> ReportInFull:
    """Mail the minutes to the client's people who took part: `minutes_shared` of a report that was handed in.

    Each of them gets a link to a page where they confirm the minutes, or say what is not right; it needs no sign-in and
    works for 30 days. Who has the same minutes already gets no second mail; other minutes replace those not answered.
    """
    minutes.send(work, visit_id, **body)
    return minutes.shown(work, visit_id)


@blueprint.post("/visits/<id:visit_id>/report/unlocking", Unlocking, ReportSchema)
def unlock_report(work: Work, body: dict[str, Any], visit_id: str) -> Report:
    """As a manager, let the rep change a submitted report."""
    return reports.unlock(work, visit_id, **body)


@blueprint.post("/visits/<id:visit_id>/report/review", Review, ReportSchema)
def review_report(work: Work, body: dict[str, Any], visit_id: str) -> Report:
    """As a manager, comment a report and rate the preparation."""
    return reports.review(work, visit_id, **body)
