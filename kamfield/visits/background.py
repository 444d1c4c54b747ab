"""What happens to visits without anybody asking."""

from zoneinfo import ZoneInfo

from kamfield.core.work import Work
from kamfield.visits.actions import checks, visits
from kamfield.visits.actions.policy import limits
from kamfield.visits.queries.parts import exact_positions_before
from kamfield.visits.queries.visits import planned_before, time_zones

MOST_AT_ONCE = 500


def note_missed_visits(work: Work) -> None:
    """A visit that is still planned when the rep's day is over was missed."""
    for time_zone in work.all(time_zones()):
        today = work.now.astimezone(ZoneInfo(time_zone)).date()
        for visit in work.all(planned_before(time_zone, today, MOST_AT_ONCE)):
            visits.miss(work, visit)


def coarsen_old_positions(work: Work) -> None:
    """Exact positions are kept for the policy's days, then to about a kilometre."""
    before = work.now - limits(work).positions_kept
    for check in work.all(exact_positions_before(before, MOST_AT_ONCE)):
        checks.coarsen(work, check)
