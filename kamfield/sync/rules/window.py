"""How far back a phone looks: what is older is read by REST."""

from collections.abc import Mapping
from datetime import date, timedelta

WINDOW = timedelta(days=180)
WINDOWED: Mapping[str, str] = {"visits": "day"}  # table and column; what belongs to such a row goes with it


def begins(day: date | None) -> date:
    """The first day of the window on a day; before the first day was begun there is no window."""
    return date.min if day is None else day - WINDOW
