"""What a rep can do with the lines of a plan, and what befalls them when their visit changes."""

from collections.abc import Sequence
from typing import Any

from kamfield.core.errors import Problem, invalid
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.opportunities.actions import refer
from kamfield.plans import queries
from kamfield.plans.actions.reapproval import asks_again, fall_out
from kamfield.plans.actions.seen import clock_now
from kamfield.plans.actions.waiting import count
from kamfield.plans.models import Decision, Plan, PlanLine
from kamfield.plans.rules.month import first_of
from kamfield.plans.rules.states import MOST_LINES, State
from kamfield.visits import queries as visit_queries
from kamfield.visits.actions import visits
from kamfield.visits.models import Visit
from kamfield.visits.rules.codes import CancelReason
from kamfield.visits.rules.codes import State as VisitState


class PlanFull(Problem):
    """More visits than a month has room for."""

    status = 409
    title = N_("The plan is full")
    detail = N_("A plan has at most %(most)s visits.")


def add_line(
    work: Work,
    plan_id: str,
    *,
    visit_id: str | None = None,
    visit: dict[str, Any] | None = None,
    **columns: Any,
) -> PlanLine:
    """A visit that is there, or a new one, on the plan; on an approved one it asks for approval, or is only noted."""
    plan = work.one(queries.by_id(work.user, plan_id))
    entry = work.act("plan.add_line", plan)
    plan.allow("add_line")
    found = _taken(work, plan, visit_id) if visit is None else visits.add(work, rep_id=plan.rep_id, **visit)
    if first_of(found.day) != plan.month:
        pointer = "/visit_id" if visit is None else "/visit/day"
        raise invalid(pointer, "not-in-the-month", N_("This visit is not in the month of the plan."))
    _check_opportunity(work, found, columns)
    (line,) = _put(work, plan, [found], **columns)
    entry.details = {"line_id": line.id, "visit_id": found.id}
    return line


def add_lines(work: Work, plan_id: str, added: Sequence[Visit]) -> list[PlanLine]:
    """Many visits that were just made for the rep of the plan, in its month: one act, and counted once."""
    plan = work.one(queries.by_id(work.user, plan_id))
    work.act("plan.add_line", plan, visit_ids=[visit.id for visit in added])
    plan.allow("add_line")
    return _put(work, plan, added)


def change_line(work: Work, plan_id: str, line_id: str, version: int | None = None, **columns: Any) -> PlanLine:
    """Another opportunity or probability; the visit itself is changed as a visit."""
    plan = work.one(queries.by_id(work.user, plan_id))
    line = work.one(queries.line(plan_id, line_id), version=version)
    work.act("plan.change_line", plan, line_id=line.id)
    plan.allow("change_line")
    line.step("change_line", line.comment)
    _check_opportunity(work, work.one(queries.visit_of_line(line)), columns)
    for name, value in columns.items():
        setattr(line, name, value)
    return line


def remove_line(work: Work, plan_id: str, line_id: str, version: int | None = None) -> None:
    """Takes a visit off the plan: one that nobody decided about goes altogether, another is cancelled and stays."""
    plan = work.one(queries.by_id(work.user, plan_id))
    line = work.one(queries.line(plan_id, line_id), version=version)
    visit = work.one(queries.visit_of_line(line))
    work.act("plan.remove_line", plan, line_id=line.id, visit_id=visit.id)
    plan.allow("remove_line")
    is_new = line.decided_at is None and line.approved_day is None
    fall_out(work, plan, line, visit.account_id)
    if is_new:
        line.delete(work.now)
        visits.remove(work, visit.id)
    elif visit.state in {VisitState.PLANNED, VisitState.MISSED}:
        visits.cancel(work, visit.id, CancelReason.PLAN_DECISION)
    count(work, plan)


def propose_line(work: Work, plan_id: str, line_id: str) -> PlanLine:
    """Asks again for a decision about a line that was returned, of a plan that is in force."""
    plan = work.one(queries.by_id(work.user, plan_id))
    line = work.one(queries.line(plan_id, line_id))
    work.act("plan.propose_line", plan, line_id=line.id)
    plan.allow("propose_line")
    line.propose("propose_line", work.now, clock_now(work))
    count(work, plan)
    return line


def _put(work: Work, plan: Plan, added: Sequence[Visit], **columns: Any) -> list[PlanLine]:
    work.db.flush()  # the sync clock has stamped the visits
    seq = clock_now(work)
    lines = [PlanLine(plan_id=plan.id, visit_id=visit.id, **columns) for visit in added]
    for line, visit in zip(lines, added, strict=True):
        line.note_proposed(work.now, seq)
        if plan.state == State.APPROVED and not asks_again(work, visit.account_id):
            line.decide("approve_line", Decision(None, work.now), visit.day)
        work.add(line)
    count(work, plan)
    if plan.line_count > MOST_LINES:
        raise PlanFull(most=MOST_LINES)
    return lines


def _taken(work: Work, plan: Plan, visit_id: str | None) -> Visit:
    if visit_id is None:
        raise invalid("/visit_id", "required", N_("Say which visit: visit_id, or visit for a new one."))
    found = work.referred("/visit_id", visit_queries.by_id(work.user, visit_id))
    if found.rep_id != plan.rep_id:
        raise invalid("/visit_id", "not-yours", N_("This is somebody else's visit."))
    if found.state != VisitState.PLANNED:
        raise invalid("/visit_id", "not-open", N_("This visit is no longer open."))
    return found


def _check_opportunity(work: Work, visit: Visit, columns: dict[str, Any]) -> None:
    if columns.get("opportunity_id") is not None:
        refer(work, "/opportunity_id", columns["opportunity_id"], visit.account_id)
