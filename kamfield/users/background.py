"""What follows by itself about people: those who reported to a leaver get another manager."""

from collections.abc import Mapping

from sqlalchemy import func

from kamfield.core.journal import Entry
from kamfield.core.work import Work
from kamfield.users import queries
from kamfield.users.actions import deciders_above, move
from kamfield.users.models import Handover, User
from kamfield.users.queries import branch_of, reports_of
from kamfield.users.rules import LEADING


def owned(work: Work, user_id: str) -> Mapping[str, int]:
    """Whom somebody leads."""
    people = reports_of(user_id).order_by(None).with_only_columns(func.count())
    return {"people": work.db.scalar(people) or 0}


def hand_over_people(work: Work, entry: Entry) -> None:
    """The leaver's people get the receiver as their manager, if that one leads; else the leaver's own manager.

    So does whoever has the receiver in their branch: the receiver cannot stand above themselves.
    """
    handover = work.one(queries.handover_by_id(work.user, entry.subject_id))
    for user in work.all(reports_of(handover.leaver_id)):
        manager_id = _next_manager(work, handover, user)
        move(work, user, manager_id, handover_id=handover.id)
        handover.add("people", manager_id)


def finish_handover(work: Work, entry: Entry) -> None:
    """Every slice has moved its own: the last step."""
    handover = work.one(queries.handover_by_id(work.user, entry.subject_id))
    work.act("user.finish_hand_over", handover)
    handover.finish(work.now)


def _next_manager(work: Work, handover: Handover, user: User) -> str | None:
    receiver = work.one(queries.any_by_id(handover.receiver_id))
    if receiver.role in LEADING and receiver.active and receiver.id not in work.all(branch_of(user.id)):
        return receiver.id
    return next(iter(deciders_above(work, handover.leaver_id)), None)
