"""Hand-overs: what moved from whom to whom."""

from sqlalchemy import Select, or_, select

from kamfield.core.work import Actor
from kamfield.users.models import Handover, HandoverReceiver
from kamfield.users.queries.people import reached

HANDOVER_SORTS = {"at": Handover.at}


def handovers_visible_to(user: Actor) -> Select[Handover]:
    """Those of the leavers a user reaches, and those by which the user gets something."""
    received = select(HandoverReceiver.handover_id).where(HandoverReceiver.receiver_id == user.id)
    return select(Handover).where(or_(reached(user, Handover.leaver_id), Handover.id.in_(received)))


def handover_by_id(user: Actor, handover_id: str) -> Select[Handover]:
    """One of them."""
    return handovers_visible_to(user).where(Handover.id == handover_id)
