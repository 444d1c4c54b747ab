"""What belongs to a plan that the caller has already found: lines, visits, clients, people."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select, union_all

from kamfield.accounts.models import Account, Place
from kamfield.opportunities.models import Opportunity
from kamfield.plans.models import PlanLine
from kamfield.plans.rules.deviation import TOOK_PLACE
from kamfield.users.models import User
from kamfield.visits.models import Objective, Visit, VisitCompanion, VisitContact
from kamfield.visits.rules.codes import Form
from kamfield.visits.rules.codes import State as VisitState


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


def reps_of(user_ids: Collection[str]) -> Select[*tuple[Any, ...]]:
    """Id, name and time zone of the people whose plans these are."""
    return select(User.id, User.name, User.time_zone).where(User.id.in_(user_ids))


def account_names(account_ids: Collection[str]) -> Select[*tuple[Any, ...]]:
    """Id and name of accounts: who sees a plan may know whom it is about."""
    return select(Account.id, Account.name).where(Account.id.in_(account_ids))


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


def visit_of_line(line: PlanLine) -> Select[Visit]:
    """The visit of a line."""
    return select(Visit).where(Visit.id == line.visit_id)


def clients_of(rep_id: str) -> Select[Account]:
    """The accounts a rep leads: those a plan must cover."""
    return select(Account).where(Account.lead_id == rep_id, Account.deleted_at.is_(None))


def accounts_on(plan_id: str) -> Select[Account]:
    """The accounts of the visits on a plan."""
    return select(Account).where(Account.id.in_(visits_of(plan_id).order_by(None).with_only_columns(Visit.account_id)))


def places_on(plan_id: str) -> Select[Place]:
    """The places of the visits on a plan."""
    return select(Place).where(Place.id.in_(visits_of(plan_id).order_by(None).with_only_columns(Visit.place_id)))


def places_of(place_ids: Collection[str | None]) -> Select[Place]:
    """Places by their ids."""
    return select(Place).where(Place.id.in_([one for one in place_ids if one]))


def accounts_with_executive_visit(rep_id: str, first: date, last: date) -> Select[str]:
    """The ids of accounts a rep leads that have an executive visit, by whomever, between two days."""
    visits = select(Visit.account_id).join(Account, Account.id == Visit.account_id).where(Account.lead_id == rep_id)
    closed = (VisitState.CANCELLED, VisitState.MISSED)
    kept = visits.where(Visit.deleted_at.is_(None), Visit.state.not_in(closed), Visit.day.between(first, last))
    return kept.where(Visit.form == Form.EXECUTIVE_VISIT).distinct()


def opportunities(opportunity_ids: Collection[str]) -> Select[Opportunity]:
    """Those that the visits of a plan serve: who sees the plan may know what they are worth."""
    return select(Opportunity).where(Opportunity.id.in_(opportunity_ids), Opportunity.deleted_at.is_(None))


def off_plan(rep_id: str, first: date, last: date) -> Select[Visit]:
    """The visits of a rep between two days that began without standing on a plan."""
    on_a_plan = select(PlanLine.id).where(PlanLine.visit_id == Visit.id, PlanLine.deleted_at.is_(None))
    mine = select(Visit).where(Visit.rep_id == rep_id, Visit.day.between(first, last), Visit.deleted_at.is_(None))
    return mine.where(Visit.state.in_(sorted(TOOK_PLACE)), ~on_a_plan.exists()).order_by(Visit.day, Visit.id)
