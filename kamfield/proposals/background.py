"""Computes what was asked for: read in one step, searched and written in the next."""

from datetime import datetime
from typing import Any

from kamfield.core.work import Work
from kamfield.proposals.actions import pose, solve_it
from kamfield.proposals.models import Proposal
from kamfield.proposals.rules.states import State


def compute(work: Work, _outside: Any, row: Proposal) -> datetime | None:
    """One step further; a process that dies while it searches leaves the question, and another one answers it."""
    if row.state == State.WAITING:
        pose(work, row)
        return work.now
    if row.state == State.COMPUTING:
        solve_it(work, row)
    return None
