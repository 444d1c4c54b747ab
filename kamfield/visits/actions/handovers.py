"""Visits change hands when their rep leaves."""

from kamfield.core.work import Work
from kamfield.visits.models import Commitment, Visit


def hand_over(work: Work, visit: Visit, receiver_id: str, handover_id: str) -> None:
    """Somebody else will make this visit; its preparation and dates stay."""
    work.act("visit.hand_over", visit, handover_id=handover_id, to_id=receiver_id)
    visit.rep_id = receiver_id


def hand_over_commitment(work: Work, commitment: Commitment, receiver_id: str, handover_id: str) -> None:
    """Somebody else will look whether the client keeps it."""
    work.act("commitment.hand_over", commitment, handover_id=handover_id, to_id=receiver_id)
    commitment.rep_id = receiver_id
