"""What stands on the pages, for things that the caller has already found or reaches."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import Select, select

from kamfield.accounts.models import Account, Member
from kamfield.accounts.rules import Status
from kamfield.core.work import Actor
from kamfield.pages.models import WeekLink
from kamfield.plans.models import Plan
from kamfield.plans.queries import awaiting_approval
from kamfield.todos.models import TodoList
from kamfield.users.models import User
from kamfield.users.rules import fingerprint
from kamfield.visits.models import Objective, Visit
from kamfield.visits.rules.codes import State as VisitState

Rows = Select[*tuple[Any, ...]]
MOST_PLANS = 100
MOST_CLIENTS = 500


def waiting(user: Actor) -> Rows:
    """The plans that ask for a decision: `(id, name, month, waiting_since, waiting_for_id, open_line_count)`."""
    columns = (Plan.id, User.name, Plan.month, Plan.waiting_since, Plan.waiting_for_id, Plan.open_line_count)
    asked = awaiting_approval(user).join(User, User.id == Plan.rep_id).with_only_columns(*columns)
    return asked.order_by(Plan.waiting_since, Plan.id).limit(MOST_PLANS)


def names_of(user_ids: Collection[str]) -> Rows:
    """`id, name` of people by their ids, whoever reaches them: who sees a decision may know whose it is."""
    return select(User.id, User.name).where(User.id.in_(user_ids))


def clients_of(user: Actor) -> Rows:
    """`(id, name)` of the clients on whose team somebody is, but of those who are lost."""
    theirs = select(Member.account_id).where(Member.user_id == user.id, Member.deleted_at.is_(None))
    living = Account.id.in_(theirs), Account.deleted_at.is_(None), Account.status != Status.LOST
    return select(Account.id, Account.name).where(*living).order_by(Account.name, Account.id).limit(MOST_CLIENTS)


def visits_of_week(rep_id: str, first: date, last: date) -> Rows:
    """A rep's visits between two days, with the client and the first objective, as plain columns."""
    aim = select(Objective.client_action).where(Objective.visit_id == Visit.id, Objective.deleted_at.is_(None))
    first_aim = aim.order_by(Objective.id).limit(1).scalar_subquery()
    columns = (Visit.day, Visit.starts_at, Visit.minutes, Visit.state, Visit.form, Account.name.label("account"))
    mine = select(*columns, first_aim.label("objective")).join(Account, Account.id == Visit.account_id)
    week = mine.where(Visit.rep_id == rep_id, Visit.day.between(first, last), Visit.deleted_at.is_(None))
    kept = week.where(Visit.state != VisitState.CANCELLED)
    return kept.order_by(Visit.day, Visit.starts_at.is_(None), Visit.starts_at, Visit.id)


def link_with(token: str) -> Select[WeekLink]:
    """The link a token belongs to, also a used one: the token proves the right to it."""
    return select(WeekLink).where(WeekLink.token_hash == fingerprint(token))


def user_of_link(token: str) -> Select[User]:
    """For whom a link acts, as long as they are with the company."""
    links = link_with(token).with_only_columns(WeekLink.user_id)
    return select(User).where(User.id.in_(links), User.active, User.deleted_at.is_(None))


def list_of_link(link: WeekLink) -> Select[TodoList]:
    """The list it is about."""
    return select(TodoList).where(TodoList.id == link.list_id)
