"""What those above a rep decide about a plan."""

from kamfield.core.journal import Entry
from kamfield.core.work import Work
from kamfield.plans import queries
from kamfield.plans.actions.seen import refuse_unseen
from kamfield.plans.actions.verdicts import refuse_decided, refuse_decided_line
from kamfield.plans.actions.waiting import count, settle
from kamfield.plans.models import Decision, Plan, PlanLine
from kamfield.visits.actions import visits
from kamfield.visits.rules.codes import CancelReason
from kamfield.visits.rules.codes import State as VisitState


def approve(work: Work, plan_id: str, version: int | None = None, stamp: int | None = None) -> Plan:
    """Puts the plan in force: every line that is still proposed, as the manager saw it."""
    plan = work.one(queries.by_id(work.user, plan_id), version=version)
    entry = work.act("plan.approve", plan)
    refuse_decided(work, plan, "approve")
    lines = work.all(queries.lines_of(plan_id))
    refuse_unseen(work, plan, lines, stamp)
    days = {visit.id: visit.day for visit in work.all(queries.visits_of(plan_id))}
    plan.approve(lines, days, _by(work, entry))
    settle(work, plan, lines)
    return plan


def give_back(work: Work, plan_id: str, comment: str, version: int | None = None) -> Plan:
    """Returns the plan to the rep, who mends it and submits it again."""
    plan = work.one(queries.by_id(work.user, plan_id), version=version)
    entry = work.act("plan.return", plan, comment=comment)
    refuse_decided(work, plan, "return")
    plan.give_back(_by(work, entry), comment)
    settle(work, plan, ())
    return plan


def approve_line(
    work: Work, plan_id: str, line_id: str, version: int | None = None, stamp: int | None = None
) -> PlanLine:
    """Puts one line in force, for the day its visit has now."""
    plan, line = _found(work, plan_id, line_id, version)
    entry = work.act("plan.approve_line", plan, line_id=line.id, visit_id=line.visit_id)
    refuse_unseen(work, plan, [line], stamp)
    return _decide(work, plan, line, "approve_line", _by(work, entry))


def return_line(work: Work, plan_id: str, line_id: str, comment: str, version: int | None = None) -> PlanLine:
    """Gives one line back to the rep."""
    plan, line = _found(work, plan_id, line_id, version)
    entry = work.act("plan.return_line", plan, line_id=line.id, visit_id=line.visit_id, comment=comment)
    return _decide(work, plan, line, "return_line", _by(work, entry), comment)


def reject_line(work: Work, plan_id: str, line_id: str, comment: str, version: int | None = None) -> PlanLine:
    """Says no to one line; its visit does not take place."""
    plan, line = _found(work, plan_id, line_id, version)
    entry = work.act("plan.reject_line", plan, line_id=line.id, visit_id=line.visit_id, comment=comment)
    _decide(work, plan, line, "reject_line", _by(work, entry), comment)
    if work.one(queries.visit_of_line(line)).state == VisitState.PLANNED:
        visits.cancel(work, line.visit_id, CancelReason.PLAN_DECISION, comment)
    return line


def acknowledge_line(
    work: Work, plan_id: str, line_id: str, version: int | None = None, comment: str | None = None
) -> PlanLine:
    """Takes note that a line dropped out of a plan in force."""
    plan, line = _found(work, plan_id, line_id, version)
    entry = work.act("plan.acknowledge_line", plan, line_id=line.id, visit_id=line.visit_id, comment=comment)
    plan.allow("acknowledge_line")
    line.acknowledge(_by(work, entry))
    count(work, plan)
    return line


def _found(work: Work, plan_id: str, line_id: str, version: int | None) -> tuple[Plan, PlanLine]:
    plan = work.one(queries.by_id(work.user, plan_id))
    return plan, work.one(queries.line(plan_id, line_id), version=version)


def _decide(
    work: Work, plan: Plan, line: PlanLine, verb: str, decision: Decision, comment: str | None = None
) -> PlanLine:
    refuse_decided(work, plan, verb)
    plan.allow(verb)
    refuse_decided_line(work, line, verb)
    line.decide(verb, decision, work.one(queries.visit_of_line(line)).day, comment)
    count(work, plan)
    return line


def _by(work: Work, entry: Entry) -> Decision:
    return Decision(work.user.id, work.now, entry.on_behalf_of_id)
