"""A month as the check sees it: plain facts, read once."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from kamfield.geo.point import Point
from kamfield.plans.rules.hours import Hours, Span, minutes_of, spans_on


@dataclass(frozen=True, slots=True)
class Stop:
    """A visit on the plan. `ends_at` is known when start and minutes are."""

    visit_id: str
    account_id: str
    account: str
    day: date
    starts_at: datetime | None
    minutes: int
    is_open: bool
    missing: tuple[str, ...]
    has_weak_objective: bool
    point: Point | None
    visiting_hours: Hours | None
    has_changed: bool = False

    @property
    def ends_at(self) -> datetime | None:
        """When it is over."""
        return self.starts_at + timedelta(minutes=self.minutes) if self.starts_at else None


@dataclass(frozen=True, slots=True)
class Client:
    """An account the rep leads."""

    id: str
    name: str
    tier: str | None
    is_strategic: bool
    last_visited_on: date | None
    had_executive_visit: bool


@dataclass(frozen=True, slots=True)
class Prospect:
    """An open opportunity of the rep, and whether a visit of the month serves it."""

    name: str
    account_id: str
    is_served: bool


@dataclass(frozen=True, slots=True)
class Month:
    """Everything that a check needs. `stops` are in the order of day and start.

    `make_up_days` are days of the weekend that are worked instead of others (调休). `start` is where the rep's days
    begin and end.
    """

    first: date
    zone: ZoneInfo
    stops: tuple[Stop, ...]
    clients: tuple[Client, ...]
    working_hours: Hours
    days_off: frozenset[date] = frozenset()
    holidays: frozenset[date] = frozenset()
    make_up_days: frozenset[date] = frozenset()
    start: Point | None = None
    prospects: tuple[Prospect, ...] = ()

    @property
    def last(self) -> date:
        """Its last day."""
        return last_of(self.first)

    def minutes_on(self, day: date) -> int:
        """How long the rep works on a day; not at all on a holiday or away."""
        free = day in self.days_off or day in self.holidays
        return 0 if free else minutes_of(self.spans_on(day))

    def spans_on(self, day: date) -> list[Span]:
        """When the rep works on a day; a make-up day is worked like the first day of the week."""
        spans = spans_on(self.working_hours, day)
        if spans or day not in self.make_up_days:
            return spans
        week = [day + timedelta(days=number - day.weekday()) for number in range(7)]
        return next((found for weekday in week if (found := spans_on(self.working_hours, weekday))), [])

    @property
    def days(self) -> dict[date, list[Stop]]:
        """The stops of each day that has any."""
        found: dict[date, list[Stop]] = {}
        for stop in self.stops:
            found.setdefault(stop.day, []).append(stop)
        return found

    @property
    def stops_by_account(self) -> dict[str, list[Stop]]:
        """The stops at each account that has any."""
        found: dict[str, list[Stop]] = {}
        for stop in self.stops:
            found.setdefault(stop.account_id, []).append(stop)
        return found


def first_of(day: date) -> date:
    """The first day of a day's month."""
    return day.replace(day=1)


def last_of(month: date) -> date:
    """Its last day."""
    return month.replace(day=monthrange(month.year, month.month)[1])


def following(month: date) -> date:
    """The first day of the next month."""
    return first_of(month + timedelta(days=31))
