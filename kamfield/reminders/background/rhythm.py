"""Monday morning and Friday afternoon, where each person is: one due row per user, that moves from one to the other."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from kamfield.core.journal import Entry
from kamfield.core.weeks import Week, instant_of, week_at
from kamfield.core.work import Work
from kamfield.outside import Outside
from kamfield.reminders import queries
from kamfield.reminders.actions import remind
from kamfield.reminders.models import Rhythm
from kamfield.reminders.rules import CLOSE_MAIL_AT, MORNING_AT, Kind
from kamfield.users import queries as users
from kamfield.users.models import User
from kamfield.users.rules import LEADING

FRIDAY = timedelta(days=4)


def plan_rhythms(work: Work) -> None:
    """Gives everybody who has none yet a rhythm that begins with their next Monday or Friday."""
    for user in work.all(queries.without_rhythm()):
        work.add(Rhythm(user_id=user.id, due_at=_next(work.now, ZoneInfo(user.time_zone))))


def remind_of_the_week(work: Work, _outside: Outside, row: Rhythm) -> datetime | None:
    """Puts this week's mails into the outbox and comes again at the next Monday morning or Friday afternoon.

    Which week it is depends on now and not on when the row fell due: after days without a worker there is one mail,
    about the week that it is. Somebody who moved to another time zone may be met before their Monday morning.
    """
    user = work.db.scalars(users.any_by_id(row.user_id)).one()
    if user.deleted_at is not None:
        return None
    zone = ZoneInfo(user.time_zone)
    week = week_at(work.now, zone)
    morning, afternoon = _hours(week, zone)
    for kind in _kinds(user) if morning <= work.now < afternoon else ():
        _remind(work, kind, user, week)
    if work.now >= afternoon:
        _remind(work, Kind.CLOSE_WEEK, user, week)
    return _next(work.now, zone)


def follow_the_person(work: Work, entry: Entry) -> None:
    """Whoever works in another time zone is reminded at its hours from now on, and misses nothing on the way."""
    user = work.one(users.any_by_id(entry.subject_id))
    for rhythm in work.all(queries.rhythm_of(user.id)):
        if rhythm.due_at is not None:
            rhythm.due_at = min(rhythm.due_at, _next(work.now, ZoneInfo(user.time_zone)))


def _kinds(user: User) -> tuple[Kind, ...]:
    return (Kind.WEEK, Kind.TEAM_WEEK) if user.role in LEADING else (Kind.WEEK,)


def _remind(work: Work, kind: Kind, user: User, week: Week) -> None:
    remind(work, kind, user.id, str(week), year=week.year, week=week.number)


def _hours(week: Week, zone: ZoneInfo) -> tuple[datetime, datetime]:
    monday, friday = week.monday, week.monday + FRIDAY
    return instant_of(monday, MORNING_AT, zone), instant_of(friday, CLOSE_MAIL_AT, zone)


def _next(after: datetime, zone: ZoneInfo) -> datetime:
    """The first of these hours that is still to come."""
    week = week_at(after, zone)
    return next(hour for hour in (*_hours(week, zone), *_hours(week.following, zone)) if hour > after)
