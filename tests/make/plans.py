"""Plans with their lines, valid and ready."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from kamfield.core.work import Work
from kamfield.plans import actions
from kamfield.plans.models import Plan, PlanLine
from kamfield.visits.models import Visit
from tests.cast import Cast, Person
from tests.make.visits import make_visit

APRIL = date(2026, 4, 1)


def make_plan(
    work: Work,
    visits: Sequence[Visit] | None = None,
    rep: Person = Cast.li,
    month: date = APRIL,
    state: str = "draft",
    by: Person = Cast.mei,
) -> Plan:
    """A plan of `rep` with these visits (two of its month unless told otherwise), moved on to a state by `by`."""
    mine = replace(work, user=rep.actor)
    plan = actions.add(mine, month=month)
    if visits is None:
        visits = [make_visit(work, rep=rep, day=month + timedelta(days=days)) for days in (7, 14)]
    for visit in visits:
        make_line(work, plan, visit, rep)
    if state != "draft":
        actions.submit(mine, plan.id, acknowledged=True)
    if state == "approved":
        actions.approve(replace(work, user=by.actor), plan.id)
    if state == "returned":
        actions.give_back(replace(work, user=by.actor), plan.id, comment="Please plan the A clients first.")
    work.db.flush()
    return plan


def make_line(work: Work, plan: Plan, visit: Visit, rep: Person = Cast.li, **columns: Any) -> PlanLine:
    """A visit on a plan."""
    line = actions.add_line(replace(work, user=rep.actor), plan.id, visit_id=visit.id, **columns)
    work.db.flush()
    return line
