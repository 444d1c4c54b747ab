"""The check of a plan: every finding about a month, errors first."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import pairwise

from kamfield.core.texts import Phrase
from kamfield.geo.point import Point
from kamfield.geo.travel import leg
from kamfield.plans.rules.coverage import required_visits
from kamfield.plans.rules.findings import Finding, Severity
from kamfield.plans.rules.hours import holds, length_of, minutes_of, spans_on
from kamfield.plans.rules.load import load_of
from kamfield.plans.rules.month import Month, Stop
from kamfield.visits.rules.codes import W
from kamfield.visits.rules.labels import label


def check(month: Month, every_days: Mapping[str, int]) -> list[Finding]:
    """Everything to say about a month; the gravest first. `every_days` is how often each tier is visited."""
    found = [
        *_about_each_visit(month),
        *_about_each_day(month),
        *_about_each_account(month, every_days),
        *_about_each_prospect(month),
    ]
    return sorted(found, key=lambda finding: finding.severity is not Severity.ERROR)


def _about_each_visit(month: Month) -> Iterator[Finding]:
    for stop in month.stops:
        if not month.first <= stop.day <= month.last:
            yield _about(stop, "outside-the-month")
        if not stop.is_open:
            yield _about(stop, "visit-not-open")
        if stop.has_changed:
            yield _about(stop, "changed-since-proposed")
        if stop.missing:
            yield _about(stop, "w-missing", missing=tuple(Phrase(label(W(w))) for w in stop.missing))
        if stop.has_weak_objective:
            yield _about(stop, "objective-weak")
        yield from _about_its_hours(month, stop)


def _about_its_hours(month: Month, stop: Stop) -> Iterator[Finding]:
    if stop.starts_at is None or stop.ends_at is None:
        return
    worked = month.spans_on(stop.day)
    if worked and not holds(worked, month.zone, stop.starts_at, stop.ends_at):
        yield _about(stop, "outside-working-hours")
    if not stop.visiting_hours:
        return
    if not holds(spans_on(stop.visiting_hours, stop.day), month.zone, stop.starts_at, stop.ends_at):
        yield _about(stop, "outside-visiting-hours")


def _about_each_day(month: Month) -> Iterator[Finding]:
    for day, stops in month.days.items():
        there = minutes_of(month.spans_on(day))
        if day in month.days_off:
            yield _about(stops[0], "day-off")
        elif day in month.holidays:
            yield _about(stops[0], "holiday")
        elif not there:
            yield _about(stops[0], "not-a-working-day")
        elif (needed := load_of(stops, month.start).minutes) > there:
            yield _about(stops[0], "over-capacity", needed=needed, there=there)
        else:
            yield from _about_its_length(month, day, stops)
        yield from _about_its_order([stop for stop in stops if stop.starts_at])


def _about_its_length(month: Month, day: date, stops: list[Stop]) -> Iterator[Finding]:
    """A day whose visits stand fixed is too long when leaving the start and being back lie too far apart."""
    timed = [stop for stop in stops if stop.starts_at and stop.point]
    if month.start is None or not timed:
        return
    last = max(timed, key=_ends)
    leaves = _starts(timed[0]) - timedelta(minutes=_minutes_between(month.start, timed[0]))
    returns = _ends(last) + timedelta(minutes=_minutes_between(month.start, last))
    if returns - leaves > length_of(month.spans_on(day)):
        times = {"leaves": leaves, "returns": returns}
        shown = {name: f"{at.astimezone(month.zone):%H:%M}" for name, at in times.items()}
        yield _about(timed[0], "day-not-feasible", **shown)


def _minutes_between(start: Point, stop: Stop) -> float:
    return leg(start, stop.point).minutes if stop.point else 0.0


def _about_its_order(stops: list[Stop]) -> Iterator[Finding]:
    """Overlaps with whichever earlier visit ends last, and ways that are longer than the time between two visits."""
    latest: Stop | None = None
    for stop in stops:
        if latest is not None:
            yield from _about_a_pair(latest, stop)
        if latest is None or _ends(stop) > _ends(latest):
            latest = stop


def _about_a_pair(earlier: Stop, later: Stop) -> Iterator[Finding]:
    there = (_ends(later) - _ends(earlier)).total_seconds() / 60 - later.minutes
    if there < 0:
        yield _about(later, "overlap", other=earlier.account)
    elif earlier.point and later.point:
        needed = leg(earlier.point, later.point).minutes
        if needed > there:
            yield _about(later, "travel-too-long", other=earlier.account, needed=round(needed), there=round(there))


def _starts(stop: Stop) -> datetime:
    assert stop.starts_at is not None  # noqa: S101  only timed stops have an order
    return stop.starts_at


def _ends(stop: Stop) -> datetime:
    assert stop.ends_at is not None  # noqa: S101  only timed stops have an order
    return stop.ends_at


def _about_each_account(month: Month, every_days: Mapping[str, int]) -> Iterator[Finding]:
    by_account = month.stops_by_account
    for client in month.clients:
        required = required_visits(client, month.first, month.last, every_days)
        planned = by_account.get(client.id, [])
        about = {"account": client.name, "tier": client.tier}
        if required and not planned:
            yield Finding("account-missing", account_id=client.id, params=about)
        elif len(planned) < required:
            counts = {"required": required, "planned": len(planned)}
            yield Finding("account-too-rare", account_id=client.id, params=about | counts)
        if client.is_strategic and not client.had_executive_visit:
            yield Finding("no-executive-visit", account_id=client.id, params=about)
        if client.tier is not None and client.tier in every_days:
            yield from _about_closeness(planned, every_days[client.tier])


def _about_each_prospect(month: Month) -> Iterator[Finding]:
    for prospect in month.prospects:
        if not prospect.is_served:
            params = {"opportunity": prospect.name}
            yield Finding("opportunity-without-visit", account_id=prospect.account_id, params=params)


def _about_closeness(stops: list[Stop], interval_days: int) -> Iterator[Finding]:
    """Two visits are too close when less than half of the interval lies between them."""
    for earlier, later in pairwise(stops):
        if (later.day - earlier.day).days * 2 < interval_days:
            yield _about(later, "too-close-together", other_day=earlier.day.isoformat())


def _about(stop: Stop, code: str, **params: object) -> Finding:
    about = {"account": stop.account, "day": stop.day.isoformat()}
    return Finding(code, stop.visit_id, stop.account_id, {**about, **params})
