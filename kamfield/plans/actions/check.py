"""What the check says about a plan, and its figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kamfield.core.work import Work
from kamfield.plans import queries
from kamfield.plans.actions.month import month_of
from kamfield.plans.actions.seen import changed, last_changes
from kamfield.plans.models import Plan, PlanLine
from kamfield.plans.rules.check import check
from kamfield.plans.rules.coverage import Cover, covers
from kamfield.plans.rules.findings import Finding
from kamfield.plans.rules.load import Load, loads_of, sum_of
from kamfield.plans.rules.states import LineState
from kamfield.plans.rules.value import Aim, Worth, worth_of
from kamfield.policies import queries as policies
from kamfield.visits.models import Visit

OUT = frozenset({LineState.REJECTED, LineState.DROPPED})


@dataclass(frozen=True)
class Checked:
    """What the check says about a plan, with the lines and visits it looked at.

    `changed` are the visits that are no longer what was proposed. `stamp` rises with every change of what was seen.
    `aims` are the opportunities that lines serve, by visit.
    """

    lines: Sequence[PlanLine]
    visits: Sequence[Visit]
    changed: set[str]
    stamp: int
    aims: Mapping[str, Aim]
    findings: list[Finding]
    days: list[Load]
    workload: Load
    coverage: list[Cover]
    value: list[Worth]


def checked(work: Work, plan: Plan) -> Checked:
    """Looks at a plan as it is now; lines that were rejected or dropped count no more."""
    work.db.flush()
    lines, visits = work.all(queries.lines_of(plan.id)), work.all(queries.visits_of(plan.id))
    stamps = last_changes(work, plan)
    others = changed(lines, stamps) if plan.waiting_since else set()
    counting = {line.visit_id for line in lines if line.state not in OUT}
    aims = _aims(work, lines, visits)
    counted = [aim for visit_id, aim in aims.items() if visit_id in counting]
    served = {aim.opportunity_id for aim in counted}
    month = month_of(work, plan, [visit for visit in visits if visit.id in counting], others, served)
    every_days, days = policies.current(work).visit_every_days, loads_of(month)
    return Checked(
        lines=lines,
        visits=visits,
        changed=others,
        stamp=max([plan.sync_seq, *stamps.values(), *(line.sync_seq for line in lines)]),
        aims=aims,
        findings=check(month, every_days),
        days=days,
        workload=sum_of(days),
        coverage=covers(month, every_days),
        value=worth_of(counted),
    )


def _aims(work: Work, lines: Sequence[PlanLine], visits: Sequence[Visit]) -> dict[str, Aim]:
    """What each line is after, by visit: the line's own opportunity, else the one that its visit serves."""
    theirs = {visit.id: visit.opportunity_id for visit in visits}
    serves = {line.visit_id: line.opportunity_id or theirs[line.visit_id] for line in lines}
    found = {one.id: one for one in work.all(queries.opportunities({one for one in serves.values() if one}))}
    override = {line.visit_id: line.probability for line in lines}
    return {
        visit_id: Aim(one.id, one.status, one.amount, one.currency, one.probability, override[visit_id])
        for visit_id, opportunity_id in serves.items()
        if (one := found.get(opportunity_id or ""))
    }
