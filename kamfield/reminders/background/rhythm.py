"""Monday morning, where each person is: one due row per user, that moves from week to week."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from kamfield.core.weeks import instant_of, week_at
from kamfield.core.work import Work
from kamfield.outside import Outside
from kamfield.reminders import queries
from kamfield.reminders.actions import remind
from kamfield.reminders.models import Rhythm
from kamfield.reminders.rules import WEEK_MAIL_AT, Kind
from kamfield.users import queries as users


def plan_rhythms(work: Work) -> None:
    """Gives everybody who has none yet a rhythm that begins with their next Monday."""
    for user in work.all(queries.without_rhythm()):
        work.add(Rhythm(user_id=user.id, due_at=_next_monday(work.now, ZoneInfo(user.time_zone))))


def remind_of_the_week(work: Work, _outside: Outside, row: Rhythm) -> datetime | None:
    """Puts this week's mail into the outbox and comes again next Monday.

    Which week it is depends on now and not on when the row fell due: after days without a worker there is one mail,
    about the week that it is. Somebody who moved to another time zone may be met before their Monday morning.
    """
    user = work.db.scalars(users.any_by_id(row.user_id)).one()
    if user.deleted_at is not None:
        return None
    zone = ZoneInfo(user.time_zone)
    week = week_at(work.now, zone)
    morning = instant_of(week.monday, WEEK_MAIL_AT, zone)
    if work.now < morning:
        return morning
    remind(work, Kind.WEEK, user.id, str(week), year=week.year, week=week.number)
    return _next_monday(work.now, zone)


def _next_monday(after: datetime, zone: ZoneInfo) -> datetime:
    """The first Monday morning that is still to come."""
    week = week_at(after, zone)
    morning = instant_of(week.monday, WEEK_MAIL_AT, zone)
    return morning if morning > after else instant_of(week.monday + timedelta(days=7), WEEK_MAIL_AT, zone)
