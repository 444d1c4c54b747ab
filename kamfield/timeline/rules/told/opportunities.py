"""Opportunities."""

from kamfield.core.texts import N_
from kamfield.opportunities.rules.gates import QUESTION_LABELS, REPLY_LABELS
from kamfield.opportunities.rules.stages import LABELS as STAGES
from kamfield.opportunities.rules.stages import LOSS_LABELS as LOSSES
from kamfield.timeline.rules.kinds import Kind, Told

TOLD: dict[str, Told] = {
    "opportunity.add": Told(
        Kind.OPPORTUNITY, N_("%(actor)s sees an opportunity: %(name)s"), places={"name": "after.name"}
    ),
    "opportunity.delete": Told(Kind.OPPORTUNITY, N_("%(actor)s took the opportunity %(name)s back.")),
    "opportunity.advance": Told(
        Kind.OPPORTUNITY,
        N_("%(actor)s moved %(name)s forward: %(former)s → %(status)s"),
        labels={"former": STAGES, "status": STAGES},
    ),
    "opportunity.pass_gate": Told(
        Kind.OPPORTUNITY,
        N_("%(actor)s moved %(name)s forward with answers missing: %(former)s → %(status)s. Reason: %(reason)s"),
        labels={"former": STAGES, "status": STAGES},
    ),
    "opportunity.set_back": Told(
        Kind.OPPORTUNITY,
        N_("%(actor)s set %(name)s back: %(former)s → %(status)s. Reason: %(reason)s"),
        labels={"former": STAGES, "status": STAGES},
    ),
    "opportunity.answer": Told(
        Kind.OPPORTUNITY,
        N_("%(actor)s answered about %(name)s: %(question)s %(reply)s"),
        labels={"question": QUESTION_LABELS, "reply": REPLY_LABELS},
    ),
    "opportunity.win": Told(Kind.OPPORTUNITY, N_("%(name)s was won, says %(actor)s.")),
    "opportunity.lose": Told(
        Kind.OPPORTUNITY, N_("%(name)s was lost, says %(actor)s. Reason: %(reason)s"), labels={"reason": LOSSES}
    ),
    "opportunity.reopen": Told(Kind.OPPORTUNITY, N_("%(actor)s opened %(name)s again. Reason: %(reason)s")),
    "opportunity.hand_over": Told(
        Kind.OPPORTUNITY, N_("An opportunity was handed over to %(receiver)s."), people={"receiver": "details.to_id"}
    ),
}

NOT_TOLD = {
    # what is written about an opportunity is read there
    "opportunity.change",
    "opportunity.take_offer",
    "opportunity.note_outcome",
}
