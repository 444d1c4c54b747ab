"""Reads a plan's month in a constant number of statements, for the check and the figures."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from kamfield.accounts.models import Account, Place
from kamfield.accounts.rules import Relationship
from kamfield.core.work import Work
from kamfield.geo.point import Point
from kamfield.plans import queries
from kamfield.plans.actions.policy import limits
from kamfield.plans.models import Plan
from kamfield.plans.rules.check import check
from kamfield.plans.rules.findings import Finding
from kamfield.plans.rules.month import Client, Month, Stop, following
from kamfield.plans.rules.states import LineState
from kamfield.users import queries as users
from kamfield.visits.models import Visit
from kamfield.visits.rules.codes import State


def findings_of(work: Work, plan: Plan) -> list[Finding]:
    """What there is to say about a plan now."""
    return check(month_of(work, plan), limits(work))


def month_of(work: Work, plan: Plan) -> Month:
    """The month of a plan, with the lines that count."""
    work.db.flush()
    out = {LineState.REJECTED, LineState.DROPPED}
    counting = {line.visit_id for line in work.all(queries.lines_of(plan.id)) if line.state not in out}
    visits = [visit for visit in work.all(queries.visits_of(plan.id)) if visit.id in counting]
    rep = work.one(users.any_by_id(plan.rep_id))
    return Month(
        first=plan.month,
        zone=ZoneInfo(rep.time_zone),
        stops=_stops(work, plan, visits),
        clients=_clients(work, plan),
        working_hours=rep.working_hours,
    )


def _stops(work: Work, plan: Plan, visits: Sequence[Visit]) -> tuple[Stop, ...]:
    accounts = {account.id: account for account in work.all(queries.accounts_on(plan.id))}
    places = {place.id: place for place in work.all(queries.places_on(plan.id))}
    weak = {objective.visit_id for objective in work.all(queries.objectives_of(plan.id)) if objective.weak}
    stops = [_stop(visit, accounts, places.get(visit.place_id or ""), weak) for visit in visits]
    return tuple(sorted(stops, key=lambda stop: (stop.day, stop.starts_at is None, stop.starts_at, stop.visit_id)))


def _stop(visit: Visit, accounts: Mapping[str, Account], place: Place | None, weak: set[str]) -> Stop:
    where = place or visit
    located = where.latitude is not None and where.longitude is not None
    return Stop(
        visit_id=visit.id,
        account_id=visit.account_id,
        account=accounts[visit.account_id].name,
        day=visit.day,
        starts_at=visit.starts_at,
        minutes=visit.minutes or 0,
        is_open=visit.deleted_at is None and visit.state not in {State.CANCELLED, State.MISSED},
        missing=tuple(visit.missing),
        has_weak_objective=visit.id in weak,
        point=Point(where.latitude or 0, where.longitude or 0) if located else None,
        visiting_hours=place.visiting_hours if place else None,
    )


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
