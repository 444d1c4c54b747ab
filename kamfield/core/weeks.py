"""Weeks as people mean them: from Monday to Sunday in somebody's time zone, numbered by ISO 8601."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo


@dataclass(frozen=True, order=True)
class Week:
    """An ISO week; some years have 53 of them, and the first days of January may belong to the old year's last."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02}"

    @property
    def monday(self) -> date:
        """Its first day."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + timedelta(days=6)

    @property
    def following(self) -> "Week":
        """The week after it."""
        return week_with(self.monday + timedelta(days=7))


def week_with(day: date) -> Week:
    """The week a day is in."""
    return Week(*day.isocalendar()[:2])


def week_at(instant: datetime, zone: tzinfo) -> Week:
    """The week it is at an instant, for people in a time zone."""
    return week_with(instant.astimezone(zone).date())


def instant_of(day: date, at: time, zone: tzinfo) -> datetime:
    """When a clock in a time zone shows this, in UTC; a time that is skipped there comes as late as the clock skips."""
    return datetime.combine(day, at, zone).astimezone(UTC)
