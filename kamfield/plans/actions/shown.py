"""A plan as a whole, for the eyes of rep and manager."""

from dataclasses import dataclass
from typing import Any

from kamfield.core.work import Work
from kamfield.plans import queries
from kamfield.plans.actions.check import month_of
from kamfield.plans.actions.policy import limits
from kamfield.plans.models import Plan, PlanLine
from kamfield.plans.rules.check import check
from kamfield.plans.rules.coverage import Cover, covers
from kamfield.plans.rules.findings import Finding
from kamfield.plans.rules.load import Load, load_of_month
from kamfield.visits.models import Visit


@dataclass(frozen=True)
class CheckedPlan:
    """What the check says."""

    findings: list[Finding]
    workload: Load
    coverage: list[Cover]


@dataclass(frozen=True)
class LineWithVisit:
    """A line and its visit; the columns of the line are its own."""

    line: PlanLine
    visit: Visit

    def __getattr__(self, name: str) -> Any:
        return getattr(self.line, name)


@dataclass(frozen=True)
class PlanInFull:
    """A plan with everything; the columns of the plan are its own."""

    plan: Plan
    lines: list[LineWithVisit]
    checked: CheckedPlan

    def __getattr__(self, name: str) -> Any:
        return getattr(self.checked if name in {"findings", "workload", "coverage"} else self.plan, name)


def checked(work: Work, plan_id: str) -> CheckedPlan:
    """What the check says about a plan."""
    return _checked(work, work.one(queries.by_id(work.user, plan_id)))


def shown(work: Work, plan_id: str) -> PlanInFull:
    """A plan in full, as it is after what was just done; in a constant number of statements."""
    work.db.flush()
    plan = work.one(queries.by_id(work.user, plan_id))
    lines = {line.visit_id: line for line in work.all(queries.lines_of(plan_id))}
    visits = work.all(queries.visits_of(plan_id))
    return PlanInFull(plan, [LineWithVisit(lines[visit.id], visit) for visit in visits], _checked(work, plan))


def _checked(work: Work, plan: Plan) -> CheckedPlan:
    month = month_of(work, plan)
    set_limits = limits(work)
    return CheckedPlan(check(month, set_limits), load_of_month(month), covers(month, set_limits.interval_days))
