"""By when plans are due, and which are late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, not_

from kamfield.core.work import Work
from kamfield.plans import queries
from kamfield.plans.models import Plan
from kamfield.plans.rules.deadline import due_on, is_overdue, latest_due
from kamfield.policies import queries as policies
from kamfield.visits.queries.visits import time_zones


@dataclass(frozen=True)
class WithDeadline:
    """A plan, whose it is and by when it is due; everything else is the plan's."""

    plan: Any
    rep_name: str
    due_on: date
    overdue: bool

    def __getattr__(self, name: str) -> Any:
        return getattr(self.plan, name)


def with_deadline(work: Work, plan: Plan) -> WithDeadline:
    """One plan with its deadline."""
    work.db.flush()
    return with_deadlines(work, [plan])[0]


def with_deadlines(work: Work, plans: Sequence[Any]) -> list[WithDeadline]:
    """A page of plans with their deadlines, each in its rep's time zone."""
    due_day = policies.current(work).plan_due_day
    reps = {row.id: row for row in work.db.execute(queries.reps_of({plan.rep_id for plan in plans}))}
    return [_with(work, plan, reps[plan.rep_id], due_day) for plan in plans]


def only(work: Work, statement: Select[Plan], overdue: bool | None) -> Select[Plan]:
    """Those of a statement that are overdue, or those that are not."""
    if overdue is None:
        return statement
    due_day = policies.current(work).plan_due_day
    months: dict[date, list[str]] = {}
    for zone in work.all(time_zones()):
        today = work.now.astimezone(ZoneInfo(zone)).date()
        months.setdefault(latest_due(today, due_day), []).append(zone)
    late = queries.late(months)
    return statement.where(late if overdue else not_(late))


def _with(work: Work, plan: Any, rep: Any, due_day: int) -> WithDeadline:
    today = work.now.astimezone(ZoneInfo(rep.time_zone)).date()
    overdue = is_overdue(plan.state, plan.month, today, due_day)
    return WithDeadline(plan, rep.name, due_on(plan.month, due_day), overdue)
