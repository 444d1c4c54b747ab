"""Which clients are due on which days of a month, what stands on it already, and what each visit is worth."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil

from kamfield.geo.point import Point
from kamfield.plans.rules.hours import Hours
from kamfield.proposals.rules.states import Reason

# In minutes of the rep's time: what a visit may cost at most, ways included, before it is left out. For an A client a
# whole day's journey is worth it; with half of that, far A clients gave way to near C clients in our demo company.
WORTH: Mapping[str, int] = {"A": 960, "B": 480, "C": 240, "D": 120}
USUAL_WORTH = 120


@dataclass(frozen=True, slots=True)
class Client:
    """An account that a rep leads and that has a frequency; `point` and `hours` are those of its main place."""

    id: str
    name: str
    tier: str
    every_days: int
    last_visited_on: date | None
    place_id: str | None = None
    point: Point | None = None
    hours: Hours | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A visit that is there. A fixed one is an appointment, or not the planner's to move."""

    visit_id: str
    account_id: str
    account: str
    day: date
    starts_at: datetime | None
    minutes: int
    point: Point | None
    hours: Hours | None
    is_fixed: bool


@dataclass(frozen=True, slots=True)
class Due:
    """One visit that should be made, and why."""

    client: Client
    day: date
    reason: Reason

    @property
    def worth(self) -> int:
        """What it costs to leave it out."""
        return WORTH.get(self.client.tier, USUAL_WORTH)


def dues(client: Client, standing: Iterable[date], first: date, last: date) -> Iterator[Due]:
    """The visits a client still needs between two days: one for each interval in which none stands.

    A visit that stands counts for the due day to which it is nearer than half an interval.
    """
    interval = timedelta(days=client.every_days)
    stands = sorted(standing)
    seen = client.last_visited_on
    due = seen + interval if seen else first
    while due <= last:
        near = next((day for day in stands if abs(day - max(due, first)) * 2 < interval), None)
        if near is None:
            yield Due(client, max(due, first), _reason(client, seen, due, first))
        else:
            stands.remove(near)
        seen = near or max(due, first)
        due = seen + interval


def apart_days(every_days: int) -> int:
    """How far two visits to one client stay apart: the plan's check wants at least half an interval."""
    return ceil(every_days / 2)


def _reason(client: Client, seen: date | None, due: date, first: date) -> Reason:
    usual = {"tier": client.tier, "every": client.every_days}
    if seen is None:
        return Reason("never-visited", usual)
    said = usual | {"last": seen.isoformat(), "due": due.isoformat()}
    return Reason("overdue" if due < first else "due", said)
