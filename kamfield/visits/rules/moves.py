"""Which steps a visit can take, and when it may be reported."""

from collections.abc import Mapping
from datetime import date, timedelta

from kamfield.visits.rules.codes import State

# A missed visit can still be checked in (a phone that was offline tells it late), and one that nobody checked in
# can be reported by hand.
MOVES: Mapping[State, Mapping[str, State]] = {
    State.PLANNED: {
        "prepare": State.PLANNED,
        "check_in": State.IN_PROGRESS,
        "report": State.REPORTED,
        "cancel": State.CANCELLED,
        "miss": State.MISSED,
    },
    State.IN_PROGRESS: {"prepare": State.IN_PROGRESS, "check_out": State.DONE},
    State.DONE: {"report": State.REPORTED},
    State.MISSED: {
        "reschedule": State.PLANNED,
        "check_in": State.IN_PROGRESS,
        "report": State.REPORTED,
        "cancel": State.CANCELLED,
    },
    State.REPORTED: {"unlock": State.DONE},
    State.CANCELLED: {},
}


def earliest_reportable(today: date, *, back_dating_days: int, cut_off_day: int) -> date:
    """The earliest day that may still be reported without check-in; after `cut_off_day` the last month is shut.

    Until then it is open, and the months before it are not, however far back a report may be dated.
    """
    this_month = today.replace(day=1)
    last_month = (this_month - timedelta(days=1)).replace(day=1)
    return max(today - timedelta(days=back_dating_days), this_month if today.day > cut_off_day else last_month)
