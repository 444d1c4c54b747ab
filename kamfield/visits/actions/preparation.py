"""Keeps count of the 5W."""

from kamfield.core.work import Work
from kamfield.visits.models import Objective, Visit, VisitContact
from kamfield.visits.queries import parts
from kamfield.visits.rules.codes import Form, Purpose
from kamfield.visits.rules.preparation import missing


def note_missing(work: Work, visit: Visit) -> None:
    """Brings `missing` up to date with the answers."""
    work.db.flush()
    found = missing(
        contacts=work.db.scalar(parts.count_of(VisitContact, visit.id)) or 0,
        form=Form(visit.form) if visit.form else None,
        purpose=Purpose(visit.purpose) if visit.purpose else None,
        objectives=work.db.scalar(parts.count_of(Objective, visit.id)) or 0,
        located=visit.is_located,
        starts_at=visit.starts_at,
        minutes=visit.minutes,
    )
    visit.missing = [str(w) for w in found]
