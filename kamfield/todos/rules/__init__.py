"""Codes of to-do lists, the states of an item, and the ids that make opening a week repeatable."""

import hashlib
from enum import StrEnum

from kamfield.core.codes import code_list
from kamfield.core.texts import N_
from kamfield.todos.rules.weeks import CONFIRMATION_LABELS, Confirmation

FLAGGED_AFTER = 3  # times carried
DEPARTURE_DAYS = 7  # to find out who follows a contact who left
MOST_OPEN = 200  # items of one answer of the week; more on one list would be read by nobody


class State(StrEnum):
    """What became of an item in its week."""

    OPEN = "open"
    DONE = "done"
    CARRIED = "carried"
    DROPPED = "dropped"


MOVES: dict[State, dict[str, State]] = {
    State.OPEN: {"todo.complete": State.DONE, "todo.carry": State.CARRIED, "todo.drop": State.DROPPED},
    State.DONE: {"todo.reopen": State.OPEN},
    State.DROPPED: {"todo.reopen": State.OPEN},
    State.CARRIED: {},
}

LABELS = {
    State.OPEN: N_("open"),
    State.DONE: N_("done"),
    State.CARRIED: N_("carried"),
    State.DROPPED: N_("dropped"),
}


class Priority(StrEnum):
    """How much an item matters."""

    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class Source(StrEnum):
    """What an item came from; `source_id` is the id of that thing."""

    OWN = "own"
    MANAGER = "manager"
    PREPARATION = "preparation"
    REPORT = "report"
    FOLLOW_UP = "follow_up"
    COMMITMENT = "commitment"
    NEXT_STEP = "next_step"
    ARCHIVE = "archive"
    DEPARTURE = "departure"
    DOSSIER = "dossier"
    ISSUE = "issue"
    MINUTES = "minutes"
    REVIEW = "review"
    STALLED = "stalled"
    STALE_ANSWERS = "stale_answers"
    OPPORTUNITY_END = "opportunity_end"
    QUOTE_END = "quote_end"


class Because(StrEnum):
    """Why an item was dropped by itself; people give reasons of their own."""

    CANCELLED = "cancelled"
    MOVED = "moved"
    ANSWERED = "answered"
    OVER = "over"


BECAUSE_LABELS = {
    Because.CANCELLED: N_("The visit does not take place"),
    Because.MOVED: N_("It was moved to another day"),
    Because.ANSWERED: N_("The client has answered"),
    Because.OVER: N_("It no longer matters"),
}


TITLES = {
    Source.PREPARATION: N_("Prepare the visit to %(what)s"),
    Source.REPORT: N_("Write the report of the visit to %(what)s"),
    Source.FOLLOW_UP: N_("Chase the quotation %(what)s"),
    Source.COMMITMENT: N_("Check whether the client did it: %(what)s"),
    Source.DEPARTURE: N_("%(what)s has left: find out who follows"),
    Source.DOSSIER: N_("Get what is missing for %(what)s: %(items)s"),
    Source.ISSUE: N_("Solve the issue: %(what)s"),
    Source.MINUTES: N_("%(what)s objects to the minutes: %(comment)s"),
    Source.REVIEW: N_("Read what was said to your report of the visit to %(what)s on %(day)s"),
    Source.STALLED: N_("%(what)s: visits go on without a step forward; change something, or give it up"),
    Source.STALE_ANSWERS: N_("%(what)s should close soon; ask again: %(items)s"),
    Source.OPPORTUNITY_END: N_("%(what)s: %(question)s"),
    Source.QUOTE_END: N_("The client has decided; note how the quotation ended: %(what)s"),
}
IN_ORDER = (  # in which the items of a week are read
    *(Source.ISSUE, Source.REPORT, Source.FOLLOW_UP, Source.COMMITMENT, Source.PREPARATION, Source.NEXT_STEP),
    *(Source.MINUTES, Source.STALLED, Source.REVIEW),
    *(Source.STALE_ANSWERS, Source.OPPORTUNITY_END, Source.QUOTE_END),
    *(Source.DOSSIER, Source.MANAGER, Source.OWN, Source.DEPARTURE, Source.ARCHIVE),
)
BEGUN_ANEW = frozenset({Source.PREPARATION, Source.ARCHIVE})  # not carried: the next week asks for its own

# What cannot be ticked off: where, below the API's base, it is done, and what is to be said there.
ENDS_AT = {
    Source.REPORT: ("/visits/%s/report", N_("Write the report of the visit; then this is done by itself.")),
    Source.FOLLOW_UP: (
        "/follow-ups/%s/completion",
        N_("Note what the client said, or skip the follow-up with a reason; then this is done by itself."),
    ),
    Source.COMMITMENT: (
        "/commitments/%s/outcome",
        N_("Note whether the client did it; then this is done by itself."),
    ),
    Source.DOSSIER: ("/quotes/%s/dossier", N_("Note what is known for the enquiry; then this is done by itself.")),
    Source.STALE_ANSWERS: (
        "/opportunities/%s/answers",
        N_("Answer the questions anew; then this is done by itself."),
    ),
    Source.QUOTE_END: (
        "/quotes/%s",
        N_("Note that the quotation was won, lost or withdrawn; then this is done by itself."),
    ),
    Source.ISSUE: ("/issues/%s/resolution", N_("Say how the issue was solved; then this is done by itself.")),
}

PRIORITY_LABELS = {Priority.HIGH: N_("High"), Priority.NORMAL: N_("Normal"), Priority.LOW: N_("Low")}
SOURCE_LABELS = {
    Source.OWN: N_("Own"),
    Source.MANAGER: N_("From the manager"),
    Source.PREPARATION: N_("Visit to prepare"),
    Source.REPORT: N_("Report owed"),
    Source.FOLLOW_UP: N_("Follow-up of a quotation"),
    Source.COMMITMENT: N_("Commitment of the client"),
    Source.NEXT_STEP: N_("Next step of a visit"),
    Source.ARCHIVE: N_("Gaps in the client archive"),
    Source.DEPARTURE: N_("Contact who left"),
    Source.DOSSIER: N_("Enquiry without all it needs"),
    Source.ISSUE: N_("Issue to solve"),
    Source.MINUTES: N_("Objection to minutes"),
    Source.REVIEW: N_("Report that was reviewed"),
    Source.STALLED: N_("Opportunity that does not move"),
    Source.STALE_ANSWERS: N_("Answers that are out of date"),
    Source.OPPORTUNITY_END: N_("Opportunity to decide about"),
    Source.QUOTE_END: N_("Quotation to end"),
}
CODE_LISTS = (
    code_list("todo_state", State, LABELS),
    code_list("todo_priority", Priority, PRIORITY_LABELS),
    code_list("todo_source", Source, SOURCE_LABELS),
    code_list("todo_drop_reason", Because, BECAUSE_LABELS),
    code_list("week_confirmation", Confirmation, CONFIRMATION_LABELS),
)


def fed_item_id(of_list: str, source: Source, source_id: str) -> str:
    """The id of the item that a thing puts on a list: a second time is the same row."""
    return _id("item", of_list, source, source_id)


def carried_item_id(of_list: str, from_item: str) -> str:
    """The id of an item carried to another list."""
    return _id("carried", of_list, from_item)


def ends_at(source_kind: str, source_id: str | None) -> str | None:
    """Where something is done that cannot be ticked off; None where ticking it off is all there is."""
    found = ENDS_AT.get(Source(source_kind))
    return found[0] % source_id if found else None


def _id(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
