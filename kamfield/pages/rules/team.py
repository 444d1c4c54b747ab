"""What waits in a team as it stands on the page: plain values in the reader's words."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Way:
    """Something that waits, and where one does something about it."""

    address: str
    name: str
    what: str
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Things of one kind."""

    name: str
    ways: Sequence[Way]


@dataclass(frozen=True, slots=True)
class Decisions:
    """Plans and prices that ask for a decision: on one's own table first, then with others whom one may replace."""

    mine: Sequence[Way]
    others: Sequence[Way]
