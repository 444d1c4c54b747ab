"""Approval by the company's policy, at the moment a plan is handed in."""

from dataclasses import replace

from kamfield.core.work import SYSTEM, Work
from kamfield.plans import queries
from kamfield.plans.actions.check import Checked
from kamfield.plans.actions.waiting import settle
from kamfield.plans.models import Decision, Plan
from kamfield.plans.rules.auto_approval import hold
from kamfield.policies import queries as policies


def approve_by_policy(work: Work, plan: Plan, found: Checked) -> None:
    """Puts a plan in force of which the policy's conditions hold, unless a manager has had something against it."""
    conditions = policies.current(work).auto_approval
    if not hold(conditions, found.findings) or _was_decided(work, plan, found):
        return
    replace(work, user=SYSTEM).act("plan.approve", plan, conditions=list(conditions))
    plan.approve(found.lines, {visit.id: visit.day for visit in found.visits}, Decision(None, work.now))
    settle(work, plan, found.lines)


def _was_decided(work: Work, plan: Plan, found: Checked) -> bool:
    return any(line.decided_by_id for line in found.lines) or bool(work.all(queries.returns_of(plan.id).limit(1)))
