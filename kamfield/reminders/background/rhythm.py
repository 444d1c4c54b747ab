"""Mornings, evenings and Friday afternoon, where each person is: one due row per user, moving from one to the next."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from kamfield.core.journal import Entry
from kamfield.core.weeks import Week, instant_of, week_at
from kamfield.core.work import Work
from kamfield.outside import Outside
from kamfield.reminders import queries
from kamfield.reminders.actions import remind
from kamfield.reminders.background.in_app import end_notices_of
from kamfield.reminders.background.together import tell_the_evening, tell_the_morning
from kamfield.reminders.models import Rhythm
from kamfield.reminders.rules import CLOSE_MAIL_AT, Kind
from kamfield.reminders.rules.hours import DAY, evening_of, morning_of
from kamfield.users import queries as users
from kamfield.users.models import User
from kamfield.users.rules import LEADING

FRIDAY = 4
HOUR = timedelta(hours=1)
MOST_WAIT = timedelta(hours=48)  # from one of these hours to the next, and a journey around the world


def plan_rhythms(work: Work) -> None:
    """Gives everybody who has none yet a rhythm, from now on; and mends those that a clock put forward and back left
    waiting for a day that is far.
    """
    for user in work.all(queries.without_rhythm()):
        work.add(Rhythm(user_id=user.id, done_at=work.now, due_at=next_hour(work.now, ZoneInfo(user.time_zone))))
    for rhythm in work.all(queries.rhythms_beyond(work.now + MOST_WAIT)):
        rhythm.done_at, rhythm.due_at = work.now, work.now


def keep_the_rhythm(work: Work, _outside: Outside, row: Rhythm) -> datetime | None:
    """Tells one person what the morning, Friday afternoon or the evening has to say, and comes again at the next one.

    What is said depends on now and not on when the row fell due: after days without a worker there is one morning, and
    one mail about the week that it is. Somebody who moved to another time zone may be met before their morning.
    """
    user = work.one(users.anybody(row.user_id))
    if user.deleted_at is not None:
        return None
    zone, since = ZoneInfo(user.time_zone), row.done_at or work.now - HOUR
    today, week = work.now.astimezone(zone).date(), week_at(work.now, zone)
    row.done_at = work.now
    end_notices_of(work, user)
    _remind_of_the_week(work, user, week, since)
    if user.active and since < morning_of(today, zone) <= work.now:
        tell_the_morning(work, user)
    if user.active and since < evening_of(today, zone) <= work.now:
        tell_the_evening(work, user)
    return next_hour(work.now, zone)


def follow_the_person(work: Work, entry: Entry) -> None:
    """Whoever works in another time zone is reminded at its hours from now on, and misses nothing on the way.

    What was told by the old clock counts as told when the new one shows the same.
    """
    before = (entry.before or {}).get("time_zone")
    user = work.one(users.any_by_id(entry.subject_id))
    for rhythm in work.all(queries.rhythm_of(user.id)) if before not in {None, user.time_zone} else ():
        if rhythm.due_at is not None:
            done = (rhythm.done_at or work.now).astimezone(ZoneInfo(str(before)))
            rhythm.done_at = instant_of(done.date(), done.time(), ZoneInfo(user.time_zone))
            rhythm.due_at = work.now


def next_hour(after: datetime, zone: ZoneInfo) -> datetime:
    """The first instant still to come at which somebody is told something: morning, Friday afternoon, evening."""
    today = after.astimezone(zone).date()
    days = (today, today + DAY)
    hours = [hour for day in days for hour in (morning_of(day, zone), evening_of(day, zone))]
    hours += [instant_of(day, CLOSE_MAIL_AT, zone) for day in days if day.weekday() == FRIDAY]
    return min(hour for hour in hours if hour > after)


def _remind_of_the_week(work: Work, user: User, week: Week, since: datetime) -> None:
    """Monday's mails until Friday afternoon, and then Friday's; each once."""
    zone = ZoneInfo(user.time_zone)
    monday, friday = week.monday, week.monday + DAY * FRIDAY
    morning, afternoon = morning_of(monday, zone), instant_of(friday, CLOSE_MAIL_AT, zone)
    if since < morning <= work.now < afternoon:
        for kind in (Kind.WEEK, Kind.TEAM_WEEK) if user.role in LEADING else (Kind.WEEK,):
            _remind(work, kind, user, week)
    if since < afternoon <= work.now:
        _remind(work, Kind.CLOSE_WEEK, user, week)


def _remind(work: Work, kind: Kind, user: User, week: Week) -> None:
    remind(work, kind, user.id, str(week), year=week.year, week=week.number)
