"""Plans that wait for a decision, and for whom."""

from datetime import datetime

from sqlalchemy import Select, or_, select

from kamfield.core.journal import Entry
from kamfield.core.work import Actor
from kamfield.plans.models import Plan
from kamfield.plans.queries.plans import on_the_table_of, visible_to
from kamfield.users.queries import branch_of


def waiting_for_me(user: Actor) -> Select[Plan]:
    """The plans that lie on a user's table, or on one the user stands in for."""
    return visible_to(user).where(on_the_table_of(user))


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
