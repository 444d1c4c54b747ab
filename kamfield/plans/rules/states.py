"""The whole life of a plan in one table: what may happen to it in each state, and to its lines."""

from collections.abc import Mapping
from enum import StrEnum

from kamfield.core.codes import code_list
from kamfield.core.texts import N_, NC_

MOST_LINES = 400


class State(StrEnum):
    """Where a plan stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    RETURNED = "returned"
    CLOSED = "closed"


class LineState(StrEnum):
    """Where one line of it stands."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    RETURNED = "returned"
    REJECTED = "rejected"
    DROPPED = "dropped"


# What a plan can take in each state, and the state it is in afterwards. Verbs that end in `_line` also take a step of
# LINE_MOVES. An approved plan stays in force while single lines of it are proposed and decided anew. The rep removes a
# line; it drops when its visit is cancelled, and an approved one is reopened when its visit is moved far away, both of
# which may happen at any time.
MOVES: Mapping[State, Mapping[str, State]] = {
    State.DRAFT: {
        "add_line": State.DRAFT,
        "change_line": State.DRAFT,
        "remove_line": State.DRAFT,
        "drop_line": State.DRAFT,
        "submit": State.SUBMITTED,
        "close": State.CLOSED,
    },
    State.SUBMITTED: {
        "withdraw": State.DRAFT,
        "approve_line": State.SUBMITTED,
        "return_line": State.SUBMITTED,
        "reject_line": State.SUBMITTED,
        "drop_line": State.SUBMITTED,
        "reopen_line": State.SUBMITTED,
        "approve": State.APPROVED,
        "return": State.RETURNED,
        "close": State.CLOSED,
    },
    State.RETURNED: {
        "add_line": State.RETURNED,
        "change_line": State.RETURNED,
        "remove_line": State.RETURNED,
        "drop_line": State.RETURNED,
        "reopen_line": State.RETURNED,
        "submit": State.SUBMITTED,
        "close": State.CLOSED,
    },
    State.APPROVED: {
        "add_line": State.APPROVED,
        "change_line": State.APPROVED,
        "remove_line": State.APPROVED,
        "drop_line": State.APPROVED,
        "reopen_line": State.APPROVED,
        "add_unplanned": State.APPROVED,
        "acknowledge_line": State.APPROVED,
        "propose_line": State.APPROVED,
        "approve_line": State.APPROVED,
        "return_line": State.APPROVED,
        "reject_line": State.APPROVED,
        "close": State.CLOSED,
    },
    State.CLOSED: {},
}

LINE_MOVES: Mapping[LineState, Mapping[str, LineState]] = {
    LineState.PROPOSED: {
        "change_line": LineState.PROPOSED,
        "approve_line": LineState.APPROVED,
        "return_line": LineState.RETURNED,
        "reject_line": LineState.REJECTED,
        "drop_line": LineState.DROPPED,
    },
    LineState.APPROVED: {
        "change_line": LineState.APPROVED,
        "reopen_line": LineState.PROPOSED,
        "drop_line": LineState.DROPPED,
    },
    LineState.RETURNED: {
        "change_line": LineState.RETURNED,
        "propose_line": LineState.PROPOSED,
        "approve_line": LineState.APPROVED,
        "reject_line": LineState.REJECTED,
        "drop_line": LineState.DROPPED,
    },
    LineState.REJECTED: {"drop_line": LineState.DROPPED},
    LineState.DROPPED: {"acknowledge_line": LineState.DROPPED},
}

# What a manager can do besides with a line that the policy approved: nobody has decided about it yet.
OVERRULING: Mapping[str, LineState] = {"return_line": LineState.RETURNED, "reject_line": LineState.REJECTED}

LABELS: Mapping[StrEnum, str] = {
    State.DRAFT: N_("a draft"),
    State.SUBMITTED: N_("submitted"),
    State.APPROVED: N_("approved"),
    State.RETURNED: N_("returned"),
    State.CLOSED: N_("closed"),
}

LINE_LABELS: Mapping[StrEnum, str] = {
    LineState.PROPOSED: N_("proposed"),
    LineState.APPROVED: N_("approved"),
    LineState.RETURNED: N_("returned"),
    LineState.REJECTED: N_("rejected"),
    LineState.DROPPED: NC_("plan line", "dropped"),
}

CODE_LISTS = (code_list("plan_state", State, LABELS), code_list("plan_line_state", LineState, LINE_LABELS))
