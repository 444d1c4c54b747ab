"""On whose table a plan lies that asks for a decision, and until when."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from kamfield.core.work import Work
from kamfield.plans import queries
from kamfield.plans.models import Escalation, Plan, PlanLine
from kamfield.policies import queries as policies
from kamfield.users.actions import deciders_above
from kamfield.users.rules.line import next_up


def count(work: Work, plan: Plan) -> None:
    """Brings the counts of a plan up to date, and for whom it waits."""
    work.db.flush()
    lines = work.all(queries.lines_of(plan.id))
    plan.count(lines)
    settle(work, plan, lines)


def settle(work: Work, plan: Plan, lines: Iterable[PlanLine]) -> None:
    """Brings up to date since when the plan waits; a wait that begins lies on the nearest decider's table."""
    since = plan.asks_since(lines)
    if since != plan.waiting_since:
        with work.db.no_autoflush:  # one act, one version
            nearest = next_up(deciders_above(work, plan.rep_id), None) if since else None
        plan.wait(since, nearest)
        plan_escalation(work, plan)


def escalate(work: Work, plan: Plan) -> None:
    """The next one up is asked; whoever was asked before may still decide."""
    to_id = next_up(deciders_above(work, plan.rep_id), plan.waiting_for_id)
    work.act(
        "plan.escalate",
        plan,
        from_id=plan.waiting_for_id,
        to_id=to_id,
        level=plan.escalations + 1,
        waiting_since=plan.waiting_since.isoformat() if plan.waiting_since else None,
        open_line_count=plan.open_line_count,
    )
    plan.escalate(to_id, work.now)


def pass_on(work: Work, plan: Plan) -> None:
    """Whoever was asked is no longer above the rep, or no longer there: the nearest who is gets it, from now on."""
    line = deciders_above(work, plan.rep_id)
    if plan.waiting_for_id in line or (plan.waiting_for_id is None and plan.escalations):
        return
    to_id = next_up(line, None)
    if to_id != plan.waiting_for_id:
        work.act("plan.pass_on", plan, from_id=plan.waiting_for_id, to_id=to_id)
        plan.pass_on(to_id, work.now)
        plan_escalation(work, plan)


def escalates_at(work: Work, plan: Plan) -> datetime | None:
    """When the next one up is asked; None when nobody is above the one who is asked, or nothing is asked."""
    if plan.waiting_for_id is None or plan.waiting_there_since is None:
        return None
    return plan.waiting_there_since + timedelta(hours=policies.current(work).escalation_hours)


def plan_escalation(work: Work, plan: Plan) -> None:
    """Lays down when the next one up is asked."""
    work.db.flush()
    row = work.db.get(Escalation, plan.id) or work.add(Escalation(id=plan.id))
    row.plan(escalates_at(work, plan))
