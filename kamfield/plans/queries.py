"""What can be read of plans: those of people one reaches."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, union_all

from kamfield.accounts.models import Account, Place
from kamfield.core.journal import Entry
from kamfield.core.work import Actor
from kamfield.plans.models import Plan, PlanLine
from kamfield.plans.rules.deadline import NOT_HANDED_IN
from kamfield.plans.rules.states import State
from kamfield.users.models import Delegation, User
from kamfield.users.queries import reached
from kamfield.users.queries.away import delegations_between
from kamfield.users.queries.people import branch_of, managers_above
from kamfield.users.rules import Role
from kamfield.visits.models import Objective, Visit, VisitCompanion, VisitContact
from kamfield.visits.rules.codes import Form
from kamfield.visits.rules.codes import State as VisitState

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
    statement = waiting_for_me(user) if waiting_for == ME else visible_to(user)
    return statement.where(*(column == value for column, value in given if value is not None))


def awaiting_approval(user: Actor) -> Select[Plan]:
    """Other people's plans that ask for a decision: submitted ones, and approved ones with lines proposed anew."""
    asks = or_(
        Plan.state == State.SUBMITTED,
        and_(Plan.state == State.APPROVED, Plan.open_line_count > 0),
    )
    return visible_to(user).where(asks, Plan.rep_id != user.id)


def waiting_for_me(user: Actor) -> Select[Plan]:
    """The plans that lie on a user's table, their own or one they stand in for; on an admin's also those of nobody."""
    mine: ColumnElement[bool] = Plan.waiting_for_id.in_(user.viewers)
    if user.role == Role.ADMIN:
        mine = or_(mine, Plan.waiting_for_id.is_(None))
    return visible_to(user).where(Plan.waiting_since.is_not(None), mine, Plan.rep_id != user.id)


def above(rep_id: str) -> Select[User]:
    """Everybody above a rep, in no order."""
    return select(User).where(User.id.in_(managers_above(rep_id)), User.deleted_at.is_(None))


def waiting_in_branch(user_id: str) -> Select[Plan]:
    """The plans that wait and are of somebody below a user, or wait for that user; without asking for reach."""
    touched = or_(Plan.waiting_for_id == user_id, Plan.rep_id.in_(branch_of(user_id)))
    return select(Plan).where(Plan.waiting_since.is_not(None), touched).order_by(Plan.id)


def waiting() -> Select[Plan]:
    """Every plan that waits for somebody who has somebody above; without asking for reach."""
    return select(Plan).where(Plan.waiting_since.is_not(None), Plan.waiting_for_id.is_not(None)).order_by(Plan.id)


def escalations_of(plan_id: str, since: datetime) -> Select[Entry]:
    """How a plan went up since then, the first step first."""
    steps = select(Entry).where(Entry.subject_kind == Plan.__tablename__, Entry.subject_id == plan_id)
    return steps.where(Entry.verb == "plan.escalate", Entry.at >= since).order_by(Entry.at, Entry.id)


def returns_of(plan_id: str) -> Select[Entry]:
    """How often a manager gave a plan back."""
    acts = select(Entry).where(Entry.subject_kind == Plan.__tablename__, Entry.subject_id == plan_id)
    return acts.where(Entry.verb == "plan.return")


def last_changes(plan_id: str) -> Select[*tuple[Any, ...]]:
    """`(visit_id, stamp)`: when each visit of a plan, or something that belongs to it, changed last."""
    on_plan = select(PlanLine.visit_id).where(PlanLine.plan_id == plan_id, PlanLine.deleted_at.is_(None))
    kinds = (Objective, VisitContact, VisitCompanion)
    visits = select(Visit.id.label("visit_id"), Visit.sync_seq).where(Visit.id.in_(on_plan))
    parts = [select(kind.visit_id, kind.sync_seq).where(kind.visit_id.in_(on_plan)) for kind in kinds]
    each = union_all(visits, *parts).subquery()
    return select(each.c.visit_id, func.max(each.c.sync_seq).label("stamp")).group_by(each.c.visit_id)


def tier_of(account_id: str) -> Select[str | None]:
    """The tier of an account."""
    return select(Account.tier).where(Account.id == account_id)


def any_visit(visit_id: str) -> Select[Visit]:
    """A visit without asking for reach: for background steps, never for an answer."""
    return select(Visit).where(Visit.id == visit_id)


def late(months: Mapping[date, Collection[str]]) -> ColumnElement[bool]:
    """Plans that lie with the rep although their month, for the rep's time zone, should have been handed in."""
    zones = [and_(Plan.month <= month, Plan.rep_id.in_(_living_in(names))) for month, names in months.items()]
    return and_(Plan.state.in_(sorted(NOT_HANDED_IN)), or_(false(), *zones))


