"""The rep's own calendar: which day an instant is for them, and when their day ends."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kamfield.core.errors import invalid
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.users import queries as users


def zone_of(work: Work, user_id: str) -> ZoneInfo:
    """The time zone of a user."""
    if user_id == work.user.id:
        return work.user.zone
    return ZoneInfo(work.one(users.any_by_id(user_id)).time_zone)


def today_of(work: Work, user_id: str) -> date:
    """The day it is for a user."""
    return work.now.astimezone(zone_of(work, user_id)).date()


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """The instant at which a day ends in a zone: the next day's first moment, also when the clocks change.

    In UTC: what is added to an instant in a zone is added to what its clocks show.
    """
    return datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)


def same_hour(starts_at: datetime, day: date, zone: ZoneInfo) -> datetime:
    """The instant at which the clocks of a zone show on another day what they show at `starts_at`."""
    return datetime.combine(day, starts_at.astimezone(zone).time(), zone).astimezone(UTC)


def check_start(zone: ZoneInfo, day: date, starts_at: datetime | None) -> None:
    """A start must lie on the visit's day, as the rep's calendar has it."""
    if starts_at is not None and starts_at.astimezone(zone).date() != day:
        text = N_("This instant is not on %(day)s in the time zone %(zone)s.")
        raise invalid("/starts_at", "not-on-the-day", text, day=day.isoformat(), zone=str(zone))
