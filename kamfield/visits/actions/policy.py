"""What the company decided about visits."""

from kamfield.core.work import Work
from kamfield.visits.rules.limits import USUAL, Limits


def limits(_work: Work) -> Limits:
    """The limits in force."""
    return USUAL
