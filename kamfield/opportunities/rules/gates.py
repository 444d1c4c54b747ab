"""The three gates of an opportunity, five questions each, and when an answer is good enough to pass.

A question is settled by a `yes` that is fresh. Everything else is missing: a `no`, an `unknown`, a `yes` that is older
than the policy allows, and a question nobody answered yet. A gate may be passed when all five of its own questions are
settled; the gates behind it are shown, but do not hold anybody up twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kamfield.core.codes import code_list
from kamfield.core.texts import N_
from kamfield.opportunities.rules.stages import Status


class Gate(StrEnum):
    """What one has to be sure of before an opportunity goes one step forward."""

    IS_PROJECT = "is_project"
    IS_OURS = "is_ours"
    CAN_WIN = "can_win"


class Question(StrEnum):
    """What is asked at the gates."""

    BUSINESS_CHALLENGED = "business_challenged"
    NEED_CLEAR = "need_clear"
    DECISION_PROCESS_KNOWN = "decision_process_known"
    FUNDS_SECURED = "funds_secured"
    DRIVER_EVIDENT = "driver_evident"
    CRITERIA_KNOWN = "criteria_known"
    SOLUTION_FITS = "solution_fits"
    RESOURCES_REASONABLE = "resources_reasonable"
    RELATIONSHIP_EXISTS = "relationship_exists"
    UNIQUE_VALUE = "unique_value"
    INSIDE_SUPPORT = "inside_support"
    DECIDERS_ACCEPT = "deciders_accept"
    VENDOR_PREFERENCE = "vendor_preference"
    INFORMAL_FACTORS = "informal_factors"
    POLITICS_UNDERSTOOD = "politics_understood"


class Reply(StrEnum):
    """What somebody says to a question."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Lack(StrEnum):
    """Why a question is not settled."""

    UNASKED = "unasked"
    UNKNOWN = "unknown"
    NO = "no"
    STALE = "stale"


QUESTIONS: Mapping[Gate, tuple[Question, ...]] = {
    gate: tuple(Question)[number * 5 : number * 5 + 5] for number, gate in enumerate(Gate)
}
OPENS: Mapping[Gate, Status] = {
    Gate.IS_PROJECT: Status.PROJECT,
    Gate.IS_OURS: Status.OURS,
    Gate.CAN_WIN: Status.WINNING,
}
GATE_BEFORE: Mapping[Status, Gate] = {status: gate for gate, status in OPENS.items()}

GATE_LABELS = {
    Gate.IS_PROJECT: N_("Is it a project?"),
    Gate.IS_OURS: N_("Is it ours?"),
    Gate.CAN_WIN: N_("Can we win?"),
}
QUESTION_LABELS = {
    Question.BUSINESS_CHALLENGED: N_("Is the client's business challenged?"),
    Question.NEED_CLEAR: N_("Is the need clear?"),
    Question.DECISION_PROCESS_KNOWN: N_("Is the decision process known?"),
    Question.FUNDS_SECURED: N_("Are the funds secured?"),
    Question.DRIVER_EVIDENT: N_("Is it evident what drives it?"),
    Question.CRITERIA_KNOWN: N_("Are the decision criteria known?"),
    Question.SOLUTION_FITS: N_("Does our solution fit?"),
    Question.RESOURCES_REASONABLE: N_("Is the effort it takes of us reasonable?"),
    Question.RELATIONSHIP_EXISTS: N_("Is there a relationship to build on?"),
    Question.UNIQUE_VALUE: N_("Does the client see a value only we have?"),
    Question.INSIDE_SUPPORT: N_("Does somebody inside support us?"),
    Question.DECIDERS_ACCEPT: N_("Are we accepted where it is decided?"),
    Question.VENDOR_PREFERENCE: N_("Does the client prefer us as a vendor?"),
    Question.INFORMAL_FACTORS: N_("Do the informal factors speak for us?"),
    Question.POLITICS_UNDERSTOOD: N_("Do we understand the political structure?"),
}
REPLY_LABELS = {Reply.YES: N_("Yes"), Reply.NO: N_("No"), Reply.UNKNOWN: N_("Unknown")}
LACK_LABELS = {
    Lack.UNASKED: N_("Not asked yet"),
    Lack.UNKNOWN: N_("Unknown"),
    Lack.NO: N_("No"),
    Lack.STALE: N_("Out of date"),
}
CODE_LISTS = (
    code_list("gate", Gate, GATE_LABELS),
    code_list("gate_question", Question, QUESTION_LABELS),
    code_list("gate_reply", Reply, REPLY_LABELS),
    code_list("gate_lack", Lack, LACK_LABELS),
)


@dataclass(frozen=True)
class Said:
    """What somebody said to a question, and on which day."""

    reply: Reply
    on: date


@dataclass(frozen=True)
class Standing:
    """How a question stands on a day: what it lacks (None when settled) and since when."""

    question: Question
    reply: Reply | None
    lack: Lack | None
    lacking_since: date | None

    @property
    def is_stale(self) -> bool:
        """Whether a `yes` has grown too old."""
        return self.lack == Lack.STALE


def standing(question: Question, said: Said | None, *, today: date, fresh_days: int, opened_on: date) -> Standing:
    """How one question stands. An answer is fresh for `fresh_days` days after its own."""
    if said is None:
        return Standing(question, None, Lack.UNASKED, opened_on)
    if said.reply != Reply.YES:
        return Standing(question, said.reply, Lack(said.reply.value), said.on)
    stale_on = said.on + timedelta(days=fresh_days + 1)
    stale = today >= stale_on
    return Standing(question, said.reply, Lack.STALE if stale else None, stale_on if stale else None)
