"""What was done to a plan and to its visits, from the journal."""

from typing import Any

from sqlalchemy import Select, literal, select, union_all
from sqlalchemy.orm import aliased

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
