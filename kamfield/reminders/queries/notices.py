"""What single reminders are made of, found without asking for reach: for the background, about its receiver's own."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select

from kamfield.accounts.models import Account, Contact
from kamfield.plans.models import PlanLine
from kamfield.plans.rules.states import LineState
from kamfield.users.models import User
from kamfield.visits.models import Visit, VisitContact
from kamfield.visits.rules.codes import State as VisitState

Rows = Select[*tuple[Any, ...]]


def names(user_ids: Collection[str | None]) -> Rows:
    """`id, name` of people."""
    return select(User.id, User.name).where(User.id.in_([one for one in user_ids if one]))


def lines_not_approved(plan_id: str, since: datetime | None = None) -> Rows:
    """`account_name, day, state, comment` of the lines of a plan that were returned or rejected, since an instant."""
    columns = (Account.name.label("account_name"), Visit.day, PlanLine.state, PlanLine.comment)
    joined = select(*columns).join(Visit, Visit.id == PlanLine.visit_id).join(Account, Account.id == Visit.account_id)
    mine = joined.where(PlanLine.plan_id == plan_id, PlanLine.deleted_at.is_(None))
    refused = mine.where(PlanLine.state.in_((LineState.RETURNED, LineState.REJECTED)))
    recent = refused if since is None else refused.where(PlanLine.decided_at >= since)
    return recent.order_by(Visit.day, PlanLine.id)


def lines_approved(plan_id: str, since: datetime) -> Rows:
    """`account_name, day, state` of the lines of a plan that were approved since an instant."""
    columns = (Account.name.label("account_name"), Visit.day, PlanLine.state)
    joined = select(*columns).join(Visit, Visit.id == PlanLine.visit_id).join(Account, Account.id == Visit.account_id)
    mine = joined.where(PlanLine.plan_id == plan_id, PlanLine.deleted_at.is_(None))
    return mine.where(PlanLine.state == LineState.APPROVED, PlanLine.decided_at >= since).order_by(Visit.day)


def contact(contact_id: str) -> Rows:
    """`name, title, layer, active, left_on, birthday, account_id, account_name, tier, lead_id` of a contact."""
    columns = (
        Contact.name,
        Contact.title,
        Contact.layer,
        Contact.active,
        Contact.left_on,
        Contact.birthday,
        Contact.account_id,
        Account.name.label("account_name"),
        Account.tier,
        Account.lead_id,
    )
    return select(*columns).join(Account, Account.id == Contact.account_id).where(Contact.id == contact_id)


def visits_to_meet(contact_id: str, from_on: date) -> Rows:
    """`rep_id, day` of the visits to come that are to meet somebody."""
    met = select(Visit.rep_id, Visit.day).join(VisitContact, VisitContact.visit_id == Visit.id)
    to_meet = met.where(VisitContact.contact_id == contact_id, VisitContact.deleted_at.is_(None))
    planned = to_meet.where(Visit.state == VisitState.PLANNED, Visit.day >= from_on, Visit.deleted_at.is_(None))
    return planned.order_by(Visit.day, Visit.id)
