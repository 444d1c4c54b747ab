"""How far a phone has pulled: the number it sends back.

Usually it is a stamp of the sync clock. In the middle of a first pull by pages it also tells the day on which that
began, above the 40 bits of the stamp: what happened before that day is in the pages already.
"""

from dataclasses import dataclass
from datetime import date, timedelta

_STAMPS = 2**40
_FIRST_DAY = date(2026, 1, 1)
MOST = 2**53 - 1  # the largest whole number that JavaScript knows


@dataclass(frozen=True)
class Cursor:
    """Every row up to the stamp `position` is on the phone; `begun_on` while a first pull by pages is under way."""

    position: int
    begun_on: date | None = None

    @property
    def number(self) -> int:
        """As the phone keeps it."""
        days = (self.begun_on - _FIRST_DAY).days if self.begun_on else 0
        return max(days, 0) * _STAMPS + self.position


NOTHING = Cursor(0)


def cursor_of(number: int) -> Cursor:
    """What a phone sent back."""
    days, position = divmod(number, _STAMPS)
    return Cursor(position, _FIRST_DAY + timedelta(days=days) if days else None)
