"""What is kept about visits, a file per subject; every model of the slice can be had from here."""

from kamfield.visits.models.checklists import Checklist
from kamfield.visits.models.checks import Check
from kamfield.visits.models.commitments import Commitment
from kamfield.visits.models.minutes import MinutesCopy
from kamfield.visits.models.objectives import Objective
from kamfield.visits.models.people import VisitCompanion, VisitContact
from kamfield.visits.models.reports import Report
from kamfield.visits.models.visits import AnotherInProgress, Visit

__all__ = [
    "AnotherInProgress",
    "Check",
    "Checklist",
    "Commitment",
    "MinutesCopy",
    "Objective",
    "Report",
    "Visit",
    "VisitCompanion",
    "VisitContact",
]
