"""What stands on a plan beside its visits, for a plan that the caller has already found."""

from typing import Any

from sqlalchemy import Select, select

from kamfield.accounts.models import Contact
from kamfield.opportunities.models import Opportunity
from kamfield.plans.models import PlanLine
from kamfield.plans.queries import visits_of
from kamfield.users.models import User
from kamfield.visits.models import Objective, Report, Visit, VisitCompanion, VisitContact

Rows = Select[*tuple[Any, ...]]


def _visit_ids(plan_id: str) -> Select[str]:
    return visits_of(plan_id).order_by(None).with_only_columns(Visit.id)


def contacts_on(plan_id: str) -> Rows:
    """`visit_id, name, title` of the people who are to be met."""
    columns = (VisitContact.visit_id, Contact.name, Contact.title)
    met = select(*columns).join(Contact, Contact.id == VisitContact.contact_id)
    living = met.where(VisitContact.visit_id.in_(_visit_ids(plan_id)), VisitContact.deleted_at.is_(None))
    return living.order_by(VisitContact.id)


def companions_on(plan_id: str) -> Rows:
    """`visit_id, name` of those of ours who come along."""
    along = select(VisitCompanion.visit_id, User.name).join(User, User.id == VisitCompanion.user_id)
    living = along.where(VisitCompanion.visit_id.in_(_visit_ids(plan_id)), VisitCompanion.deleted_at.is_(None))
    return living.order_by(VisitCompanion.id)


def objectives_on(plan_id: str) -> Rows:
    """`visit_id, client_action, due_on, result` of what the visits aim at."""
    columns = (Objective.visit_id, Objective.client_action, Objective.due_on, Objective.result)
    aims = select(*columns).where(Objective.visit_id.in_(_visit_ids(plan_id)), Objective.deleted_at.is_(None))
    return aims.order_by(Objective.id)


def outcomes_on(plan_id: str) -> Rows:
    """`visit_id, outcome` of the reports that were handed in."""
    reports = select(Report.visit_id, Report.outcome).where(Report.visit_id.in_(_visit_ids(plan_id)))
    return reports.where(Report.deleted_at.is_(None), Report.submitted_at.is_not(None))


def opportunities_on(plan_id: str) -> Rows:
    """`id, name, amount, currency, probability` of what the lines of a plan serve."""
    lines = select(PlanLine.opportunity_id).where(PlanLine.plan_id == plan_id, PlanLine.deleted_at.is_(None))
    columns = (
        Opportunity.id,
        Opportunity.name,
        Opportunity.amount,
        Opportunity.currency,
        Opportunity.probability,
    )
    return select(*columns).where(Opportunity.id.in_(lines))


def names_of(user_ids: set[str]) -> Rows:
    """`id, name` of people by their ids, whoever reaches them: a signature is no secret."""
    return select(User.id, User.name).where(User.id.in_(user_ids))
