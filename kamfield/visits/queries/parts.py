"""What belongs to visits: seen by whoever sees the visit."""

from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import Select, func, select

from kamfield.core.made_once import made_once
from kamfield.core.work import Actor
from kamfield.users.rules import Role
from kamfield.visits.models import Check, Commitment, Objective, Report, Visit, VisitContact
from kamfield.visits.models.part import Part
from kamfield.visits.queries.visits import visible_ids
from kamfield.visits.rules.codes import CommitmentState, State

Kind = TypeVar("Kind", bound=Part)

COMMITMENT_SORTS = {"due_on": Commitment.due_on}
REPORT_SORTS = {"created_at": Report.created_at}


def parts(user: Actor, kind: type[Kind]) -> Select[Kind]:
    """Objectives, reports, commitments … of the visits a user sees."""
    statement = select(kind).where(kind.deleted_at.is_(None))
    if user.role in {Role.ADMIN, "system"}:
        return statement
    return statement.where(kind.visit_id.in_(visible_ids(user)))


@made_once
def of_visit(kind: type[Kind], visit_id: str) -> Select[Kind]:
    """Those of one visit, which the caller has already found."""
    return select(kind).where(kind.visit_id == visit_id, kind.deleted_at.is_(None))


def count_of(kind: type[Kind], visit_id: str) -> Select[int]:
    """How many of them."""
    return select(func.count()).select_from(kind).where(kind.visit_id == visit_id, kind.deleted_at.is_(None))


@made_once
def met(visit_id: str) -> Select[str]:
    """The ids of the client's people whom a visit met: expected, and not said to have stayed away."""
    there = select(VisitContact.contact_id).where(VisitContact.visit_id == visit_id, VisitContact.deleted_at.is_(None))
    return there.where(VisitContact.attended.is_not(False)).order_by(VisitContact.id)


def objective(user: Actor, visit_id: str, objective_id: str) -> Select[Objective]:
    """One objective of a visit."""
    return parts(user, Objective).where(Objective.visit_id == visit_id, Objective.id == objective_id)


def report_of(user: Actor, visit_id: str) -> Select[Report]:
    """The report of a visit."""
    return parts(user, Report).where(Report.visit_id == visit_id)


def reports(
    user: Actor,
    *,
    rep_id: str | None = None,
    account_id: str | None = None,
    outcome: str | None = None,
    late: bool | None = None,
    submitted: bool | None = None,
    reviewed: bool | None = None,
) -> Select[Report]:
    """Reports of a rep, on an account, with an outcome, late or in time, handed in or not, commented or not."""
    given = [
        (Report.rep_id, rep_id),
        (Report.account_id, account_id),
        (Report.outcome, outcome),
        (Report.late, late),
    ]
    statement = parts(user, Report).where(*(column == value for column, value in given if value is not None))
    for at, is_set in ((Report.submitted_at, submitted), (Report.reviewed_at, reviewed)):
        if is_set is not None:
            statement = statement.where(at.is_not(None) if is_set else at.is_(None))
    return statement


def report_by_id(user: Actor, report_id: str) -> Select[Report]:
    """One report by its own id: for what hangs on it."""
    return parts(user, Report).where(Report.id == report_id)


def commitments(
    user: Actor,
    *,
    rep_id: str | None = None,
    account_id: str | None = None,
    state: str | None = None,
    due_to: date | None = None,
) -> Select[Commitment]:
    """What clients promised: to a rep, of an account, open or not, due by a day."""
    given = [(Commitment.rep_id, rep_id), (Commitment.account_id, account_id), (Commitment.state, state)]
    statement = parts(user, Commitment).where(*(column == value for column, value in given if value is not None))
    return statement if due_to is None else statement.where(Commitment.due_on <= due_to)


def commitment(user: Actor, commitment_id: str) -> Select[Commitment]:
    """One of them."""
    return parts(user, Commitment).where(Commitment.id == commitment_id)


def check_said_at(visit_id: str, kind: str, at: datetime) -> Select[Check]:
    """What the phone said of a visit at one instant of its clock."""
    return select(Check).where(Check.visit_id == visit_id, Check.kind == kind, Check.device_at == at)


def in_progress(rep_id: str) -> Select[Visit]:
    """The visit at which a rep is now: one at most."""
    return select(Visit).where(Visit.rep_id == rep_id, Visit.state == State.IN_PROGRESS, Visit.deleted_at.is_(None))


def last_fix_before(rep_id: str, at: datetime) -> Select[Check]:
    """The latest check of a rep with a position, by the phone's clock."""
    statement = select(Check).where(Check.rep_id == rep_id, Check.device_at <= at, Check.latitude.is_not(None))
    return statement.order_by(Check.device_at.desc()).limit(1)


def exact_positions_before(at: datetime, most: int) -> Select[Check]:
    """Checks whose position was kept exactly for long enough."""
    statement = select(Check).where(Check.latitude.is_not(None), Check.coarsened_at.is_(None), Check.received_at < at)
    return statement.order_by(Check.received_at, Check.id).limit(most)


def open_commitments_of(user_id: str) -> Select[Commitment]:
    """The open promises that somebody looks after; without asking for reach."""
    mine = select(Commitment).where(Commitment.rep_id == user_id, Commitment.deleted_at.is_(None))
    return mine.where(Commitment.state == CommitmentState.OPEN).order_by(Commitment.due_on, Commitment.id)