def _living_in(time_zones: Collection[str]) -> Select[str]:
    return select(User.id).where(User.time_zone.in_(time_zones))


def zones_of(user_ids: Collection[str]) -> Select[*tuple[Any, ...]]:
    """Id and time zone of people."""
    return select(User.id, User.time_zone).where(User.id.in_(user_ids))


def names_of(user_ids: Collection[str]) -> Select[*tuple[Any, ...]]:
    """Id and name of people, reached or not: who sees a plan may know who is asked about it."""
    return select(User.id, User.name).where(User.id.in_(user_ids))


def stand_ins_of(manager_id: str, day: date) -> Select[User]:
    """Who stands in for a manager on a day of theirs."""
    named = delegations_between(manager_id, day, day).with_only_columns(Delegation.stand_in_id)
    return select(User).where(User.id.in_(named), User.active)


def lines_of(plan_id: str) -> Select[PlanLine]:
    """The lines of a plan that the caller has already found, in the order they were written."""
    return select(PlanLine).where(PlanLine.plan_id == plan_id, PlanLine.deleted_at.is_(None)).order_by(PlanLine.id)


def line(plan_id: str, line_id: str) -> Select[PlanLine]:
    """One of them."""
    return lines_of(plan_id).where(PlanLine.id == line_id)


def visits_of(plan_id: str) -> Select[Visit]:
    """The visits on a plan, in the order of the month."""
    lines = select(PlanLine.visit_id).where(PlanLine.plan_id == plan_id, PlanLine.deleted_at.is_(None))
    return select(Visit).where(Visit.id.in_(lines)).order_by(Visit.day, Visit.starts_at, Visit.id)


def line_of_visit(visit_id: str) -> Select[PlanLine]:
    """The line on which a visit stands, if it stands on a plan."""
    return select(PlanLine).where(PlanLine.visit_id == visit_id, PlanLine.deleted_at.is_(None))


def objectives_of(plan_id: str) -> Select[Objective]:
    """The objectives of all visits on a plan."""
    lines = select(PlanLine.visit_id).where(PlanLine.plan_id == plan_id, PlanLine.deleted_at.is_(None))
    return select(Objective).where(Objective.visit_id.in_(lines), Objective.deleted_at.is_(None))


def open_before(time_zone: str, month: date, most: int) -> Select[Plan]:
    """Plans of people in a time zone, of earlier months, that are not closed yet."""
    reps = select(User.id).where(User.time_zone == time_zone)
    earlier = select(Plan).where(Plan.state != State.CLOSED, Plan.month < month, Plan.deleted_at.is_(None))
    return earlier.where(Plan.rep_id.in_(reps)).order_by(Plan.month, Plan.id).limit(most)


def visit_of_line(line: PlanLine) -> Select[Visit]:
    """The visit of a line."""
    return select(Visit).where(Visit.id == line.visit_id)


def any_by_id(plan_id: str) -> Select[Plan]:
    """A plan without asking for reach: for background steps, never for an answer."""
    return select(Plan).where(Plan.id == plan_id)


def clients_of(rep_id: str) -> Select[Account]:
    """The accounts a rep leads: those a plan must cover."""
    return select(Account).where(Account.lead_id == rep_id, Account.deleted_at.is_(None))


def accounts_on(plan_id: str) -> Select[Account]:
    """The accounts of the visits on a plan."""
    return select(Account).where(Account.id.in_(visits_of(plan_id).order_by(None).with_only_columns(Visit.account_id)))


def places_on(plan_id: str) -> Select[Place]:
    """The places of the visits on a plan."""
    return select(Place).where(Place.id.in_(visits_of(plan_id).order_by(None).with_only_columns(Visit.place_id)))


def accounts_with_executive_visit(rep_id: str, first: date, last: date) -> Select[str]:
    """The ids of accounts a rep leads that have an executive visit, by whomever, between two days."""
    visits = select(Visit.account_id).join(Account, Account.id == Visit.account_id).where(Account.lead_id == rep_id)
    closed = (VisitState.CANCELLED, VisitState.MISSED)
    kept = visits.where(Visit.deleted_at.is_(None), Visit.state.not_in(closed), Visit.day.between(first, last))
    return kept.where(Visit.form == Form.EXECUTIVE_VISIT).distinct()


def of_month(rep_id: str, month: date) -> Select[Plan]:
    """The plan of a rep for a month; without asking for reach."""
    return select(Plan).where(Plan.rep_id == rep_id, Plan.month == month, Plan.deleted_at.is_(None))


def open_plans_of(rep_id: str) -> Select[Plan]:
    """The plans of somebody that are not closed; without asking for reach."""
    mine = select(Plan).where(Plan.rep_id == rep_id, Plan.state != State.CLOSED, Plan.deleted_at.is_(None))
    return mine.order_by(Plan.month)
