"""Reads a plan's month in a constant number of statements."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from kamfield.accounts.models import Place
from kamfield.accounts.rules import Relationship
from kamfield.core.work import Work
from kamfield.geo.point import Point
from kamfield.opportunities.queries.opportunities import undecided_of
from kamfield.plans import queries
from kamfield.plans.models import Plan
from kamfield.plans.rules.month import Client, Month, Prospect, Stop, following
from kamfield.policies import queries as policies
from kamfield.policies.rules.working_days import holidays_of, make_up_days
from kamfield.users import queries as users
from kamfield.users.models import User
from kamfield.visits.models import Visit
from kamfield.visits.rules.codes import State


def month_of(
    work: Work, plan: Plan, visits: Sequence[Visit], changed: Collection[str], served: Collection[str]
) -> Month:
    """The month of a plan with these visits; `served` are the opportunities that they are after."""
    rep = work.one(users.any_by_id(plan.rep_id))
    return Month(
        first=plan.month,
        zone=ZoneInfo(rep.time_zone),
        stops=_stops(work, plan, visits, changed),
        clients=_clients(work, plan),
        working_hours=rep.working_hours,
        start=start_of(rep),
        prospects=_prospects(work, plan, served),
        days_off=_days_off(work, plan),
        **_calendar(work, plan.month),
    )


def stop_of(
    visit: Visit,
    account: str,
    place: Place | None,
    weak: Collection[str] = (),
    changed: Collection[str] = (),
) -> Stop:
    """A visit as the rules see it."""
    return Stop(
        visit_id=visit.id,
        account_id=visit.account_id,
        account=account,
        day=visit.day,
        starts_at=visit.starts_at,
        minutes=visit.minutes or 0,
        is_open=visit.deleted_at is None and visit.state not in {State.CANCELLED, State.MISSED},
        missing=tuple(visit.missing),
        has_weak_objective=visit.id in weak,
        point=place.point if place else visit.point,
        visiting_hours=place.visiting_hours if place else None,
        has_changed=visit.id in changed,
    )


def start_of(rep: User) -> Point | None:
    """Where the days of a rep begin and end, if that is known."""
    if rep.start_latitude is None or rep.start_longitude is None:
        return None
    return Point(rep.start_latitude, rep.start_longitude)


def _days_off(work: Work, plan: Plan) -> frozenset[date]:
    last = following(plan.month) - timedelta(days=1)
    absences = work.all(users.absences_between([plan.rep_id], plan.month, last))
    month = [plan.month + timedelta(days=number) for number in range(last.day)]
    return frozenset(day for day in month for absence in absences if absence.from_on <= day <= absence.to_on)


def _calendar(work: Work, month: date) -> dict[str, frozenset[date]]:
    usual = policies.current(work)
    free = holidays_of(month.year, usual.holiday_country, usual.holiday_subdivision)
    return {"holidays": frozenset(free), "make_up_days": frozenset(make_up_days(month.year, usual.holiday_country))}


def _stops(work: Work, plan: Plan, visits: Sequence[Visit], changed: Collection[str]) -> tuple[Stop, ...]:
    accounts = {account.id: account for account in work.all(queries.accounts_on(plan.id))}
    places = {place.id: place for place in work.all(queries.places_on(plan.id))}
    weak = {objective.visit_id for objective in work.all(queries.objectives_of(plan.id)) if objective.weak}
    stops = [
        stop_of(visit, accounts[visit.account_id].name, places.get(visit.place_id or ""), weak, changed)
        for visit in visits
    ]
    return tuple(sorted(stops, key=lambda stop: (stop.day, stop.starts_at is None, stop.starts_at, stop.visit_id)))


def _prospects(work: Work, plan: Plan, served: Collection[str]) -> tuple[Prospect, ...]:
    mine = work.all(undecided_of(plan.rep_id))
    return tuple(Prospect(one.name, one.account_id, one.id in served) for one in mine)


def _clients(work: Work, plan: Plan) -> tuple[Client, ...]:
    with_executive = set(work.db.scalars(queries.accounts_with_executive_visit(plan.rep_id, *_quarter(plan.month))))
    return tuple(
        Client(
            id=account.id,
            name=account.name,
            tier=account.tier,
            is_strategic=account.relationship == Relationship.STRATEGIC,
            last_visited_on=account.last_visited_on,
            had_executive_visit=account.id in with_executive,
        )
        for account in work.all(queries.clients_of(plan.rep_id))
    )


def _quarter(month: date) -> tuple[date, date]:
    first = month.replace(month=(month.month - 1) // 3 * 3 + 1)
    return first, following(following(following(first))) - timedelta(days=1)
