"""Plans that are to be handed in, also by reps who have not begun one."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from kamfield.core.prepared import rows_of
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.pages.rules import addresses
from kamfield.plans.rules.deadline import NOT_HANDED_IN, due_on
from kamfield.plans.rules.month import first_of, following
from kamfield.policies import queries as policies
from kamfield.reminders.background.page import Month, Notice
from kamfield.reminders.models import Reminder
from kamfield.reminders.queries import mornings as queries
from kamfield.reminders.rules import Kind, Reason
from kamfield.reminders.rules.occasions import (
    PLAN_TOLD_AFTER,
    PLAN_TOLD_BEFORE,
    Occasion,
    Span,
    stage_after,
    stage_before,
)
from kamfield.users.models import User
from kamfield.users.rules import Role

LOOK = N_("Look at the plan")


def plans_to_hand_in(work: Work, user: User, span: Span) -> Iterator[Occasion]:
    """This month's and the next one's, unless the rep came after its deadline."""
    if user.role != Role.REP:
        return
    months = (first_of(span.today), following(span.today))
    plans = rows_of(work.db, queries.plans_of(user.id, *months))
    handed_in = {plan.month for plan in plans if plan.state not in NOT_HANDED_IN}
    came_on = user.created_at.astimezone(ZoneInfo(user.time_zone)).date()
    for month in months:
        due = due_on(month, policies.current(work).plan_due_day)
        if month not in handed_in and came_on <= due:
            yield from _occasions(month, due, span)


def plan_to_hand_in(work: Work, row: Reminder, user: User) -> Notice | Reason:
    """The plan of a month that the rep still has."""
    month = date.fromisoformat(row.params["month"])
    plan = next(iter(rows_of(work.db, queries.plans_of(user.id, month, month))), None)
    if plan is not None and plan.state not in NOT_HANDED_IN:
        return Reason.NO_LONGER_NEEDED
    values = {"month": Month(month), "day": due_on(month, policies.current(work).plan_due_day)}
    lead = N_("It has not been begun yet.") if plan is None else N_("Hand it in, so that it can be decided in time.")
    overdue = row.kind == Kind.PLAN_OVERDUE
    title = (
        N_("Your plan for %(month)s was due on %(day)s") if overdue else N_("Your plan for %(month)s is due on %(day)s")
    )
    way: dict[str, Any] = {} if plan is None else {"button": LOOK, "path": addresses.plan(plan.id)}
    return Notice(title, values, lead=lead, **way)


def _occasions(month: date, due: date, span: Span) -> Iterator[Occasion]:
    kind, sign = (Kind.PLAN_DUE, "-") if span.today <= due else (Kind.PLAN_OVERDUE, "+")
    if kind == Kind.PLAN_DUE:
        stage = stage_before(due, span, PLAN_TOLD_BEFORE)
    else:
        stage = stage_after(due, span.today, PLAN_TOLD_AFTER)
    if stage is not None:
        yield Occasion(kind, None, f"{month:%Y-%m}:{sign}{stage}", {"month": month.isoformat()})
