"""Hours per weekday, in the local time of whoever keeps them."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from kamfield.plans.rules.month import Hours

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def spans_on(hours: Hours, day: date) -> list[tuple[time, time]]:
    """The spans of a day, none when it is free; "24:00" is the end of the day."""
    return [(_time(start), _time(end)) for start, end in hours.get(WEEKDAYS[day.weekday()]) or []]


def minutes_on(hours: Hours, day: date) -> int:
    """How many minutes the spans of a day have."""
    return sum(_minutes(end) - _minutes(start) for start, end in spans_on(hours, day))


def holds(hours: Hours, zone: ZoneInfo, starts_at: datetime, ends_at: datetime) -> bool:
    """Whether a stretch of time lies in one span of its day."""
    start, end = starts_at.astimezone(zone), ends_at.astimezone(zone)
    if start.date() != end.date():
        return False
    return any(opens <= start.time() and end.time() <= closes for opens, closes in spans_on(hours, start.date()))


def _time(text: str) -> time:
    return time.max if text == "24:00" else time.fromisoformat(text)


def _minutes(moment: time) -> int:
    return 24 * 60 if moment == time.max else moment.hour * 60 + moment.minute
