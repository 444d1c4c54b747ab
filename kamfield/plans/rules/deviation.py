"""Plan against fact: what became of each line that was in force, and what took place beside them; pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kamfield.core.codes import code_list
from kamfield.core.texts import N_
from kamfield.visits.rules.codes import State

TOOK_PLACE = frozenset({State.IN_PROGRESS, State.DONE, State.REPORTED})


class Fact(StrEnum):
    """What became of a line."""

    ON_DAY = "on_day"
    MOVED_WITHIN = "moved_within"
    MOVED_BEYOND = "moved_beyond"
    LATE = "late"
    MISSED = "missed"
    CANCELLED = "cancelled"
    TO_COME = "to_come"
    UNPLANNED = "unplanned"


LABELS: Mapping[StrEnum, str] = {
    Fact.ON_DAY: N_("On the planned day"),
    Fact.MOVED_WITHIN: N_("Moved within the tolerance"),
    Fact.MOVED_BEYOND: N_("Moved beyond the tolerance"),
    Fact.LATE: N_("Made up for after its day"),
    Fact.MISSED: N_("Missed"),
    Fact.CANCELLED: N_("Cancelled"),
    Fact.TO_COME: N_("Still to come"),
    Fact.UNPLANNED: N_("Not on the plan"),
}
PLANNED = tuple(fact for fact in Fact if fact is not Fact.UNPLANNED)
CODE_LISTS = (code_list("plan_fact", Fact, LABELS),)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A visit: the day it was approved for (none when it is not of the plan), the day it has, when it took place."""

    planned_on: date | None
    day: date
    state: str
    took_place_on: date | None = None
    dropped: bool = False


def fact_of(outcome: Outcome, today: date, tolerance_days: int) -> Fact:
    """What became of it. Late is what took place after the day that was agreed last; the tolerance counts in days."""
    if outcome.planned_on is None:
        return Fact.UNPLANNED
    if outcome.state in TOOK_PLACE:
        return _fact_of_done(outcome, outcome.planned_on, tolerance_days)
    if outcome.dropped or outcome.state == State.CANCELLED:
        return Fact.CANCELLED
    return Fact.MISSED if outcome.state == State.MISSED or outcome.day < today else Fact.TO_COME


def counts(facts: Iterable[Fact]) -> Mapping[Fact, int]:
    """How often each occurs, all of them named."""
    counted = Counter(facts)
    return {fact: counted[fact] for fact in Fact}


def _fact_of_done(outcome: Outcome, planned_on: date, tolerance_days: int) -> Fact:
    on = outcome.took_place_on or outcome.day
    if on == planned_on:
        return Fact.ON_DAY
    if on > outcome.day:
        return Fact.LATE
    return Fact.MOVED_WITHIN if abs((on - planned_on).days) <= tolerance_days else Fact.MOVED_BEYOND
