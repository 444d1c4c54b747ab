"""Plans: those of people one reaches."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, or_, select

from kamfield.core.work import Actor
from kamfield.plans.models import Plan, PlanLine
from kamfield.plans.rules.deadline import NOT_HANDED_IN
from kamfield.plans.rules.states import State
from kamfield.users.models import User
from kamfield.users.queries import reached
from kamfield.users.rules import Role
from kamfield.visits.models import Visit
from kamfield.visits.queries.visits import still_to_make

SORTS = {"month": Plan.month}
ME = "me"


def visible_to(user: Actor) -> Select[Plan]:
    """The plans of the people a user reaches."""
    return select(Plan).where(Plan.deleted_at.is_(None), reached(user, Plan.rep_id))


def by_id(user: Actor, plan_id: str) -> Select[Plan]:
    """One of them."""
    return visible_to(user).where(Plan.id == plan_id)


def matching(
    user: Actor,
    *,
    rep_id: str | None = None,
    month: date | None = None,
    state: str | None = None,
    waiting_for: str | None = None,
) -> Select[Plan]:
    """Those of a rep, of a month, in a state, that wait for somebody (an id, or `me`)."""
    given: list[tuple[Any, Any]] = [
        (Plan.rep_id, rep_id),
        (Plan.month, month),
        (Plan.state, state),
        (Plan.waiting_for_id, waiting_for if waiting_for != ME else None),
    ]
    statement = visible_to(user) if waiting_for != ME else visible_to(user).where(on_the_table_of(user))
    return statement.where(*(column == value for column, value in given if value is not None))


def on_the_table_of(user: Actor) -> ColumnElement[bool]:
    """Plans that wait for a user, or for one the user stands in for; for an admin also those that wait for nobody."""
    mine: ColumnElement[bool] = Plan.waiting_for_id.in_(user.viewers)
    if user.role == Role.ADMIN:
        mine = or_(mine, Plan.waiting_for_id.is_(None))
    return and_(Plan.waiting_since.is_not(None), mine, Plan.rep_id != user.id)


def awaiting_approval(user: Actor) -> Select[Plan]:
    """Other people's plans that ask for a decision: submitted ones, and approved ones with lines proposed anew."""
    asks = or_(
        Plan.state == State.SUBMITTED,
        and_(Plan.state == State.APPROVED, Plan.open_line_count > 0),
    )
    return visible_to(user).where(asks, Plan.rep_id != user.id)


def late(months: Mapping[date, Collection[str]]) -> ColumnElement[bool]:
    """Plans that lie with the rep although their month, for the rep's time zone, should have been handed in."""
    zones = [and_(Plan.month <= month, Plan.rep_id.in_(_living_in(names))) for month, names in months.items()]
    return and_(Plan.state.in_(sorted(NOT_HANDED_IN)), or_(false(), *zones))


def _living_in(time_zones: Collection[str]) -> Select[str]:
    return select(User.id).where(User.time_zone.in_(time_zones))


def open_before(time_zone: str, month: date, most: int) -> Select[Plan]:
    """Plans of people in a time zone, of earlier months, that are not closed yet."""
    reps = select(User.id).where(User.time_zone == time_zone)
    earlier = select(Plan).where(Plan.state != State.CLOSED, Plan.month < month, Plan.deleted_at.is_(None))
    return earlier.where(Plan.rep_id.in_(reps)).order_by(Plan.month, Plan.id).limit(most)


def any_by_id(plan_id: str) -> Select[Plan]:
    """A plan without asking for reach: for background steps, never for an answer."""
    return select(Plan).where(Plan.id == plan_id)


def of_month(rep_id: str, month: date) -> Select[Plan]:
    """The plan of a rep for a month; without asking for reach."""
    return select(Plan).where(Plan.rep_id == rep_id, Plan.month == month, Plan.deleted_at.is_(None))


def open_plans_of(rep_id: str) -> Select[Plan]:
    """The plans of somebody that are not closed; without asking for reach."""
    mine = select(Plan).where(Plan.rep_id == rep_id, Plan.state != State.CLOSED, Plan.deleted_at.is_(None))
    return mine.order_by(Plan.month)


def to_hand_over(rep_id: str) -> Select[Plan]:
    """The open plans of somebody on which visits stand that somebody else would have to make; without reach."""
    still = still_to_make(rep_id).order_by(None).with_only_columns(Visit.id)
    lines = select(PlanLine.plan_id).where(PlanLine.visit_id.in_(still), PlanLine.deleted_at.is_(None))
    return open_plans_of(rep_id).where(Plan.id.in_(lines))
