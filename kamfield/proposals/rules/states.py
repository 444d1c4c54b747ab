"""Where a proposal and its lines stand, and why the planner puts a visit where it does."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from kamfield.core.codes import code_list
from kamfield.core.texts import N_, NC_


class State(StrEnum):
    """How far a proposal has come."""

    WAITING = "waiting"
    COMPUTING = "computing"
    READY = "ready"
    DECIDED = "decided"


class LineKind(StrEnum):
    """What a line would do."""

    ADD = "add"
    MOVE = "move"


class LineState(StrEnum):
    """What the rep said to it."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"


LABELS: Mapping[type[StrEnum], Mapping[Any, str]] = {
    State: {
        State.WAITING: N_("waiting"),
        State.COMPUTING: N_("being computed"),
        State.READY: N_("ready"),
        State.DECIDED: N_("decided"),
    },
    LineKind: {LineKind.ADD: N_("A new visit"), LineKind.MOVE: N_("A visit goes to another day")},
    LineState: {
        LineState.OPEN: NC_("proposal line", "open"),
        LineState.ACCEPTED: N_("accepted"),
        LineState.DECLINED: N_("declined"),
    },
}

CODE_LISTS = (
    code_list("proposal_state", State, LABELS[State]),
    code_list("proposal_line_kind", LineKind, LABELS[LineKind]),
    code_list("proposal_line_state", LineState, LABELS[LineState]),
)

# Why a visit is proposed, why just there, and why another one is not.
SENTENCES: dict[str, str] = {
    "due": N_("Tier %(tier)s is visited every %(every)s days; the last visit was on %(last)s: due on %(due)s."),
    "overdue": N_("Tier %(tier)s is visited every %(every)s days; the last visit was on %(last)s: overdue."),
    "never-visited": N_("Tier %(tier)s is visited every %(every)s days, and nobody was there yet."),
    "on-the-way": N_("%(minutes)s minutes from %(other)s on the same day."),
    "makes-room": N_("It stood on %(was)s; there it no longer fits."),
    "no-room": N_("%(account)s is due, but the days that are left are full or the way is too far."),
    "never-receives": N_("%(account)s is due, but receives nobody in the rep's working hours of this month."),
    "appointment-does-not-fit": N_("The appointment with %(account)s on %(day)s stays, but the day cannot hold it."),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason; `params` fill the sentence of its code in."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The English sentence, to be translated and filled in."""
        return SENTENCES[self.code]

    def stored(self) -> dict[str, Any]:
        """As JSON."""
        return {"code": self.code, "params": dict(self.params)}
