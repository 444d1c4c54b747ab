"""Lists of accounts: what they can be filtered and sorted by."""

from datetime import timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Float, Select, bindparam, exists, literal_column, null, select

from kamfield.accounts.models import Account, Finding, Member, Tag
from kamfield.accounts.queries.near import NEAR, within
from kamfield.accounts.queries.rarity import is_among, is_rare
from kamfield.accounts.queries.reach import has_team_in_reach, reachable_ids, reaches_all, visible_to
from kamfield.accounts.queries.search import found_by
from kamfield.accounts.rules import FEW_CONTACTS
from kamfield.accounts.rules.folding import folded
from kamfield.core.work import Work
from kamfield.geo.point import Point
from kamfield.users.queries import reached_by_viewers
from kamfield.users.rules import Role

SORTS = {
    "name": Account.name_key,
    "code": Account.code_key,
    "last_visited_on": Account.last_visit_key,
    "created_at": Account.created_at,
    "distance": literal_column(f"{NEAR}.metres", Float),
}


def matching(
    work: Work,
    *,
    q: str | None = None,
    tag: str | None = None,
    not_visited_for_days: int | None = None,
    few_contacts: bool | None = None,
    near: Point | None = None,
    within_metres: int = 0,
    **equal: Any,
) -> Select[*tuple[Any, ...]]:
    """The accounts a user reaches that pass every filter given; `equal` are columns and their values.

    Search text and distance are looked up first, because how a list is best read depends on what they find.
    """
    statement = _listed(work, narrow="lead_id" in equal or "parent_id" in equal).filter_by(**equal)
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


def one(work: Work, account_id: str) -> Select[*tuple[Any, ...]]:
    """One account as a row, with the number of its active contacts."""
    return _one(reaches_all(work.user)).params(wanted_id=account_id, viewers=work.user.viewers)


def parent_of(account_id: str) -> Select[str | None]:
    """The parent's id, whoever reaches it: for the rule against circles."""
    return select(Account.parent_id).where(Account.id == account_id)


def branches_of(account_id: str) -> Select[str]:
    """The ids of the living accounts that belong to one."""
    return select(Account.id).where(Account.parent_id == account_id, Account.deleted_at.is_(None))


@lru_cache
def _one(reaches_all: bool) -> Select[*tuple[Any, ...]]:
    """Made once: putting a statement together costs more than asking for one row."""
    statement = select(*Account.__table__.c, Finding.active_contacts).join(Finding, Finding.account_id == Account.id)
    statement = statement.where(Account.id == bindparam("wanted_id"), Account.deleted_at.is_(None))
    if reaches_all:
        return statement
    team = select(Member.id).where(Member.account_id == Account.id, Member.deleted_at.is_(None))
    return statement.where(exists(team.where(reached_by_viewers(Member.user_id))))


def _listed(work: Work, *, narrow: bool) -> Select[Account]:
    """What the user reaches. Somebody with half the company below them walks the list; a rep looks up their own.

    Where an index leads to the few that are wanted (`narrow`) nobody counts first.
    """
    if work.user.role != Role.MANAGER or (not narrow and is_rare(work.db, reachable_ids(work.user))):
        return visible_to(work.user)
    return select(Account).where(Account.deleted_at.is_(None), has_team_in_reach(work.user, Account.id))


def _with_few_contacts(few: bool) -> Select[str]:
    enough = Finding.active_contacts >= FEW_CONTACTS
    return select(Finding.account_id).where(~enough if few else enough)
