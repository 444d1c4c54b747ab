"""States and moves of a quotation and of its follow-ups."""

from enum import StrEnum

from kamfield.core.codes import code_list
from kamfield.core.texts import N_


class State(StrEnum):
    """How far a quotation has come."""

    ENQUIRY = "enquiry"
    READY = "ready"
    SENT = "sent"
    WON = "won"
    LOST = "lost"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


MOVES: dict[State, dict[str, State]] = {
    State.ENQUIRY: {
        "quote.make_ready": State.READY,
        "quote.drop_revision": State.SENT,
        "quote.withdraw": State.WITHDRAWN,
    },
    State.READY: {
        "quote.send": State.SENT,
        "quote.reopen": State.ENQUIRY,
        "quote.drop_revision": State.SENT,
        "quote.withdraw": State.WITHDRAWN,
    },
    State.SENT: {
        "quote.win": State.WON,
        "quote.lose": State.LOST,
        "quote.withdraw": State.WITHDRAWN,
        "quote.revise": State.READY,
        "quote.expire": State.EXPIRED,
    },
    # A client may still say yes after the last day, and an expired one can be given another last day.
    State.EXPIRED: {
        "quote.win": State.WON,
        "quote.lose": State.LOST,
        "quote.renew": State.SENT,
        "quote.revise": State.READY,
    },
    State.WON: {},
    State.LOST: {},
    State.WITHDRAWN: {},
}
LABELS = {
    State.ENQUIRY: N_("an enquiry"),
    State.READY: N_("ready"),
    State.SENT: N_("sent"),
    State.WON: N_("won"),
    State.LOST: N_("lost"),
    State.WITHDRAWN: N_("withdrawn"),
    State.EXPIRED: N_("expired"),
}
DECIDED = frozenset({State.WON, State.LOST, State.WITHDRAWN})
WRITABLE = frozenset({State.ENQUIRY, State.READY})
"""In these its price may change; later a new revision is written."""
OPEN = WRITABLE | {State.SENT}
"""In these something may still come of it by itself; an expired one has first to be renewed."""


class FollowUpState(StrEnum):
    """Whether a step of the ladder was taken."""

    DUE = "due"
    DONE = "done"
    SKIPPED = "skipped"


FOLLOW_UP_LABELS = {
    FollowUpState.DUE: N_("due"),
    FollowUpState.DONE: N_("done"),
    FollowUpState.SKIPPED: N_("skipped"),
}
CODE_LISTS = (
    code_list("quote_state", State, LABELS),
    code_list("follow_up_state", FollowUpState, FOLLOW_UP_LABELS),
)
