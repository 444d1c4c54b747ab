"""How it stands with a plan, in sentences: who decided, who is asked, or why there is nothing to decide."""

from kamfield.core.texts import N_, Phrase
from kamfield.core.work import Work
from kamfield.pages import queries
from kamfield.pages.rules.voice import Voice
from kamfield.plans import queries as plans
from kamfield.plans.actions.shown import PlanInFull
from kamfield.plans.actions.verdicts import AlreadyDecided, refuse_decided, refuse_decided_line
from kamfield.plans.rules.states import State

POLICY = N_("The company's policy")
ADMINISTRATORS = N_("The administrators")

DECIDED = {
    State.APPROVED: N_("%(who)s approved it on %(at)s."),
    State.RETURNED: N_("%(who)s gave it back on %(at)s."),
}
RESTING = {
    State.DRAFT: N_("%(rep)s works on it. There is nothing to decide until it is handed in."),
    State.RETURNED: N_("%(rep)s mends it and hands it in again."),
    State.CLOSED: N_("The month is over; there is nothing to decide any more."),
}
TAKEN_BACK = N_("%(rep)s took it back. There is nothing to decide until it is handed in again.")
HANDED_IN = N_("Handed in on %(at)s.")
ASKED = N_("%(who)s is asked to decide.")
STANDS_IN = N_("%(stand_in)s stands in for %(who)s.")
ESCALATED = N_("Nobody had decided in time, so it went up.")
LINES_ASK = N_("Visits that ask for a decision: %(number)s.")


def standing_of(work: Work, plan: PlanInFull, say: Voice) -> list[str]:
    """What is to be known before one decides, or instead."""
    state = State(plan.state)
    said = [_decided(work, plan, say)] if state in DECIDED else []
    if state == State.SUBMITTED and plan.submitted_at:
        said.append(say(HANDED_IN, at=say.instant(plan.submitted_at)))
    if state in RESTING:
        text = TAKEN_BACK if state == State.DRAFT and plan.round else RESTING[state]
        said.append(say(text, rep=plan.rep_name))
    if state == State.APPROVED and plan.open_line_count:
        said.append(say(LINES_ASK, number=plan.open_line_count))
    return [*said, *_waiting(work, plan, say)]


def who_was_faster(work: Work, plan_id: str, line_id: str | None, verb: str) -> AlreadyDecided | None:
    """Who decided already what somebody wanted to decide with this verb; None when nobody did."""
    plan = work.one(plans.by_id(work.user, plan_id))
    try:
        refuse_decided(work, plan, verb)
        if line_id is not None:
            refuse_decided_line(work, work.one(plans.line(plan_id, line_id)), verb)
    except AlreadyDecided as faster:
        return faster
    return None


def _decided(work: Work, plan: PlanInFull, say: Voice) -> str:
    names = {row.id: row.name for row in work.db.execute(queries.names_of({plan.decided_by_id} - {None}))}
    who = names.get(plan.decided_by_id, Phrase(POLICY))
    return say(DECIDED[State(plan.state)], who=who, at=say.instant(plan.decided_at))


def _waiting(work: Work, plan: PlanInFull, say: Voice) -> list[str]:
    waiting = plan.waiting
    if waiting is None:
        return []
    who = waiting.for_name or Phrase(ADMINISTRATORS)
    said = [say(ASKED, who=who)] if waiting.for_id != work.user.id else []
    if waiting.stand_in_name and waiting.stand_in_id != work.user.id:
        said.append(say(STANDS_IN, stand_in=waiting.stand_in_name, who=who))
    return [*said, say(ESCALATED)] if plan.escalations else said
