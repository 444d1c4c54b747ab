"""A month as the planner's problem, and the planner's answer in terms of the month."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kamfield.geo.point import Point
from kamfield.planner.problem import Day, Problem, Span, Task
from kamfield.planner.solution import Stop
from kamfield.plans.rules.hours import Hours, spans_on
from kamfield.plans.rules.month import Month
from kamfield.proposals.rules.dues import WORTH, Due, Standing, apart_days

MONDAY = date(2024, 1, 1)
APPOINTMENT = max(WORTH.values())


@dataclass(frozen=True, slots=True)
class Period:
    """The days that are planned, from `first` on, in the rep's time zone."""

    first: date
    last: date
    zone: ZoneInfo

    def number(self, day: date) -> int:
        """Days since the first one."""
        return (day - self.first).days

    def day(self, number: int) -> date:
        """The day of a number."""
        return self.first + timedelta(days=number)

    def instant(self, number: int, minute: int) -> datetime:
        """A minute of a day as an instant."""
        midnight = datetime.combine(self.day(number), time(), self.zone)
        return midnight.replace(hour=minute // 60, minute=minute % 60)


def problem(
    period: Period, month: Month, dues: Sequence[Due], standing: Sequence[Standing], minutes: int, start: Point | None
) -> Problem:
    """What the planner is asked. Tasks of visits that stand are named by the visit, new ones by account and day."""
    tasks = [*(_standing(period, one) for one in standing), *(_due(period, one, minutes) for one in dues)]
    return Problem(tuple(_days(period, month)), tuple(tasks), start)


def due_id(due: Due) -> str:
    """The id of the task of a new visit."""
    return f"{due.client.id}@{due.day.isoformat()}"


def neighbours(stops: Iterable[Stop]) -> Mapping[str, tuple[str, int]]:
    """By task the one before it on the same day, and the minutes between."""
    found: dict[str, tuple[str, int]] = {}
    before: Stop | None = None
    for stop in stops:
        if before is not None and before.day == stop.day:
            found[stop.task_id] = before.task_id, stop.way_minutes
        before = stop
    return found


def _days(period: Period, month: Month) -> Iterable[Day]:
    for number in range(period.number(period.last) + 1):
        day = period.day(number)
        spans = tuple((_minute(a), _minute(b)) for a, b in month.spans_on(day))
        if spans and day not in month.days_off and day not in month.holidays:
            yield Day(number, day.weekday(), spans)


def _standing(period: Period, one: Standing) -> Task:
    number = period.number(one.day)
    local = one.starts_at.astimezone(period.zone) if one.starts_at else None
    return Task(
        one.visit_id,
        one.account_id,
        one.minutes,
        worth=APPOINTMENT,
        due=number,
        point=one.point,
        apart_days=0,
        drift=APPOINTMENT / 14,
        hours=None if one.is_fixed else _hours(one.hours),
        fixed_day=number if one.is_fixed else None,
        fixed_start=local.hour * 60 + local.minute if local and one.is_fixed else None,
        was_on=None if one.is_fixed else number,
    )


def _due(period: Period, one: Due, minutes: int) -> Task:
    client = one.client
    return Task(
        due_id(one),
        client.id,
        minutes,
        worth=one.worth,
        due=period.number(one.day),
        point=client.point,
        apart_days=apart_days(client.every_days),
        drift=one.worth / client.every_days,
        hours=_hours(client.hours),
    )


def _hours(hours: Hours | None) -> tuple[tuple[Span, ...], ...] | None:
    """By weekday; a client who says nothing receives always."""
    if not hours:
        return None
    week = (MONDAY + timedelta(days=number) for number in range(7))
    return tuple(tuple((_minute(a), _minute(b)) for a, b in spans_on(hours, day)) for day in week)


def _minute(moment: time) -> int:
    return 24 * 60 if moment == time.max else moment.hour * 60 + moment.minute
