"""Lists of accounts: what they can be filtered and sorted by."""

from collections.abc import Collection
from datetime import timedelta
from enum import Enum, auto
from typing import Any

from sqlalchemy import Float, Select, literal_column, null, select

from kamfield.accounts.models import Account, Finding, Tag
from kamfield.accounts.queries.near import NEAR, within
from kamfield.accounts.queries.rarity import is_among, is_rare
from kamfield.accounts.queries.reach import has_team_in_reach, reachable_ids, reaches_all, visible_to
from kamfield.accounts.queries.search import found_by
from kamfield.accounts.rules import FEW_CONTACTS
from kamfield.accounts.rules.folding import folded
from kamfield.core.made_once import made_once
from kamfield.core.prepared import Prepared
from kamfield.core.work import Actor, Work
from kamfield.geo.point import Point
from kamfield.users.models import User
from kamfield.users.rules import Role

SORTS = {
    "name": Account.name_key,
    "code": Account.code_key,
    "last_visited_on": Account.last_visit_key,
    "created_at": Account.created_at,
    "distance": literal_column(f"{NEAR}.metres", Float),
}
_LEAD = select(User.name).where(User.id == Account.lead_id).scalar_subquery().label("lead_name")
EQUAL = {"tier", "status", "lead_id", "parent_id", "industry"}

Statement = Select[*tuple[Any, ...]]


class Way(Enum):
    """How to find those accounts of a list that a user reaches."""

    LOOK_UP = auto()
    WALK = auto()


def listed(work: Work, **filters: Any) -> Statement | Prepared[*tuple[Any, ...]]:
    """What `matching` says, for a page of it: where only columns are compared the statement is the same each time."""
    if filters.keys() <= EQUAL:
        return _listed_by(work.user, _way(work, filters), **filters)
    return matching(work, **filters)


def matching(work: Work, **filters: Any) -> Statement:
    """The accounts a user reaches that pass every filter given.

    What is no column of an account (search text, tag, distance) is looked up first: how a list is best read depends
    on what that finds.
    """
    return _narrowed(work, _reached(work.user, _way(work, filters)), **filters)


@made_once
def one(user: Actor, account_id: str) -> Statement:
    """One account as a row, with the number of its active contacts and who leads it."""
    columns = (*Account.__table__.c, Finding.active_contacts, _LEAD)
    statement = select(*columns).join(Finding, Finding.account_id == Account.id)
    statement = statement.where(Account.id == account_id, Account.deleted_at.is_(None))
    return statement if reaches_all(user) else statement.where(has_team_in_reach(user, Account.id))


def parent_of(account_id: str) -> Select[str | None]:
    """The parent's id, whoever reaches it: for the rule against circles."""
    return select(Account.parent_id).where(Account.id == account_id)


def branches_of(account_id: str) -> Select[str]:
    """The ids of the living accounts that belong to one."""
    return select(Account.id).where(Account.parent_id == account_id, Account.deleted_at.is_(None))


def _narrowed(
    work: Work,
    statement: Statement,
    *,
    q: str | None = None,
    tag: str | None = None,
    not_visited_for_days: int | None = None,
    few_contacts: bool | None = None,
    near: Point | None = None,
    within_metres: int = 0,
    **equal: Any,
) -> Statement:
    statement = statement.filter_by(**equal)
    if tag is not None:
        statement = statement.where(is_among(work.db, select(Tag.account_id).where(Tag.tag == folded(tag))))
    if few_contacts is not None:
        statement = statement.where(is_among(work.db, _with_few_contacts(few_contacts)))
    if not_visited_for_days is not None:
        statement = statement.where(Account.last_visit_key <= work.today - timedelta(days=not_visited_for_days))
    if q is not None:
        statement = found_by(work.db, statement, q)
    if near is not None:
        return within(work.db, statement, near, within_metres)
    return statement.add_columns(null().label("distance_metres"))


@made_once
def _listed_by(user: Actor, way: Way, **equal: str) -> Statement:
    return _reached(user, way).filter_by(**equal).add_columns(null().label("distance_metres"), _LEAD)


def _way(work: Work, filters: Collection[str]) -> Way:
    """Somebody with half the company below them walks the list; a rep looks up their own.

    Where an index leads to the few that are wanted nobody counts first.
    """
    narrow = "lead_id" in filters or "parent_id" in filters
    if work.user.role != Role.MANAGER or (not narrow and is_rare(work.db, reachable_ids(work.user))):
        return Way.LOOK_UP
    return Way.WALK


def _reached(user: Actor, way: Way) -> Statement:
    if way is Way.LOOK_UP:
        return visible_to(user)
    return select(Account).where(Account.deleted_at.is_(None), has_team_in_reach(user, Account.id))


def _with_few_contacts(few: bool) -> Select[str]:
    enough = Finding.active_contacts >= FEW_CONTACTS
    return select(Finding.account_id).where(~enough if few else enough)
