"""A rep's day in one piece: a dozen statements, whatever lies behind."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from kamfield.core.prepared import Prepared, rows_of
from kamfield.core.weeks import week_with
from kamfield.core.work import Work
from kamfield.days.actions import alerts
from kamfield.days.queries import day as queries
from kamfield.days.rules.alerts import MOST_ALERTS, Alert, in_order
from kamfield.days.rules.day import MOST_VISITS, Day, DayVisit, Some, legs_to, to_chase, total
from kamfield.geo.point import Point
from kamfield.users import queries as users
from kamfield.users.models import User
from kamfield.visits.rules.codes import REMOTE

WEEK_AHEAD = timedelta(days=7)
TOMORROW = timedelta(days=1)


def day_of(work: Work, rep_id: str | None = None, on: date | None = None) -> Day:
    """The day of the caller, or of somebody below; today in that person's time zone unless another is asked for."""
    rep = work.one(users.by_id(work.user, rep_id or work.user.id))
    on = on or work.now.astimezone(ZoneInfo(rep.time_zone)).date()
    visits = rows_of(work.db, queries.visits_between(work.user, rep.id, on, on + TOMORROW))
    people = rows_of(work.db, queries.people_between(work.user, rep.id, on, on + WEEK_AHEAD))
    week = next(iter(rows_of(work.db, queries.week_from(work.user, rep.id, week_with(on).monday))), None)
    told = list(alerts.told(work, rep, on, visits=visits, people=people, week=week))
    shown = _with_ways(rep, [visit for visit in visits if visit.day == on][:MOST_VISITS], people)
    return Day(
        on=on,
        rep_id=rep.id,
        rep_name=rep.name,
        time_zone=rep.time_zone,
        away=bool(rows_of(work.db, queries.away_on(rep.id, on))),
        start=_start_of(rep),
        visits=shown,
        travel=total(visit.leg for visit in shown),
        week=week,
        todos=some(work, queries.to_do(work.user, rep.id, on)),
        follow_ups=to_chase(some(work, queries.to_chase(work.user, rep.id, on))),
        alerts=Some(sum(alert.count for alert in told), _fewer(told)),
    )


def some(work: Work, asked: Prepared[*tuple[Any, ...]]) -> Some:
    """The first rows of a statement that counts all of its rows as it goes."""
    rows = rows_of(work.db, asked)
    return Some(rows[0].all_of_them if rows else 0, rows)


def _fewer(told: Sequence[Alert]) -> list[Alert]:
    return in_order(told)[:MOST_ALERTS]


def _with_ways(rep: User, visits: Sequence[Any], people: Sequence[Any]) -> list[DayVisit]:
    names: dict[str, list[str]] = defaultdict(list)
    for person in people:
        names[person.visit_id].append(person.name)
    legs = legs_to(_start_of(rep), [_point(visit) for visit in visits])
    return [DayVisit(visit, names[visit.id], way) for visit, way in zip(visits, legs, strict=True)]


def _start_of(rep: User) -> Point | None:
    if rep.start_latitude is None or rep.start_longitude is None:
        return None
    return Point(rep.start_latitude, rep.start_longitude)


def _point(visit: Any) -> Point | None:
    """Where one has to go: the place, else the free point; nowhere for a call."""
    if visit.form in REMOTE:
        return None
    if visit.place_latitude is not None and visit.place_longitude is not None:
        return Point(visit.place_latitude, visit.place_longitude)
    return None if visit.latitude is None or visit.longitude is None else Point(visit.latitude, visit.longitude)
