"""What was done to a plan and to its visits, from the journal."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, literal, or_, select, union_all
from sqlalchemy.orm import aliased

from kamfield.accounts.models import Account
from kamfield.core.journal import Entry
from kamfield.plans.models import Plan, PlanLine
from kamfield.plans.rules.told import SENTENCES
from kamfield.visits.models import Visit

HISTORY_SORTS = {"at": Entry.at}


def history_of(plan_id: str) -> Select[*tuple[Any, ...]]:
    """The acts on a plan, and those by which its visits changed, each with the `plan_id`.

    They are looked up by what they are about, so that no engine walks the whole journal in the order of the list.
    """
    act = aliased(Entry)
    visit_ids = select(PlanLine.visit_id).where(PlanLine.plan_id == plan_id)
    told = select(act.id).where(act.verb.in_(sorted(SENTENCES)))
    of_plan = told.where(act.subject_kind == Plan.__tablename__, act.subject_id == plan_id)
    of_visits = told.where(act.subject_kind == Visit.__tablename__, act.subject_id.in_(visit_ids))
    return select(Entry, literal(plan_id).label("plan_id")).where(Entry.id.in_(union_all(of_plan, of_visits)))


def submissions_of(plan_id: str) -> Select[str]:
    """The ids of the acts by which a plan was handed in, the first round first: ids rise with time."""
    acts = select(Entry.id).where(Entry.subject_kind == Plan.__tablename__, Entry.subject_id == plan_id)
    return acts.where(Entry.verb == "plan.submit").order_by(Entry.id)


def clients_of_lines(plan_id: str, line_ids: Collection[str], visit_ids: Collection[str]) -> Select[*tuple[Any, ...]]:
    """`(line_id, visit_id, account_id, account_name)` of lines of a plan, also of those that were taken off."""
    columns = (PlanLine.id.label("line_id"), PlanLine.visit_id, Visit.account_id, Account.name.label("account_name"))
    there = select(*columns).join(Visit, Visit.id == PlanLine.visit_id).join(Account, Account.id == Visit.account_id)
    meant = or_(PlanLine.id.in_(line_ids), PlanLine.visit_id.in_(visit_ids))
    return there.where(PlanLine.plan_id == plan_id, meant)
