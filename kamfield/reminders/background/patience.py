"""Whether somebody is told now: not who left, not on leave, not what they do not want; and not at any hour."""

from collections.abc import Callable
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from kamfield.core.prepared import rows_of
from kamfield.core.weeks import Week, instant_of, week_at
from kamfield.core.work import Work
from kamfield.policies import queries as policies
from kamfield.reminders import queries
from kamfield.reminders.models import Reminder
from kamfield.reminders.rules import ASKED_FOR, FORMS, MANDATORY, Kind, Reason, When, quiet_until
from kamfield.reminders.rules.hours import DAY, JUST_AFTER, MOST_DAYS_OFF, morning_of
from kamfield.todos.actions.weeks import worked
from kamfield.users import queries as users
from kamfield.users.models import User

MIDNIGHT = time()
HELD = frozenset({When.AT_ONCE, When.MORNING, When.EVENING})
WEEKS = frozenset({Kind.WEEK, Kind.TEAM_WEEK})


def reason_against(work: Work, row: Reminder, user: User) -> Reason | None:
    """Why this person is not told; on leave one still gets what one asked for."""
    if not user.active or user.deleted_at is not None:
        return Reason.INACTIVE
    if row.is_old_news(work.now):
        return Reason.TOO_LATE
    if row.kind in ASKED_FOR:
        return None
    if row.kind in WEEKS and Week(row.params["year"], row.params["week"]) < week_at(work.now, ZoneInfo(user.time_zone)):
        return Reason.NO_LONGER_NEEDED
    today = today_of(work, user)
    if rows_of(work.db, users.away_between(user.id, today, today)):
        return Reason.ON_LEAVE
    return Reason.OPTED_OUT if row.kind in unwanted(work, user.id) else None


def waits(work: Work, row: Reminder, user: User) -> datetime | None:
    """Until when a reminder waits, with the reason noted in it; None when it may go."""
    kind = Kind(row.kind)
    if kind in ASKED_FOR:
        return None
    zone, rules = ZoneInfo(user.time_zone), policies.current(work)
    quiet = quiet_until(work.now, zone, rules.quiet_from, rules.quiet_until)
    today = today_of(work, user)
    if FORMS[kind].when in HELD:
        works = working_days(work, user, today)
        if not works(today):
            return row.wait(Reason.DAY_OFF, _held_until(zone, next_worked(works, today)))
        if FORMS[kind].when == When.AT_ONCE:
            if _told_today(work, user, today) >= rules.reminders_per_day:
                return row.wait(Reason.ENOUGH_TODAY, _held_until(zone, next_worked(works, today)))
            if quiet is not None:
                return row.wait(Reason.QUIET_HOURS, quiet + JUST_AFTER)
    return None if quiet is None else row.wait(Reason.QUIET_HOURS, quiet)


def unwanted(work: Work, user_id: str) -> frozenset[str]:
    """The kinds somebody does not want; never one of the mandatory ones."""
    stored = rows_of(work.db, queries.unwanted_by(user_id))
    return frozenset(kind for one in stored for kind in one.unwanted) - MANDATORY


def working_days(work: Work, user: User, from_on: date) -> Callable[[date], bool]:
    """Whether somebody works on a day of the weeks to come."""
    return worked(work, user, from_on, from_on + MOST_DAYS_OFF)


def next_worked(works: Callable[[date], bool], after: date) -> date:
    """The next day somebody works; for who never seems to, simply the next day."""
    days = (after + DAY * number for number in range(1, MOST_DAYS_OFF.days + 1))
    return next((day for day in days if works(day)), after + DAY)


def today_of(work: Work, user: User) -> date:
    """The day it is where somebody is."""
    return work.now.astimezone(ZoneInfo(user.time_zone)).date()


def _held_until(zone: ZoneInfo, day: date) -> datetime:
    """The morning's mail takes a held reminder along; without one it comes by itself a little later."""
    return morning_of(day, zone) + JUST_AFTER


def _told_today(work: Work, user: User, today: date) -> int:
    midnight = instant_of(today, MIDNIGHT, ZoneInfo(user.time_zone))
    return work.db.scalar(queries.told_since(user.id, midnight)) or 0
