"""What can be done with quotations, a file per subject, one function per verb."""

from kamfield.quotes.actions.answers import expire, lose, win, withdraw
from kamfield.quotes.actions.dossier import collect
from kamfield.quotes.actions.follow_ups import complete, skip
from kamfield.quotes.actions.lines import set_lines
from kamfield.quotes.actions.quotes import add, change, make_ready, reopen, send
from kamfield.quotes.actions.validity import end_of_validity

__all__ = [
    "add",
    "change",
    "collect",
    "complete",
    "end_of_validity",
    "expire",
    "lose",
    "make_ready",
    "reopen",
    "send",
    "set_lines",
    "skip",
    "win",
    "withdraw",
]
