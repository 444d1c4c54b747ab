"""Hours per weekday, in the local time of whoever keeps them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

Hours = Mapping[str, list[list[str]]]  # weekday ("mon" …) → spans of local time, [["09:00", "12:00"], …]
Span = tuple[time, time]

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def spans_on(hours: Hours, day: date) -> list[Span]:
    """The spans of a day, none when it is free; "24:00" is the end of the day."""
    return [(_time(start), _time(end)) for start, end in hours.get(WEEKDAYS[day.weekday()]) or []]


def minutes_of(spans: Iterable[Span]) -> int:
    """How many minutes they have together."""
    return sum(_minutes(end) - _minutes(start) for start, end in spans)


def length_of(spans: Iterable[Span]) -> timedelta:
    """From the beginning of the first to the end of the last, with the pauses between them."""
    minutes = [_minutes(moment) for span in spans for moment in span]
    return timedelta(minutes=max(minutes) - min(minutes)) if minutes else timedelta()


def holds(spans: Iterable[Span], zone: ZoneInfo, starts_at: datetime, ends_at: datetime) -> bool:
    """Whether a stretch of time lies in one of the spans of its day in a zone."""
    start, end = starts_at.astimezone(zone), ends_at.astimezone(zone)
    same_day = start.date() == end.date()
    return same_day and any(opens <= start.time() and end.time() <= closes for opens, closes in spans)


def _time(text: str) -> time:
    return time.max if text == "24:00" else time.fromisoformat(text)


def _minutes(moment: time) -> int:
    return 24 * 60 if moment == time.max else moment.hour * 60 + moment.minute
