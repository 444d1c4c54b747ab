"""What people read in the place of a code; the Chinese stands in the catalogue."""

from collections.abc import Mapping
from enum import StrEnum

from kamfield.core.codes import code_list
from kamfield.core.texts import N_, NC_
from kamfield.visits.rules.codes import (
    CancelReason,
    CheckKind,
    CommitmentState,
    Form,
    ObjectiveKind,
    Outcome,
    Purpose,
    Result,
    State,
    StepResult,
    W,
)

NO_LONGER_REPORTED = N_("The report of the visit no longer says so.")
LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    Form: {
        Form.SALES_VISIT: N_("Sales visit"),
        Form.TECHNICAL_SEMINAR: N_("Technical seminar"),
        Form.PROJECT_EXCHANGE: N_("Project exchange"),
        Form.SOLUTION_DEMO: N_("Solution demo"),
        Form.EXECUTIVE_VISIT: N_("Executive visit"),
        Form.SITE_INSPECTION: N_("Site inspection"),
        Form.NEGOTIATION: N_("Negotiation"),
        Form.EXHIBITION: N_("Exhibition"),
        Form.TRAINING: N_("Client training"),
        Form.PHONE_CALL: N_("Phone call"),
        Form.VIDEO_CALL: N_("Video call"),
        Form.OTHER: N_("Another form"),
    },
    Purpose: {
        Purpose.BUILD_RAPPORT: N_("Build rapport"),
        Purpose.GATHER_INFORMATION: N_("Gather information on the project"),
        Purpose.STRENGTHEN_POSITION: N_("Strengthen our position"),
        Purpose.MOVE_FORWARD: N_("Move the project forward"),
    },
    State: {
        State.PLANNED: N_("planned"),
        State.IN_PROGRESS: N_("in progress"),
        State.DONE: N_("done, report owed"),
        State.REPORTED: N_("reported"),
        State.CANCELLED: N_("cancelled"),
        State.MISSED: N_("missed"),
    },
    CancelReason: {
        CancelReason.CLIENT_CANCELLED: N_("The client cancelled"),
        CancelReason.CLIENT_ABSENT: N_("Nobody was there"),
        CancelReason.REP_ILL: N_("Illness"),
        CancelReason.TRAVEL: N_("Traffic or weather"),
        CancelReason.OTHER_PRIORITY: N_("Something more urgent"),
        CancelReason.NOT_NEEDED: N_("No longer needed"),
        CancelReason.PLAN_DECISION: N_("Taken off the plan"),
        CancelReason.OTHER: N_("Another reason"),
    },
    W: {
        W.WHO: N_("who"),
        W.WHAT: N_("what"),
        W.WHY: N_("why"),
        W.WHERE: N_("where"),
        W.WHEN: N_("when"),
    },
    ObjectiveKind: {
        ObjectiveKind.ADVANCE_SALE: N_("Advance the sale"),
        ObjectiveKind.STRENGTHEN_RELATIONSHIP: N_("Strengthen the relationship"),
    },
    Result: {
        Result.ACHIEVED: N_("achieved"),
        Result.PARTLY: N_("partly achieved"),
        Result.NOT: N_("not achieved"),
    },
    Outcome: {
        Outcome.ORDER: N_("Order"),
        Outcome.ADVANCE: N_("Advance"),
        Outcome.CONTINUATION: N_("Continuation"),
        Outcome.NO_SALE: N_("No sale"),
    },
    StepResult: {
        StepResult.DONE: N_("done"),
        StepResult.NOT: N_("not done"),
        StepResult.NOT_APPLICABLE: N_("not applicable"),
    },
    CheckKind: {CheckKind.IN: N_("Check-in"), CheckKind.OUT: N_("Check-out")},
    CommitmentState: {
        CommitmentState.OPEN: NC_("commitment", "open"),
        CommitmentState.KEPT: N_("kept"),
        CommitmentState.BROKEN: N_("broken"),
    },
}


CODE_LISTS = (
    code_list("form", Form, LABELS[Form]),
    code_list("purpose", Purpose, LABELS[Purpose]),
    code_list("visit_state", State, LABELS[State]),
    code_list("cancel_reason", CancelReason, LABELS[CancelReason]),
    code_list("preparation", W, LABELS[W]),
    code_list("objective_kind", ObjectiveKind, LABELS[ObjectiveKind]),
    code_list("objective_result", Result, LABELS[Result]),
    code_list("visit_outcome", Outcome, LABELS[Outcome]),
    code_list("step_result", StepResult, LABELS[StepResult]),
    code_list("check_kind", CheckKind, LABELS[CheckKind]),
    code_list("commitment_state", CommitmentState, LABELS[CommitmentState]),
)


def label(code: StrEnum) -> str:
    """The English label of a code, to be translated where it is read."""
    return LABELS[type(code)][code]
