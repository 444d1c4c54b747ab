"""Visits, reports and what clients promised."""

from kamfield.core.texts import N_
from kamfield.timeline.rules.kinds import Kind, Told
from kamfield.visits.rules.codes import CancelReason, CommitmentState, Outcome
from kamfield.visits.rules.labels import LABELS as VISITS

TOLD: dict[str, Told] = {
    "visit.add": Told(Kind.VISIT, N_("%(actor)s planned a visit on %(day)s."), places={"day": "after.day"}),
    "visit.move": Told(
        Kind.VISIT,
        N_("%(actor)s moved a visit from %(former)s to %(day)s."),
        places={"former": "before.day", "day": "after.day"},
    ),
    "visit.cancel": Told(
        Kind.VISIT, N_("%(actor)s cancelled a visit. Reason: %(reason)s"), labels={"reason": VISITS[CancelReason]}
    ),
    "visit.miss": Told(Kind.VISIT, N_("A planned visit did not take place.")),
    "visit.check_in": Told(Kind.VISIT, N_("%(actor)s arrived for a visit.")),
    "visit.submit_report": Told(
        Kind.REPORT, N_("%(actor)s reported a visit. Outcome: %(outcome)s"), labels={"outcome": VISITS[Outcome]}
    ),
    "visit.send_minutes": Told(Kind.REPORT, N_("%(actor)s sent the minutes to %(names)s.")),
    "minutes.confirm": Told(Kind.REPORT, N_("%(name)s confirmed the minutes.")),
    "minutes.object": Told(
        Kind.REPORT, N_("%(name)s says what is not right in the minutes%(said)s"), places={"said": "after.comment"}
    ),
    "commitment.conclude": Told(
        Kind.REPORT,
        N_("%(actor)s noted what became of a commitment of the client: %(state)s"),
        labels={"state": VISITS[CommitmentState]},
    ),
}

NOT_TOLD = {
    # how a visit is prepared and written down
    "visit.change",
    "visit.remove",
    "visit.check_out",
    "visit.coarsen_position",
    "visit.report",
    "visit.unlock_report",
    "visit.review_report",
    "visit.read_internal",
    "minutes.issue_link",
    "checklist.add",
    "checklist.revise",
    "checklist.retire",
    "objective.add",
    "objective.change",
    "objective.remove",
    "visit.hand_over",
    "commitment.hand_over",
}
