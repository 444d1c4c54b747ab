"""The house's usual limits for visits; the company's policies take their place."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class CheckInMode(StrEnum):
    """What follows from a check-in that is not verified: nothing, a note, or a refusal."""

    NONE = "none"
    SOFT = "soft"
    HARD = "hard"


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a visit is, how near a check-in must be, how soon a report is owed."""

    visit_minutes: int = 60
    check_in: CheckInMode = CheckInMode.SOFT
    radius_metres: int = 300
    report_due: timedelta = timedelta(hours=24)
    back_dating: timedelta = timedelta(days=7)
    cut_off_day: int = 5
    positions_kept: timedelta = timedelta(days=90)
    weak_objective_blocks: bool = False


USUAL = Limits()
