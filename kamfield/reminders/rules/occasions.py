"""When something deserves a reminder: stages before and after a deadline, pure and without a clock."""

from calendar import isleap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from kamfield.reminders.rules.kinds import Kind

PLAN_TOLD_BEFORE = (0, 2, 5)  # days
PLAN_TOLD_AFTER = (7, 3, 1)
EXPIRY_TOLD_BEFORE = (0, 3)
LOOKS_BACK = timedelta(days=31)  # what is older is no news
DAY = timedelta(days=1)

MOST_NEW: Mapping[Kind, int] = {Kind.ACCOUNT_OVERDUE: 5}  # the rest has its turn on the following mornings
USUALLY_MOST_NEW = 20


@dataclass(frozen=True)
class Span:
    """The days somebody is told of on a working day: that one, and the days off that follow it."""

    today: date
    until: date

    @property
    def days(self) -> Iterator[date]:
        """Each of them."""
        return (self.today + DAY * number for number in range((self.until - self.today).days + 1))


@dataclass(frozen=True)
class Occasion:
    """Something to tell somebody about: its kind, what it is about, and what makes it another one than the last."""

    kind: Kind
    subject_id: str | None
    key: str
    params: Mapping[str, Any] = field(default_factory=dict)


def stage_before(due_on: date, span: Span, stages: tuple[int, ...]) -> int | None:
    """Which of the days before a deadline is reached; on the last working day before it, that is the day itself."""
    left = max(0, (due_on - span.until).days)
    return next((stage for stage in stages if left <= stage), None)


def stage_after(due_on: date, today: date, stages: tuple[int, ...]) -> int | None:
    """Which of the days after a deadline was reached last."""
    over = (today - due_on).days
    return next((stage for stage in stages if over >= stage), None)


def birthday_in(born_on: date, span: Span) -> date | None:
    """The day among these on which somebody has their birthday; who was born on 29 February has it on the 28th too."""
    return next((day for day in span.days if _is_birthday(born_on, day)), None)


def _is_birthday(born_on: date, day: date) -> bool:
    if (born_on.month, born_on.day) == (2, 29) and not isleap(day.year):
        return (day.month, day.day) == (2, 28)
    return (born_on.month, born_on.day) == (day.month, day.day)


def times_missed(seen_on: date, today: date, every_days: int) -> int:
    """How many times a client should have been visited since the last time."""
    return (today - seen_on).days // every_days
