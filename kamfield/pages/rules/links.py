"""What a mailed link does."""

from datetime import datetime, time, tzinfo
from enum import StrEnum

from kamfield.core.weeks import Week, instant_of


class LinkFor(StrEnum):
    """What a link of a weekly mail is for."""

    CONFIRM = "confirm"
    CLOSE = "close"


def ends_at(week: Week, zone: tzinfo) -> datetime:
    """A link lives as long as its week: until the next one begins where the rep is."""
    return instant_of(week.following.monday, time(), zone)
