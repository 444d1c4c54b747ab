"""What a user reaches of the client archive; every other statement of the slice starts here."""

from typing import TypeVar

from sqlalchemy import Select, select

from kamfield.accounts.models import Account, Member, Part
from kamfield.core.work import Actor
from kamfield.users.queries import reached
from kamfield.users.rules import Role

Kind = TypeVar("Kind", bound=Part)


def reachable_ids(user: Actor) -> Select[str]:
    """The ids of the accounts that have somebody on their team whom this user reaches."""
    return select(Member.account_id).where(reached(user, Member.user_id), Member.deleted_at.is_(None))


def visible_to(user: Actor) -> Select[Account]:
    """The accounts a user reaches."""
    statement = select(Account).where(Account.deleted_at.is_(None))
    if user.role in {Role.ADMIN, "system"}:
        return statement
    return statement.where(Account.id.in_(reachable_ids(user)))


def by_id(user: Actor, account_id: str) -> Select[Account]:
    """One of them."""
    return visible_to(user).where(Account.id == account_id)


def parts(user: Actor, kind: type[Kind]) -> Select[Kind]:
    """Places, contacts, members, facts … of the accounts a user reaches."""
    statement = select(kind).where(kind.deleted_at.is_(None))
    if user.role in {Role.ADMIN, "system"}:
        return statement
    return statement.where(kind.account_id.in_(reachable_ids(user)))


def part_by_id(user: Actor, kind: type[Kind], part_id: str) -> Select[Kind]:
    """One of them."""
    return parts(user, kind).where(kind.id == part_id)
