"""A plan beside what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from zoneinfo import ZoneInfo

from kamfield.core.work import Work
from kamfield.plans import queries
from kamfield.plans.actions.month import start_of, stop_of
from kamfield.plans.models import Plan, PlanLine
from kamfield.plans.rules.deviation import PLANNED, TOOK_PLACE, Fact, Outcome, counts, fact_of
from kamfield.plans.rules.load import Load, load_of, sum_of
from kamfield.plans.rules.month import Stop, last_of
from kamfield.plans.rules.states import LineState
from kamfield.policies import queries as policies
from kamfield.users import queries as users
from kamfield.users.models import User
from kamfield.visits.models import Visit


@dataclass(frozen=True)
class Deviated:
    """What became of one line, or of a visit that stood on no plan (`line_id` is None)."""

    line_id: str | None
    visit_id: str
    account_id: str
    planned_on: date | None
    took_place_on: date | None
    fact: Fact
    account_name: str = ""


@dataclass(frozen=True)
class Share:
    """How often something happened, and its part of the divisor; None without a divisor."""

    fact: Fact
    count: int
    share: Decimal | None


@dataclass(frozen=True)
class Deviation:
    """`planned` is the divisor of the shares of lines, `took_place` that of what was not on the plan."""

    plan_id: str
    planned: int
    took_place: int
    facts: list[Share]
    planned_load: Load
    done_load: Load
    lines: list[Deviated]


def deviation(work: Work, plan_id: str) -> Deviation:
    """Plan against fact, as of now. Lines that never were in force are no part of it."""
    plan = work.one(queries.by_id(work.user, plan_id))
    rep = work.one(users.any_by_id(plan.rep_id))
    rows = _rows(work, plan)
    zone, tolerance = ZoneInfo(rep.time_zone), policies.current(work).move_tolerance_days
    today = work.now.astimezone(zone).date()
    lines = _named(work, [_deviated(visit, line, zone, today, tolerance) for visit, line in rows])
    numbers = counts(one.fact for one in lines)
    planned, took_place = sum(numbers[fact] for fact in PLANNED), sum(one.took_place_on is not None for one in lines)
    divisors = {fact: took_place if fact is Fact.UNPLANNED else planned for fact in Fact}
    loads = _loads(work, plan, rep, {visit.id: visit for visit, _ in rows}, lines)
    facts = [Share(fact, count, _share(count, divisors[fact])) for fact, count in numbers.items()]
    return Deviation(plan.id, planned, took_place, facts, *loads, lines)


def _rows(work: Work, plan: Plan) -> list[tuple[Visit, PlanLine | None]]:
    """The visits of lines that are or were in force or began unplanned, then those that stand on no plan."""
    lines = {one.visit_id: one for one in work.all(queries.lines_of(plan.id)) if one.approved_day or one.unplanned}
    on_plan = [(visit, lines.get(visit.id)) for visit in work.all(queries.visits_of(plan.id)) if visit.id in lines]
    beside = work.all(queries.off_plan(plan.rep_id, plan.month, last_of(plan.month)))
    return [*on_plan, *((visit, None) for visit in beside)]


def _deviated(visit: Visit, line: PlanLine | None, zone: ZoneInfo, today: date, tolerance_days: int) -> Deviated:
    on = None
    if visit.state in TOOK_PLACE:
        on = visit.checked_in_at.astimezone(zone).date() if visit.checked_in_at else visit.day
    planned_on = line.approved_day if line and not line.unplanned else None
    dropped = line is not None and line.state == LineState.DROPPED
    fact = fact_of(Outcome(planned_on, visit.day, visit.state, on, dropped), today, tolerance_days)
    return Deviated(line.id if line else None, visit.id, visit.account_id, planned_on, on, fact)


def _named(work: Work, lines: Sequence[Deviated]) -> list[Deviated]:
    found = work.db.execute(queries.account_names({one.account_id for one in lines}))
    names = {row.id: row.name for row in found}
    return [replace(one, account_name=names[one.account_id]) for one in lines]


def _loads(
    work: Work, plan: Plan, rep: User, visits: Mapping[str, Visit], lines: Sequence[Deviated]
) -> tuple[Load, Load]:
    """Minutes and ways as planned, and as they were: what was done, in the order of arriving."""
    places = {place.id: place for place in work.all(queries.places_of({one.place_id for one in visits.values()}))}
    stops = {one.id: stop_of(one, "", places.get(one.place_id or "")) for one in visits.values()}
    planned = [replace(stops[one.visit_id], day=one.planned_on) for one in lines if one.planned_on]
    done = [_done(stops[one.visit_id], visits[one.visit_id], one.took_place_on) for one in lines if one.took_place_on]
    return _load(planned, rep), _load(done, rep)


def _done(stop: Stop, visit: Visit, on: date) -> Stop:
    if visit.checked_in_at is None or visit.checked_out_at is None:
        return replace(stop, day=on)
    minutes = round((visit.checked_out_at - visit.checked_in_at).total_seconds() / 60)
    return replace(stop, day=on, starts_at=visit.checked_in_at, minutes=minutes)


def _load(stops: Sequence[Stop], rep: User) -> Load:
    in_order = sorted(stops, key=_order)
    return sum_of(load_of(list(day), start_of(rep)) for _, day in groupby(in_order, key=lambda stop: stop.day))


def _order(stop: Stop) -> tuple[date, bool, datetime | None, str]:
    return stop.day, stop.starts_at is None, stop.starts_at, stop.visit_id


def _share(count: int, divisor: int) -> Decimal | None:
    return (Decimal(count) / divisor).quantize(Decimal("0.0001")) if divisor else None
