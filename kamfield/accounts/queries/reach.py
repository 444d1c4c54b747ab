"""What a user reaches of the client archive; every other statement of the slice starts here."""

from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, exists, or_, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, aliased

from kamfield.accounts.models import Account, Member, Part
from kamfield.core.among import among
from kamfield.core.made_once import made_once
from kamfield.core.work import Actor
from kamfield.users.models import Reach
from kamfield.users.queries import reached, reached_row_by_row
from kamfield.users.rules import Role

Kind = TypeVar("Kind", bound=Part)
Id = InstrumentedAttribute[str]

_team = aliased(Member)


def reachable_ids(user: Actor) -> Select[str]:
    """The ids of the accounts that have somebody on their team whom this user reaches."""
    return select(_team.account_id).where(reached(user, _team.user_id), _team.deleted_at.is_(None))


def visible_to(user: Actor) -> Select[Account]:
    """The accounts a user reaches."""
    statement = select(Account).where(Account.deleted_at.is_(None))
    if reaches_all(user):
        return statement
    return statement.where(Account.id.in_(reachable_ids(user)))


def by_id(user: Actor, account_id: str) -> Select[Account]:
    """One of them. However many a user reaches, only this one's team is looked at."""
    statement = select(Account).where(Account.id == account_id, Account.deleted_at.is_(None))
    return statement if reaches_all(user) else statement.where(has_team_in_reach(user, Account.id))


to_change = made_once(by_id)


def has_team_in_reach(user: Actor, account_id: Any) -> ColumnElement[bool]:
    """Whether the account of a row has somebody on its team whom this user reaches, asked row by row."""
    team = select(_team.id).where(_team.account_id == account_id, _team.deleted_at.is_(None))
    return exists(team.where(reached_row_by_row(user, _team.user_id)))


def reached_id(user: Actor, account_id: str) -> Select[str]:
    """Its id alone: to see whether it is reached at all."""
    return by_id(user, account_id).with_only_columns(Account.id)


def deleted_by_id(user: Actor, account_id: str) -> Select[Account]:
    """One that was deleted, for those who reach its lead."""
    return select(Account).where(
        Account.id == account_id,
        Account.deleted_at.is_not(None),
        Account.merged_into_id.is_(None),
        reached(user, Account.lead_id),
    )


def theirs(user: Actor, person: Id, account: Id, *, long: bool) -> ColumnElement[bool]:
    """Whether a row is of somebody this user reaches, or of an account on whose team such a one is.

    In a `long` list a rep's rows are looked up first. Of an `or` PostgreSQL walks the list in its order and asks each
    row, and where a rep's stand together it passes over everybody's before a page is full.
    """
    if not long or user.role != Role.REP or user.viewers != (user.id,):
        return or_(reached(user, person), account.in_(reachable_ids(user)))
    row = aliased(person.class_)
    own = select(row.id).where(reached(user, getattr(row, person.key)))
    at_theirs = select(row.id).where(getattr(row, account.key).in_(reachable_ids(user)))
    return among(person.class_.id, union_all(own, at_theirs))


def parts(user: Actor, kind: type[Kind]) -> Select[Kind]:
    """Places, contacts, members, facts … of the accounts a user reaches."""
    statement = select(kind).where(kind.deleted_at.is_(None))
    if reaches_all(user):
        return statement
    return statement.where(kind.account_id.in_(reachable_ids(user)))


def part_by_id(user: Actor, kind: type[Kind], part_id: str) -> Select[Kind]:
    """One of them."""
    return _looked_at(user, kind).where(kind.id == part_id)


def parts_in(user: Actor, kind: type[Kind], account_id: str) -> Select[Kind]:
    """Those of one account."""
    return _looked_at(user, kind).where(kind.account_id == account_id)


def _looked_at(user: Actor, kind: type[Kind]) -> Select[Kind]:
    statement = select(kind).where(kind.deleted_at.is_(None))
    return statement if reaches_all(user) else statement.where(has_team_in_reach(user, kind.account_id))


def parts_until(account_id: str, kind: type[Kind], deleted_at: datetime | None) -> Select[Kind]:
    """Those of one account that live (None), or that were deleted at one instant."""
    return select(kind).where(
        kind.account_id == account_id,
        kind.deleted_at.is_(None) if deleted_at is None else kind.deleted_at == deleted_at,
    )


def reaches_all(user: Actor) -> bool:
    """Whether nothing of the archive is hidden from this user."""
    return user.role in {Role.ADMIN, "system"}


def lead_of(account_id: str) -> Select[str]:
    """Who leads an account: for rules, never for an answer."""
    return select(Account.lead_id).where(Account.id == account_id)


def viewers_of(user: Actor, account_id: str) -> Select[str]:
    """As whom this user reaches an account: themselves, or those they stand in for."""
    return (
        select(Reach.viewer_id)
        .join(Member, Member.user_id == Reach.user_id)
        .where(Member.account_id == account_id, Member.deleted_at.is_(None), Reach.viewer_id.in_(user.viewers))
    )
