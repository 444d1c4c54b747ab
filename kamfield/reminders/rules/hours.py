"""When reminders may come: the hours of a day on which people are told, and those in which they are left in peace."""

from datetime import date, datetime, time, timedelta, tzinfo

from kamfield.core.weeks import instant_of

MORNING_AT = time(7, 30)
CLOSE_MAIL_AT = time(15)  # on Friday
EVENING_AT = time(17)
DAY = timedelta(days=1)
MOST_DAYS_OFF = timedelta(days=21)  # the longest stretch of days off that is looked through
JUST_AFTER = timedelta(minutes=30)  # what the morning mail did not take along comes by itself
KEEPS_FRESH = timedelta(days=2)  # what was written earlier and could not be sent is written anew, if it is still true


def quiet_until(at: datetime, zone: tzinfo, begins: time, ends: time) -> datetime | None:
    """When the quiet hours end in which an instant lies for somebody in a time zone; None outside of them."""
    local = at.astimezone(zone)
    over_night = begins > ends
    evening, morning = local.time() >= begins, local.time() < ends
    if not (evening or morning if over_night else evening and morning):
        return None
    end = instant_of(local.date() + timedelta(days=over_night and evening), ends, zone)
    return end if end > at else None  # an hour that comes twice is quiet once


def morning_of(day: date, zone: tzinfo) -> datetime:
    """When somebody in a time zone is told what a day brings."""
    return instant_of(day, MORNING_AT, zone)


def evening_of(day: date, zone: tzinfo) -> datetime:
    """When somebody in a time zone is told what the next one lacks."""
    return instant_of(day, EVENING_AT, zone)
