"""What the company decided about plans."""

from kamfield.core.work import Work
from kamfield.plans.rules.limits import USUAL, Limits


def limits(_work: Work) -> Limits:
    """The limits in force."""
    return USUAL
