"""Users, and whom each of them reaches."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from kamfield.core.made_once import made_once
from kamfield.core.names import Rows
from kamfield.core.work import Actor
from kamfield.users.models import Reach, User
from kamfield.users.rules import Role

SORTS = {"name": User.name, "email": User.email}


def reached(user: Actor, column: InstrumentedAttribute[str] | InstrumentedAttribute[str | None]) -> ColumnElement[bool]:
    """Whether a column holds the id of somebody this user reaches."""
    if user.role in {Role.ADMIN, "system"}:
        return true()
    if user.role == Role.REP and user.viewers == (user.id,):
        return column == user.id
    return column.in_(select(Reach.user_id).where(Reach.viewer_id.in_(user.viewers)))


def reached_row_by_row(user: Actor, column: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """The same where a few rows are looked at one by one: on each row SQLite tries everybody of an `IN (SELECT …)`.

    A page of 50 accounts costs a manager of 200 people 0.2 ms instead of 1.7.
    """
    if user.role in {Role.ADMIN, "system"}:
        return true()
    if user.role == Role.REP and user.viewers == (user.id,):
        return column == user.id
    return exists(select(Reach.user_id).where(Reach.user_id == column, Reach.viewer_id.in_(user.viewers)))


def visible_to(user: Actor) -> Select[User]:
    """The users this one reaches."""
    return select(User).where(User.deleted_at.is_(None), reached(user, User.id))


def by_id(user: Actor, user_id: str) -> Select[User]:
    """One of them."""
    return visible_to(user).where(User.id == user_id)


to_name = made_once(by_id)


def by_ids(user: Actor, user_ids: Collection[str]) -> Select[User]:
    """Some of them."""
    return visible_to(user).where(User.id.in_(user_ids))


def matching(
    user: Actor, *, role: str | None = None, active: bool | None = None, manager_id: str | None = None
) -> Select[User]:
    """Those with this role, standing and manager."""
    statement = visible_to(user)
    if role is not None:
        statement = statement.where(User.role == role)
    if manager_id is not None:
        statement = statement.where(User.manager_id == manager_id)
    return statement if active is None else statement.where(User.active == active)


def possible_stand_ins(user: Actor, manager: User) -> Select[User]:
    """Active people below or above a manager or beside them under the same one, and whoever the asker reaches."""
    near = or_(
        reached(user, User.id),
        User.id.in_(branch_of(manager.id)),
        User.id.in_(managers_above(manager.id)),
        User.manager_id == manager.manager_id,
    )
    return select(User).where(User.deleted_at.is_(None), User.active, User.id != manager.id, near)


def names_of(user_ids: Any) -> Rows:
    """Id and name of people, reached or not: whoever sees an id in an answer may know whose it is."""
    return select(User.id, User.name).where(User.id.in_(user_ids))


def with_email(email: str) -> Select[User]:
    """Who signs in with an address, whatever its capital letters."""
    return select(User).where(User.email == email.strip().lower(), User.deleted_at.is_(None))


def any_by_id(user_id: str) -> Select[User]:
    """A user by id without asking for reach: for rules and background steps, never for an answer."""
    return select(User).where(User.id == user_id)


anybody = made_once(any_by_id)  # the same, where the background asks it for thousands


def other_admins(user_id: str) -> Select[User]:
    """The active administrators beside one."""
    return select(User).where(User.role == Role.ADMIN, User.active, User.deleted_at.is_(None), User.id != user_id)


def reports_of(user_id: str) -> Select[User]:
    """Those whose manager is this user; without asking for reach."""
    return select(User).where(User.manager_id == user_id, User.deleted_at.is_(None)).order_by(User.id)


def managers_above(user_id: str) -> Select[str]:
    """The ids of everybody who reaches a user, other than the user."""
    return select(Reach.viewer_id).where(Reach.user_id == user_id, Reach.viewer_id != user_id)


def above(user_id: str) -> Select[User]:
    """Everybody above somebody, in no order; without asking for reach."""
    return select(User).where(User.id.in_(managers_above(user_id)), User.deleted_at.is_(None))


def line_above(user_id: str) -> Select[str]:
    """The ids of a user and of everybody above."""
    return select(Reach.viewer_id).where(Reach.user_id == user_id)


def branch_of(user_id: str) -> Select[str]:
    """The ids of a user and of everybody below."""
    return select(Reach.user_id).where(Reach.viewer_id == user_id)


def levels_of(user_id: str) -> Select[int]:
    """How many levels a user's branch has, one line per person, most first: somebody alone has one."""
    branch = branch_of(user_id)
    count = func.count().label("levels")
    inside = select(count).where(Reach.user_id.in_(branch), Reach.viewer_id.in_(branch))
    return inside.group_by(Reach.user_id).order_by(count.desc()).limit(1)
