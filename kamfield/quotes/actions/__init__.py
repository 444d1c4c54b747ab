"""What can be done with quotations, a file per subject, one function per verb."""

from kamfield.quotes.actions.answers import expire, lose, win, withdraw
from kamfield.quotes.actions.dossier import collect
from kamfield.quotes.actions.follow_ups import complete, note_reply, skip
from kamfield.quotes.actions.lines import set_lines
from kamfield.quotes.actions.prices import (
    approve_price,
    ask_price,
    escalate_price,
    follow_the_hours,
    pass_on_price,
    refuse_price,
)
from kamfield.quotes.actions.quotes import add, change, make_ready, reopen, send
from kamfield.quotes.actions.revisions import drop_revision, renew, revise
from kamfield.quotes.actions.validity import end_of_validity, reschedule

__all__ = [
    "add",
    "approve_price",
    "ask_price",
    "change",
    "collect",
    "complete",
    "drop_revision",
    "end_of_validity",
    "escalate_price",
    "expire",
    "follow_the_hours",
    "lose",
    "make_ready",
    "note_reply",
    "pass_on_price",
    "refuse_price",
    "renew",
    "reopen",
    "reschedule",
    "revise",
    "send",
    "set_lines",
    "skip",
    "win",
    "withdraw",
]
