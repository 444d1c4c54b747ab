"""Who was faster: the refusal of a decision that somebody else has taken."""

from kamfield.core.errors import Problem
from kamfield.core.texts import N_, Phrase
from kamfield.core.work import Work
from kamfield.plans.models import Plan, PlanLine
from kamfield.plans.rules.states import LABELS, LINE_LABELS, MOVES, LineState, State
from kamfield.users import queries as users


class AlreadyDecided(Problem):
    """Of two managers one is faster; the other is told who."""

    status = 409
    title = N_("This was decided already")
    detail = N_("%(who)s decided this on %(at)s: it is %(state)s.")


def refuse_decided(work: Work, plan: Plan, verb: str) -> None:
    """When the plan cannot take the verb because somebody decided, says who."""
    if verb not in MOVES[State(plan.state)] and plan.decided_at and plan.state != State.CLOSED:
        raise _already(work, plan, Phrase(LABELS[State(plan.state)]))


def refuse_decided_line(work: Work, line: PlanLine, verb: str) -> None:
    """The same for one line."""
    if verb not in line.moves and line.decided_at:
        raise _already(work, line, Phrase(LINE_LABELS[LineState(line.state)]))


def _already(work: Work, decided: Plan | PlanLine, state: Phrase) -> AlreadyDecided:
    by_id, at = decided.decided_by_id, decided.decided_at or work.now
    name = work.db.scalars(users.any_by_id(by_id)).one().name if by_id else None
    local = at.astimezone(work.user.zone).strftime("%Y-%m-%d %H:%M")
    members = {
        "decided_by_id": by_id,
        "decided_by_name": name,
        "decided_at": at.isoformat().replace("+00:00", "Z"),
        "state": decided.state,
    }
    return AlreadyDecided(who=name or Phrase(N_("The company's policy")), at=local, state=state, members=members)
