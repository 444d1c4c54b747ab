"""What happens to plans without anybody asking."""

from zoneinfo import ZoneInfo

from kamfield.core.journal import Entry
from kamfield.core.work import Work
from kamfield.plans import queries
from kamfield.plans.actions import close, propose_line
from kamfield.plans.actions.lines import drop_line, note_move
from kamfield.plans.actions.policy import limits
from kamfield.plans.models import Plan, PlanLine
from kamfield.plans.rules.month import first_of
from kamfield.plans.rules.states import LINE_MOVES, MOVES, LineState, State
from kamfield.visits.queries.visits import time_zones

MOST_AT_ONCE = 200


def follow_the_move(work: Work, entry: Entry) -> None:
    """A visit of an approved line went to another day: a small move is noted, a large one asks for approval again."""
    found = _line_of(work, entry.subject_id)
    if found is None or found[0].state != State.APPROVED or found[1].state != LineState.APPROVED:
        return
    plan, line = found
    day = work.one(queries.visit_of_line(line)).day
    planned = line.approved_day or day
    if first_of(day) == plan.month and abs((day - planned).days) <= limits(work).move_tolerance_days:
        note_move(work, plan, line, day)
    else:
        propose_line(work, plan.id, line.id, planned_day=planned.isoformat(), day=day.isoformat())


def drop_the_cancelled(work: Work, entry: Entry) -> None:
    """A visit was cancelled or taken back: its line falls out of the plan."""
    found = _line_of(work, entry.subject_id)
    if found is None:
        return
    plan, line = found
    is_open = "drop_line" in MOVES[State(plan.state)] and "drop_line" in LINE_MOVES[LineState(line.state)]
    if is_open and line.state != LineState.REJECTED:
        drop_line(work, plan, line, entry.details.get("reason"))


def close_past_months(work: Work) -> None:
    """A plan closes when its month is over where the rep lives."""
    for time_zone in work.all(time_zones()):
        month = first_of(work.now.astimezone(ZoneInfo(time_zone)).date())
        for plan in work.all(queries.open_before(time_zone, month, MOST_AT_ONCE)):
            close(work, plan)


def _line_of(work: Work, visit_id: str) -> tuple[Plan, PlanLine] | None:
    line = work.db.scalars(queries.line_of_visit(visit_id)).one_or_none()
    return None if line is None else (work.one(queries.any_by_id(line.plan_id)), line)
