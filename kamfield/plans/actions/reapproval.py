"""What happens to an approved plan: asked about again, shown to the manager, or only noted."""

from datetime import date

from kamfield.core.work import Work
from kamfield.plans import queries
from kamfield.plans.actions.seen import clock_now
from kamfield.plans.actions.waiting import count
from kamfield.plans.models import Decision, Plan, PlanLine
from kamfield.plans.rules.states import LineState, State
from kamfield.policies import queries as policies
from kamfield.policies.rules.codes import Unplanned
from kamfield.visits.models import Visit


def asks_again(work: Work, account_id: str) -> bool:
    """Whether the policy names the tier of an account."""
    return work.db.scalar(queries.tier_of(account_id)) in policies.current(work).reapproval_tiers


def reopen_line(work: Work, plan: Plan, line: PlanLine, day: date) -> None:
    """Its visit went far away from the day it was approved for."""
    work.act("plan.reopen_line", plan, line_id=line.id, **_days(line, day))
    plan.allow("reopen_line")
    line.propose("reopen_line", work.now, clock_now(work))
    count(work, plan)


def note_move(work: Work, plan: Plan, line: PlanLine, day: date) -> None:
    """Its visit moved, but not far, or to a client whose visits may be moved."""
    work.act("plan.note_move", plan, line_id=line.id, **_days(line, day))


def drop_line(work: Work, plan: Plan, line: PlanLine) -> None:
    """Its visit will not take place."""
    work.act("plan.drop_line", plan, line_id=line.id, visit_id=line.visit_id)
    plan.allow("drop_line")
    fall_out(work, plan, line, work.one(queries.visit_of_line(line)).account_id)
    count(work, plan)


def fall_out(work: Work, plan: Plan, line: PlanLine, account_id: str) -> None:
    """A line that was in force and of a tier that the policy names is shown to the manager: its visit is gone."""
    was_in_force = plan.state == State.APPROVED and line.state == LineState.APPROVED
    line.drop(work.now, to_acknowledge=was_in_force and asks_again(work, account_id))


def add_unplanned(work: Work, plan: Plan, visit: Visit) -> None:
    """A visit that began without standing on the plan: it is put there, in force or for the manager to decide."""
    policy = policies.current(work).unplanned_visits
    work.act("plan.add_unplanned", plan, visit_id=visit.id, day=visit.day.isoformat(), policy=policy)
    plan.allow("add_unplanned")
    line = PlanLine(plan_id=plan.id, visit_id=visit.id, unplanned=True, proposed_at=work.now)
    if policy is Unplanned.TAG:
        line.decide("approve_line", Decision(None, work.now), visit.day)
    work.add(line)
    count(work, plan)


def _days(line: PlanLine, day: date) -> dict[str, str | None]:
    return {"planned_day": line.approved_day.isoformat() if line.approved_day else None, "day": day.isoformat()}
