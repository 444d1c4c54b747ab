"""A month's plan as it stands on the page, week by week: plain values in the reader's words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kamfield.core.weeks import Week, week_with

WEEKEND = 5


@dataclass(frozen=True, slots=True)
class Remark:
    """Something the check found; an error is what would stop the submission."""

    said: str
    is_error: bool


@dataclass(frozen=True, slots=True)
class Card:
    """One visit of the plan, and what can be decided about it: names of `approve_line` and its like."""

    line_id: str
    version: int
    day: date
    hours: str
    client: str
    tier: str
    form: str
    aims: Sequence[str]
    opportunity: str
    chance: str
    state: str
    state_said: str
    comment: str
    remarks: Sequence[Remark]
    asks: bool
    verbs: frozenset[str]


@dataclass(frozen=True, slots=True)
class DayOfPlan:
    """One day: its visits, and how much of the working day they take with the ways."""

    day: date
    in_month: bool
    load: str = ""
    is_full: bool = False
    cards: Sequence[Card] = ()


@dataclass(frozen=True, slots=True)
class WeekOfPlan:
    """One week of the month, from Monday on; to Friday only when no weekend of the month is worked."""

    week: Week
    days: Sequence[DayOfPlan]

    @property
    def cards(self) -> list[Card]:
        """Its visits."""
        return [card for day in self.days for card in day.cards]

    @property
    def remarks(self) -> int:
        """How much the check finds about them."""
        return sum(len(card.remarks) for card in self.cards)

    def holds(self, line_id: str) -> bool:
        """Whether a visit is one of them."""
        return any(card.line_id == line_id for card in self.cards)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the month with its name and, in small letters, of what."""

    name: str
    value: str
    beside: str = ""
    is_bad: bool = False


@dataclass(frozen=True, slots=True)
class MonthPage:
    """The whole page. `verbs` is what can be decided about the plan as a whole; `standing` how it stands, in words."""

    plan_id: str
    version: int
    stamp: int
    rep: str
    month: str
    state: str
    state_said: str
    standing: Sequence[str]
    comment: str
    on_behalf_of: str
    verbs: frozenset[str]
    left: int
    asking: Sequence[Card]
    figures: Sequence[Figure]
    remarks: Sequence[Remark]
    weeks: Sequence[WeekOfPlan]

    @property
    def asks(self) -> bool:
        """Whether the reader is to decide about the whole or about a visit."""
        return bool(self.verbs) or any(card.verbs for card in self.asking)

    @property
    def columns(self) -> int:
        """How many days a week has on this page."""
        return len(self.weeks[0].days) if self.weeks else WEEKEND


@dataclass(frozen=True, slots=True)
class Load:
    """How full a day is."""

    said: str = ""
    is_full: bool = False


def weeks_of(first: date, last: date, cards: Iterable[Card], loads: Mapping[date, Load]) -> list[WeekOfPlan]:
    """The weeks that hold a month, and every day on which something stands although it lies outside."""
    by_day: dict[date, list[Card]] = {}
    for card in cards:
        by_day.setdefault(card.day, []).append(card)
    length = 7 if any(day.weekday() >= WEEKEND for day in by_day) else WEEKEND
    mondays = {week_with(day).monday for day in (*by_day, *_working(_days(first, last), length))}
    return [
        WeekOfPlan(week_with(monday), [_day(monday + timedelta(n), first, last, by_day, loads) for n in range(length)])
        for monday in sorted(mondays)
    ]


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(number) for number in range((last - first).days + 1)]


def _working(days: Iterable[date], length: int) -> list[date]:
    return [day for day in days if day.weekday() < length]


def _day(
    day: date, first: date, last: date, by_day: Mapping[date, Sequence[Card]], loads: Mapping[date, Load]
) -> DayOfPlan:
    load = loads.get(day, Load())
    return DayOfPlan(day, first <= day <= last, load.said, load.is_full, by_day.get(day, ()))
