"""Who was faster: the refusal of a decision that somebody else has taken."""

from datetime import datetime

from kamfield.core.errors import Problem
from kamfield.core.texts import N_, Phrase
from kamfield.core.work import Work
from kamfield.plans.models import Plan, PlanLine
from kamfield.plans.rules.states import LABELS, LINE_LABELS, LINE_MOVES, MOVES, LineState, State
from kamfield.users import queries as users


class AlreadyDecided(Problem):
    """Of two managers one is faster; the other is told who."""

    status = 409
    title = N_("This was decided already")
    detail = N_("%(who)s decided this on %(at)s: it is %(state)s.")


def refuse_decided(work: Work, plan: Plan, verb: str) -> None:
    """When the plan cannot take the verb because somebody decided, says who."""
    if verb not in MOVES[State(plan.state)] and plan.decided_by_id and plan.state != State.CLOSED:
        raise _already(work, plan.decided_by_id, plan.decided_at, Phrase(LABELS[State(plan.state)]))


def refuse_decided_line(work: Work, line: PlanLine, verb: str) -> None:
    """The same for one line."""
    if verb not in LINE_MOVES[LineState(line.state)] and line.decided_by_id:
        raise _already(work, line.decided_by_id, line.decided_at, Phrase(LINE_LABELS[LineState(line.state)]))


def _already(work: Work, by_id: str, at: datetime | None, state: Phrase) -> AlreadyDecided:
    who = work.db.scalars(users.any_by_id(by_id)).one().name
    local = at.astimezone(work.user.zone) if at else work.now
    return AlreadyDecided(who=who, at=local.strftime("%Y-%m-%d %H:%M"), state=state)
