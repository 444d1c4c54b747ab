"""What those above a rep decide about a plan."""

from kamfield.core.work import Work
from kamfield.plans import queries
from kamfield.plans.actions.verdicts import refuse_decided, refuse_decided_line
from kamfield.plans.models import Decision, Plan, PlanLine
from kamfield.plans.rules.states import LineState
from kamfield.visits.actions import visits
from kamfield.visits.rules.codes import CancelReason
from kamfield.visits.rules.codes import State as VisitState

LINE_DECISIONS = ("approve_line", "return_line", "reject_line")


def approve(work: Work, plan_id: str, version: int | None = None) -> Plan:
    """Puts the plan in force: every line that is still proposed."""
    plan = work.one(queries.by_id(work.user, plan_id), version=version)
    decision = _decision(work, "plan.approve", plan)
    refuse_decided(work, plan, "approve")
    days = {visit.id: visit.day for visit in work.all(queries.visits_of(plan_id))}
    plan.approve(work.all(queries.lines_of(plan_id)), days, decision)
    return plan


def give_back(work: Work, plan_id: str, comment: str, version: int | None = None) -> Plan:
    """Returns the plan to the rep, who mends it and submits it again."""
    plan = work.one(queries.by_id(work.user, plan_id), version=version)
    decision = _decision(work, "plan.return", plan, comment=comment)
    refuse_decided(work, plan, "return")
    plan.give_back(decision, comment)
    return plan


def decide_line(
    work: Work, plan_id: str, line_id: str, verb: str, reason: str | None = None, version: int | None = None
) -> PlanLine:
    """One of `LINE_DECISIONS` on one line; the visit of a rejected one does not take place."""
    plan = work.one(queries.by_id(work.user, plan_id))
    line = work.one(queries.line(plan_id, line_id), version=version)
    visit = work.one(queries.visit_of_line(line))
    decision = _decision(work, f"plan.{verb}", plan, line_id=line.id, visit_id=visit.id, reason=reason)
    refuse_decided(work, plan, verb)
    plan.allow(verb)
    refuse_decided_line(work, line, verb)
    line.decide(verb, decision, visit.day, reason)
    if line.state == LineState.REJECTED and visit.state == VisitState.PLANNED:
        visits.cancel(work, visit.id, CancelReason.PLAN_DECISION, reason)
    plan.count(work.all(queries.lines_of(plan_id)))
    return line


def _decision(work: Work, verb: str, plan: Plan, **details: object) -> Decision:
    entry = work.act(verb, plan, **details)
    return Decision(work.user.id, work.now, entry.on_behalf_of_id)
