"""What can be done with plans, a file per subject, one function per verb."""

from kamfield.plans.actions.decisions import approve, decide_line, give_back
from kamfield.plans.actions.lines import add_line, change_line, propose_line, remove_line
from kamfield.plans.actions.plans import add, close, submit, withdraw

__all__ = [
    "add",
    "add_line",
    "approve",
    "change_line",
    "close",
    "decide_line",
    "give_back",
    "propose_line",
    "remove_line",
    "submit",
    "withdraw",
]
