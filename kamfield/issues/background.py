"""What happens to issues by itself: they escalate with age, and go to others when their owner leaves."""

from collections.abc import Mapping

from kamfield.core.journal import Entry
from kamfield.core.work import Work
from kamfield.issues import actions, queries
from kamfield.users.queries import handover_by_id

MOST_AT_ONCE = 500


def escalate_old_issues(work: Work) -> None:
    """Whoever is above the owner hears of what has been open for longer than its severity allows."""
    for issue in work.all(queries.to_escalate(work.now, MOST_AT_ONCE)):
        actions.escalate(work, issue)


def owned(work: Work, user_id: str) -> Mapping[str, int]:
    """How many issues somebody is to solve, or has to hear of, that no client has agreed to yet."""
    return {"issues": len(work.all(queries.unclosed_of(user_id)))}


def hand_over_issues(work: Work, entry: Entry) -> None:
    """The leaver's issues go to the receivers; days, age and history stay."""
    handover = work.one(handover_by_id(work.user, entry.subject_id))
    for issue in work.all(queries.unclosed_of(handover.leaver_id)):
        receiver_id = handover.receiver_of(issue.account_id)
        actions.hand_over(work, issue, handover.leaver_id, receiver_id, handover.id)
        handover.add("issues", receiver_id)
