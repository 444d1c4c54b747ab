"""What happens to plans without anybody asking."""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from kamfield.core.journal import Entry
from kamfield.core.work import Work
from kamfield.outside import Outside
from kamfield.plans import queries
from kamfield.plans.actions import close
from kamfield.plans.actions.handovers import hand_over
from kamfield.plans.actions.reapproval import add_unplanned, asks_again, drop_line, note_move, reopen_line
from kamfield.plans.actions.waiting import escalate, escalates_at, pass_on, plan_escalation
from kamfield.plans.models import Escalation, Plan, PlanLine
from kamfield.plans.rules.month import first_of
from kamfield.plans.rules.states import LINE_MOVES, MOVES, LineState, State
from kamfield.policies import queries as policies
from kamfield.users.queries import handover_by_id
from kamfield.visits.queries.visits import time_zones

MOST_AT_ONCE = 200


def follow_the_move(work: Work, entry: Entry) -> None:
    """A visit of an approved line went to another day: that is noted, or asks for approval again.

    It asks when the move is a far one and the policy names the tier of the client.
    """
    found = _line_of(work, entry.subject_id)
    if found is None or "reopen_line" not in MOVES[State(found[0].state)] or found[1].state != LineState.APPROVED:
        return
    plan, line = found
    visit = work.one(queries.visit_of_line(line))
    if _is_far(work, plan, line, visit.day) and asks_again(work, visit.account_id):
        reopen_line(work, plan, line, visit.day)
    else:
        note_move(work, plan, line, visit.day)


def note_unplanned(work: Work, entry: Entry) -> None:
    """A visit began, or was reported, that does not stand on the plan in force for its month."""
    visit = work.one(queries.any_visit(entry.subject_id))
    plan = work.db.scalars(queries.of_month(visit.rep_id, first_of(visit.day))).one_or_none()
    if plan is not None and plan.state == State.APPROVED and _line_of(work, visit.id) is None:
        add_unplanned(work, plan, visit)


def drop_the_cancelled(work: Work, entry: Entry) -> None:
    """A visit was cancelled or taken back: its line falls out of the plan."""
    found = _line_of(work, entry.subject_id)
    if found is None:
        return
    plan, line = found
    is_open = "drop_line" in MOVES[State(plan.state)] and "drop_line" in LINE_MOVES[LineState(line.state)]
    if is_open and line.state != LineState.REJECTED:
        drop_line(work, plan, line)


def close_past_months(work: Work) -> None:
    """A plan closes when its month is over where the rep lives."""
    for time_zone in work.all(time_zones()):
        month = first_of(work.now.astimezone(ZoneInfo(time_zone)).date())
        for plan in work.all(queries.open_before(time_zone, month, MOST_AT_ONCE)):
            close(work, plan)


def ask_the_next_one_up(work: Work, _outside: Outside, row: Escalation) -> datetime | None:
    """A plan that lies on one table for longer than the policy goes one level up, and later further still.

    After days without a worker it rises one level only: whoever is asked has the policy's hours.
    """
    plan = work.one(queries.any_by_id(row.id))
    due_at = escalates_at(work, plan)
    if due_at is None or due_at > work.now:
        return due_at
    escalate(work, plan)
    return escalates_at(work, plan)


def follow_the_line(work: Work, entry: Entry) -> None:
    """Somebody moved or left: what waited for them lies on the table of whoever is above the rep now."""
    for plan in work.all(queries.waiting_in_branch(entry.subject_id)):
        pass_on(work, plan)


def follow_the_policy(work: Work, entry: Entry) -> None:
    """Other hours hold also for what waits already."""
    if "escalation_hours" in entry.details:
        for plan in work.all(queries.waiting()):
            plan_escalation(work, plan)


def _is_far(work: Work, plan: Plan, line: PlanLine, day: date) -> bool:
    """Out of the month, or further from the approved day than the policy tolerates: small moves do not add up."""
    moved = abs((day - (line.approved_day or day)).days)
    return first_of(day) != plan.month or moved > policies.current(work).move_tolerance_days


def _line_of(work: Work, visit_id: str) -> tuple[Plan, PlanLine] | None:
    line = work.db.scalars(queries.line_of_visit(visit_id)).one_or_none()
    return None if line is None else (work.one(queries.any_by_id(line.plan_id)), line)


def owned(work: Work, user_id: str) -> Mapping[str, int]:
    """How many open plans somebody has with visits that are still to be made."""
    return {"plans": len(work.all(queries.to_hand_over(user_id)))}


def hand_over_plans(work: Work, entry: Entry) -> None:
    """The lines of the leaver's open plans follow their visits, which have gone to the receivers before."""
    handover = work.one(handover_by_id(work.user, entry.subject_id))
    for plan in work.all(queries.open_plans_of(handover.leaver_id)):
        visits = work.all(queries.visits_of(plan.id))
        receivers = {visit.id: visit.rep_id for visit in visits if visit.rep_id != plan.rep_id}
        hand_over(work, plan, receivers, handover.id)
        for receiver_id in set(receivers.values()):
            handover.add("plans", receiver_id)
