"""Keeps count of the 5W."""

from kamfield.core.work import Work
from kamfield.visits.models import Objective, Visit, VisitContact
from kamfield.visits.queries import parts
from kamfield.visits.rules.codes import Form, Purpose
from kamfield.visits.rules.preparation import missing


def note_missing(work: Work, visit: Visit) -> None:
    """Brings `missing` up to date with the answers."""
    work.db.flush()
    contacts = work.db.scalar(parts.count_of(VisitContact, visit.id)) or 0
    objectives = work.db.scalar(parts.count_of(Objective, visit.id)) or 0
    visit.missing = missing_of(visit, contacts, objectives)


def missing_of(visit: Visit, contacts: int, objectives: int) -> list[str]:
    """What has no answer yet on a visit with so many people and objectives."""
    found = missing(
        contacts=contacts,
        form=Form(visit.form) if visit.form else None,
        purpose=Purpose(visit.purpose) if visit.purpose else None,
        objectives=objectives,
        located=visit.is_located,
        starts_at=visit.starts_at,
        minutes=visit.minutes,
    )
    return [str(w) for w in found]
