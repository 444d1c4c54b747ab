"""When visits go on without getting anywhere."""

from collections.abc import Iterable
from datetime import date

CONTINUATION = "continuation"
PROGRESS = frozenset({"order", "advance"})
MOST_CONTINUATIONS = 3


def running(outcomes: Iterable[tuple[date, str]]) -> tuple[int, date | None]:
    """Of visits in the order of their days: how many continuations since the last progress, and the day of the third.

    A refusal is neither: it does not get anywhere, and it is no continuation.
    """
    count, stalled_on = 0, None
    for day, outcome in outcomes:
        if outcome in PROGRESS:
            count, stalled_on = 0, None
        elif outcome == CONTINUATION:
            count += 1
            stalled_on = stalled_on or (day if count >= MOST_CONTINUATIONS else None)
    return count, stalled_on
