"""What happens to opportunities by itself: they go to others when their owner leaves."""

from collections.abc import Mapping

from kamfield.core.journal import Entry
from kamfield.core.work import Work
from kamfield.opportunities.queries.opportunities import undecided_of
from kamfield.users.queries import handover_by_id


def owned(work: Work, user_id: str) -> Mapping[str, int]:
    """How many undecided opportunities somebody has."""
    return {"opportunities": len(work.all(undecided_of(user_id)))}


def hand_over_opportunities(work: Work, entry: Entry) -> None:
    """The leaver's undecided opportunities go to the receivers; status, answers and history stay."""
    handover = work.one(handover_by_id(work.user, entry.subject_id))
    for found in work.all(undecided_of(handover.leaver_id)):
        receiver_id = handover.receiver_of(found.account_id)
        work.act("opportunity.hand_over", found, handover_id=handover.id, to_id=receiver_id)
        found.owner_id = receiver_id
        handover.add("opportunities", receiver_id)
