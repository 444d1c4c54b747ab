"""The people of ours on an account."""

from typing import Any

from sqlalchemy import Select, select

from kamfield.accounts.models import Member
from kamfield.accounts.queries.reach import part_by_id, parts_in
from kamfield.core.work import Actor
from kamfield.users.models import User

SORTS = {"name": User.name}


def team_of(user: Actor, account_id: str) -> Select[*tuple[Any, ...]]:
    """The team of an account with their names."""
    statement = parts_in(user, Member, account_id)
    return statement.join(User, User.id == Member.user_id).add_columns(User.name.label("user_name"))


def member(user: Actor, member_id: str) -> Select[*tuple[Any, ...]]:
    """Somebody's place on a team, as a row with their name."""
    statement = part_by_id(user, Member, member_id).join(User, User.id == Member.user_id)
    return statement.with_only_columns(*Member.__table__.c, User.name.label("user_name"))


def any_member(account_id: str, user_id: str) -> Select[Member]:
    """Somebody's place on a team, also one that was given up."""
    return select(Member).where(Member.account_id == account_id, Member.user_id == user_id)
