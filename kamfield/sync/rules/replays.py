"""Which route of the API a phone's change goes through: what a phone wrote offline is done as if it had been asked now.

A route is named by its operation. What it takes in its body and address is taken from the row's columns of the same
names; `renamed` says which column a field has its value from, `fixed` what a phone cannot be asked.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

MARKS = frozenset(
    {"submitted_at", "confirmed_at", "closed_at", "acknowledged_at", "read_at"}
)  # set or not: the instant is ours


class Turn(IntEnum):
    """In which round an act is done: what is handed in comes after everything that belongs to it."""

    ROWS = 0
    RESULTS = 1
    ENDINGS = 2


@dataclass(frozen=True)
class Call:
    """One route; a `bare` one is asked without the row's columns, because another one has taken them."""

    operation: str
    renamed: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, Any] = field(default_factory=dict)
    bare: bool = False


class Anything:
    """Stands for whatever value a column is set to."""


SET = Anything()


@dataclass(frozen=True)
class Move:
    """A column that is set to `to` (or to whatever, `SET`; or emptied, None) is an act of its own."""

    column: str
    to: Any
    call: Call
    turn: Turn = Turn.ROWS
    first: bool = False  # before the row's other columns, because it opens what is closed

    def happens(self, value: Any, stored: Any) -> bool:
        """Whether a phone's value asks for it, where another one is stored."""
        if self.column in MARKS and (value is None) == (stored is None):
            return False
        return value is not None if self.to is SET else bool(value == self.to)


@dataclass(frozen=True)
class Replay:
    """The routes of one table."""

    add: Call | None = None
    change: Call | None = None
    remove: Call | None = None
    moves: tuple[Move, ...] = ()


def _usual(noun: str, **more: Any) -> Replay:
    return Replay(Call(f"add_{noun}"), Call(f"change_{noun}"), Call(f"delete_{noun}"), **more)


