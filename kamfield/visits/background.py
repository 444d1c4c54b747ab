"""What happens to visits without anybody asking."""

from collections.abc import Mapping
from datetime import timedelta
from zoneinfo import ZoneInfo

from kamfield.core.journal import Entry
from kamfield.core.work import Work
from kamfield.policies import queries as policies
from kamfield.users.queries import handover_by_id
from kamfield.visits.actions import checks, visits
from kamfield.visits.actions.handovers import hand_over, hand_over_commitment
from kamfield.visits.queries.parts import exact_positions_before, open_commitments_of
from kamfield.visits.queries.visits import planned_before, still_to_make, time_zones

MOST_AT_ONCE = 500


def note_missed_visits(work: Work) -> None:
    """A visit that is still planned when the rep's day is over was missed."""
    for time_zone in work.all(time_zones()):
        today = work.now.astimezone(ZoneInfo(time_zone)).date()
        for visit in work.all(planned_before(time_zone, today, MOST_AT_ONCE)):
            visits.miss(work, visit)


def coarsen_old_positions(work: Work) -> None:
    """Exact positions are kept for the policy's days, then to about a kilometre."""
    before = work.now - timedelta(days=policies.current(work).position_kept_days)
    for check in work.all(exact_positions_before(before, MOST_AT_ONCE)):
        checks.coarsen(work, check)


def owned(work: Work, user_id: str) -> Mapping[str, int]:
    """How many visits somebody still has to make, and how many promises of clients to look after."""
    return {
        "visits": len(work.all(still_to_make(user_id))),
        "commitments": len(work.all(open_commitments_of(user_id))),
    }


def hand_over_visits(work: Work, entry: Entry) -> None:
    """The leaver's visits that are still to be made go to the receivers, and so do the promises of clients."""
    handover = work.one(handover_by_id(work.user, entry.subject_id))
    for visit in work.all(still_to_make(handover.leaver_id)):
        receiver_id = handover.receiver_of(visit.account_id)
        hand_over(work, visit, receiver_id, handover.id)
        handover.add("visits", receiver_id)
    for commitment in work.all(open_commitments_of(handover.leaver_id)):
        receiver_id = handover.receiver_of(commitment.account_id)
        hand_over_commitment(work, commitment, receiver_id, handover.id)
        handover.add("commitments", receiver_id)
