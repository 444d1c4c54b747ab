"""What deserves attention on a day; each kind from one statement or from rows that were read already."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from kamfield.core.prepared import rows_of
from kamfield.core.texts import Phrase
from kamfield.core.work import Work
from kamfield.days.queries import day as queries
from kamfield.days.rules.alerts import Alert
from kamfield.days.rules.day import MISSED_TOLD_DAYS, MOST_CLIENTS, PLAN_TOLD_DAYS
from kamfield.plans.rules.deadline import NOT_HANDED_IN, is_overdue
from kamfield.plans.rules.deadline import due_on as due_on_of
from kamfield.plans.rules.month import first_of, following
from kamfield.plans.rules.states import State as PlanState
from kamfield.policies import queries as policies
from kamfield.policies.rules.codes import Weekday
from kamfield.users.models import User
from kamfield.users.rules import Role
from kamfield.visits.rules.codes import State, W
from kamfield.visits.rules.labels import label


def told(
    work: Work, rep: User, on: date, *, visits: Sequence[Any], people: Sequence[Any], week: Any
) -> Iterator[Alert]:
    """All of them, in no order."""
    yield from _unfinished(work, rep, on)
    yield from (_unprepared(visit) for visit in visits if _is_unprepared(visit))
    yield from (_left(person) for person in people if not person.active and person.state == State.PLANNED)
    if week is not None and week.opened_at and not week.confirmed_at and not week.closed_at:
        yield _unconfirmed(work, week)
    yield from _issues(work, rep, on)
    if rep.role == Role.REP:
        yield from _plans(work, rep, on)
        yield from _clients(work, rep, on)
    elif rep.id == work.user.id:
        yield from _decisions(work)


def _unfinished(work: Work, rep: User, on: date) -> Iterator[Alert]:
    since = on - timedelta(days=MISSED_TOLD_DAYS)
    for visit in rows_of(work.db, queries.unfinished(work.user, rep.id, since)):
        about = {"day": visit.day.isoformat()}
        if visit.state == State.DONE:
            late = visit.report_due_at is not None and visit.report_due_at < work.now
            until = _clock(visit.report_due_at, rep) if visit.report_due_at else ""
            yield _about(visit, "report-late" if late else "report-owed", **about, until=until)
        elif visit.state == State.MISSED:
            yield _about(visit, "visit-missed", **about)
        elif visit.day < on:
            yield _about(visit, "visit-not-left", **about)


def _is_unprepared(visit: Any) -> bool:
    return bool(visit.missing) and visit.state == State.PLANNED and not visit.urgent


def _unprepared(visit: Any) -> Alert:
    missing = tuple(Phrase(label(W(w))) for w in visit.missing)
    return _about(visit, "visit-unprepared", day=visit.day.isoformat(), missing=missing)


def _left(person: Any) -> Alert:
    params = {"contact": person.name, "account": person.account_name, "day": person.day.isoformat()}
    return _of_client("contact-left", "visits", person.visit_id, person.account_id, params)


def _about(visit: Any, code: str, **params: object) -> Alert:
    return _of_client(code, "visits", visit.id, visit.account_id, params | {"account": visit.account_name})


def _of_client(code: str, kind: str, subject_id: str, account_id: str, params: dict[str, Any], count: int = 1) -> Alert:
    return Alert(code, kind, subject_id, account_id, params["account"], params, count)


def _unconfirmed(work: Work, week: Any) -> Alert:
    usual = policies.current(work)
    day = week.monday + timedelta(days=list(Weekday).index(usual.confirm_week_on))
    return Alert("week-unconfirmed", "todo_lists", week.id, params={"until": f"{day} {usual.confirm_week_by:%H:%M}"})


def _plans(work: Work, rep: User, on: date) -> Iterator[Alert]:
    """This month's plan and the next one's: what came back, what is due soon, what was due."""
    months = (first_of(on), following(on))
    found = {plan.month: plan for plan in rows_of(work.db, queries.plans_of(work.user, rep.id, *months))}
    due_day = policies.current(work).plan_due_day
    for month in months:
        plan, due_on = found.get(month), due_on_of(month, due_day)
        params = {"month": f"{month:%Y-%m}", "due_on": due_on.isoformat()}
        subject = ("plans", plan.id if plan else None)
        if plan is not None and plan.state == PlanState.RETURNED:
            yield Alert("plan-returned", *subject, params=params | {"comment": plan.comment or ""})
        elif is_overdue(plan.state if plan else PlanState.DRAFT, month, on, due_day):
            yield Alert("plan-overdue", *subject, params=params)
        elif (plan is None or plan.state in NOT_HANDED_IN) and (due_on - on).days <= PLAN_TOLD_DAYS:
            yield Alert("plan-due", *subject, params=params)


def _clients(work: Work, rep: User, on: date) -> Iterator[Alert]:
    every_days = policies.current(work).visit_every_days
    rows = rows_of(work.db, queries.overdue_clients(rep.id, on, every_days, MOST_CLIENTS))
    for place, row in enumerate(rows):
        seen_on = row.last_visited_on or row.created_at.astimezone(ZoneInfo(rep.time_zone)).date()
        due_on = seen_on + timedelta(days=every_days[row.tier])
        params = {"account": row.name, "tier": row.tier, "due_on": due_on.isoformat()}
        rest = row.all_of_them - len(rows) if place == len(rows) - 1 else 0
        yield _of_client("account-overdue", "accounts", row.id, row.id, params, 1 + rest)


def _decisions(work: Work) -> Iterator[Alert]:
    """What others wait for; the lists say which."""
    if plans := work.db.scalar(queries.plans_waiting(work.user)):
        yield Alert("plans-waiting", "plans", params={"count": plans}, count=plans)
    if prices := work.db.scalar(queries.prices_waiting(work.user)):
        yield Alert("prices-waiting", "quotes", params={"count": prices}, count=prices)


def _issues(work: Work, rep: User, on: date) -> Iterator[Alert]:
    for issue in rows_of(work.db, queries.issues_due(work.user, rep.id, on)):
        params = {"account": issue.account_name, "day": issue.due_on.isoformat(), "title": issue.title}
        yield _of_client("issue-due", "issues", issue.id, issue.account_id, params)


def _clock(at: datetime, rep: User) -> str:
    return f"{at.astimezone(ZoneInfo(rep.time_zone)):%Y-%m-%d %H:%M}"