REPLAYS: Mapping[str, Replay] = {
    "absences": _usual("absence"),
    "accounts": Replay(
        Call("add_account", fixed={"confirmed_new": True}), Call("change_account"), Call("delete_account")
    ),
    "places": _usual("place"),
    "contacts": _usual(
        "contact",
        moves=(
            Move("active", False, Call("mark_contact_left")),
            Move("active", True, Call("mark_contact_back"), first=True),
        ),
    ),
    "facts": Replay(
        add=Call("learn_fact"),
        remove=Call("retract_fact"),
        moves=(Move("confirmed_on", SET, Call("confirm_fact", {"on": "confirmed_on"})),),
    ),
    "intelligence": _usual(
        "intelligence",
        moves=(
            Move("closed_on", None, Call("reopen_intelligence"), first=True),
            Move("confirmed_on", SET, Call("confirm_intelligence", {"on": "confirmed_on"})),
            Move("closed_on", SET, Call("close_intelligence", {"on": "closed_on"})),
        ),
    ),
    "issues": _usual(
        "issue",
        moves=(
            Move("state", "open", Call("reopen_issue"), first=True),
            Move("state", "resolved", Call("resolve_issue")),
            Move("state", "closed", Call("close_issue")),
        ),
    ),
    "opportunities": _usual(
        "opportunity",
        moves=(
            Move("status", "project", Call("advance_opportunity")),
            Move("status", "ours", Call("advance_opportunity")),
            Move("status", "winning", Call("advance_opportunity")),
            Move("status", "won", Call("win_opportunity"), Turn.ENDINGS),
            Move("status", "lost", Call("lose_opportunity", {"reason": "loss_reason"}), Turn.ENDINGS),
        ),
    ),
    "opportunity_answers": Replay(add=Call("answer_question")),
    "assessments": Replay(add=Call("assess_person"), remove=Call("retract_assessment")),
    "influence_lines": Replay(add=Call("draw_influence"), remove=Call("erase_influence")),
    "decision_factors": _usual("factor"),
    "quotes": Replay(
        add=Call("add_quote"),
        change=Call("change_quote"),
        moves=(
            Move("state", "enquiry", Call("reopen_quote"), first=True),
            Move("state", "ready", Call("make_quote_ready"), Turn.RESULTS),
            Move("state", "sent", Call("send_quote"), Turn.RESULTS),
            Move("state", "won", Call("win_quote"), Turn.ENDINGS),
            Move("state", "lost", Call("lose_quote", {"reason": "loss_reason"}), Turn.ENDINGS),
            Move("state", "withdrawn", Call("withdraw_quote"), Turn.ENDINGS),
        ),
    ),
    "dossier_items": Replay(change=Call("change_dossier_item")),
    "quote_replies": Replay(add=Call("note_reply")),
    "follow_ups": Replay(
        moves=(
            Move("state", "done", Call("complete_follow_up"), Turn.RESULTS),
            Move("state", "skipped", Call("skip_follow_up", {"reason": "skipped_because"}), Turn.RESULTS),
        ),
    ),
    "visits": Replay(
        add=Call("add_visit", fixed={"again": True}),
        change=Call("change_visit"),
        remove=Call("remove_visit"),
        moves=(
            Move(
                "state",
                "cancelled",
                Call("cancel_visit", {"reason": "cancel_reason", "note": "cancel_note"}),
                Turn.ENDINGS,
            ),
        ),
    ),
    "objectives": Replay(
        Call("add_objective"),
        Call("change_objective"),
        Call("remove_objective"),
    ),
    "checks": Replay(
        moves=(Move("kind", "in", Call("check_in")), Move("kind", "out", Call("check_out"))),
    ),
    "reports": Replay(moves=(Move("submitted_at", SET, Call("submit_report", bare=True), Turn.ENDINGS),)),
    "commitments": Replay(moves=(Move("state", SET, Call("conclude_commitment"), Turn.ENDINGS),)),
    "plans": Replay(
        add=Call("add_plan"),
        moves=(
            Move("state", "draft", Call("withdraw_plan"), first=True),
            Move("state", "submitted", Call("submit_plan", fixed={"acknowledged": True}), Turn.ENDINGS),
        ),
    ),
    "plan_lines": Replay(Call("add_line"), Call("change_line"), Call("remove_line")),
    "todo_lists": Replay(
        moves=(
            Move("confirmed_at", SET, Call("confirm_week"), Turn.ENDINGS),
            Move("closed_at", SET, Call("close_week", fixed={"carry_open": True}), Turn.ENDINGS),
        ),
    ),
    "todo_items": Replay(
        add=Call("add_todo"),
        change=Call("change_todo"),
        moves=(
            Move("state", "open", Call("reopen_todo"), first=True),
            Move("state", "done", Call("complete_todo"), Turn.RESULTS),
            Move("state", "dropped", Call("drop_todo"), Turn.RESULTS),
        ),
    ),
    "attachments": _usual("attachment"),
    "notices": Replay(moves=(Move("read_at", SET, Call("mark_notice_read"), Turn.ENDINGS),)),
    "sync_issues": Replay(moves=(Move("acknowledged_at", SET, Call("acknowledge_sync_issue"), Turn.ENDINGS),)),
}


def shaped(table: str, told: Mapping[str, Any]) -> dict[str, Any]:
    """What a route takes in another shape than in columns: a month without its day, a point as one thing."""
    if table == "plans" and isinstance(told.get("month"), str):
        return {**told, "month": told["month"][:7]}
    if table == "places" and {"latitude", "longitude"} & told.keys():
        both = {name: told.get(name) for name in ("latitude", "longitude")}
        return {**told, "point": None if None in both.values() else both}
    return dict(told)


def named(only: Collection[str], call: Call) -> set[str]:
    """The fields that a route may be sent when these columns have changed."""
    return {*only, *call.renamed, *call.fixed, *(("point",) if {"latitude", "longitude"} & set(only) else ())}
