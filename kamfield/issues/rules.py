"""Codes of issues and the steps they take."""

from collections.abc import Mapping
from enum import StrEnum

from kamfield.core.codes import code_list
from kamfield.core.texts import N_, NC_


class Kind(StrEnum):
    """What a client comes with."""

    COMPLAINT = "complaint"
    DISPUTE = "dispute"
    TRIAL_PROBLEM = "trial_problem"
    REQUEST = "request"


class Severity(StrEnum):
    """How much an issue hurts; the policies say by when each is solved and when it escalates."""

    CRITICAL = "critical"
    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class State(StrEnum):
    """Open until somebody says how it was solved; closed when the client agrees."""

    OPEN = "open"
    RESOLVED = "resolved"
    CLOSED = "closed"


MOVES: Mapping[State, Mapping[str, State]] = {
    State.OPEN: {"change": State.OPEN, "resolve": State.RESOLVED, "escalate": State.OPEN},
    State.RESOLVED: {"close": State.CLOSED, "reopen": State.OPEN},
    State.CLOSED: {"reopen": State.OPEN},
}
KIND_LABELS = {
    Kind.COMPLAINT: N_("Complaint"),
    Kind.DISPUTE: N_("Dispute"),
    Kind.TRIAL_PROBLEM: N_("Problem in a trial"),
    Kind.REQUEST: N_("Request"),
}
SEVERITY_LABELS = {
    Severity.CRITICAL: N_("Critical"),
    Severity.HIGH: N_("Severe"),
    Severity.NORMAL: N_("Moderate"),
    Severity.LOW: N_("Minor"),
}
STATE_LABELS = {State.OPEN: NC_("issue", "open"), State.RESOLVED: N_("resolved"), State.CLOSED: N_("closed")}
CODE_LISTS = (
    code_list("issue_kind", Kind, KIND_LABELS),
    code_list("issue_severity", Severity, SEVERITY_LABELS),
    code_list("issue_state", State, STATE_LABELS),
)
