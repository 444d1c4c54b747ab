"""What can be done with plans, a file per subject, one function per verb."""

from kamfield.plans.actions.decisions import (
    acknowledge_line,
    approve,
    approve_line,
    give_back,
    reject_line,
    return_line,
)
from kamfield.plans.actions.lines import add_line, add_lines, change_line, propose_line, remove_line
from kamfield.plans.actions.plans import add, close, submit, withdraw

__all__ = [
    "acknowledge_line",
    "add",
    "add_line",
    "add_lines",
    "approve",
    "approve_line",
    "change_line",
    "close",
    "give_back",
    "propose_line",
    "reject_line",
    "remove_line",
    "return_line",
    "submit",
    "withdraw",
]
