"""What can be read about people."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from kamfield.core.work import Actor
from kamfield.users.models import Reach, Session, User
from kamfield.users.rules import Role

SORTS = {"name": User.name, "email": User.email}


def reached(user: Actor, column: InstrumentedAttribute[str] | InstrumentedAttribute[str | None]) -> ColumnElement[bool]:
    """Whether a column holds the id of somebody this user reaches."""
    if user.role in {Role.ADMIN, "system"}:
        return true()
    if user.role == Role.REP and user.viewers == (user.id,):
        return column == user.id
    return column.in_(select(Reach.user_id).where(Reach.viewer_id.in_(user.viewers)))


def visible_to(user: Actor) -> Select[User]:
    """The users this one reaches."""
    return select(User).where(User.deleted_at.is_(None), reached(user, User.id))


def by_id(user: Actor, user_id: str) -> Select[User]:
    """One of them."""
    return visible_to(user).where(User.id == user_id)


def matching(user: Actor, *, role: str | None = None, active: bool | None = None) -> Select[User]:
    """Those with this role and standing."""
    statement = visible_to(user)
    if role is not None:
        statement = statement.where(User.role == role)
    return statement if active is None else statement.where(User.active == active)


def with_email(email: str) -> Select[User]:
    """Who signs in with an address, whatever its capital letters."""
    return select(User).where(User.email == email.strip().lower(), User.deleted_at.is_(None))


def any_by_id(user_id: str) -> Select[User]:
    """A user by id without asking for reach: for rules and background steps, never for an answer."""
    return select(User).where(User.id == user_id)


def signed_in(user_id: str, session_id: str, at: datetime) -> Select[*tuple[Any, ...]]:
    """The few columns that make an `Actor`, when user and session are good."""
    columns = (User.id, User.name, User.role, User.locale, User.time_zone)
    good = and_(Session.id == session_id, Session.ended_at.is_(None), Session.expires_at > at)
    statement = select(*columns).join(Session, Session.user_id == User.id)
    return statement.where(good, User.id == user_id, User.active, User.deleted_at.is_(None))


def sessions_of(user: Actor, at: datetime) -> Select[Session]:
    """This user's signed-in devices."""
    return select(Session).where(Session.user_id == user.id, Session.ended_at.is_(None), Session.expires_at > at)


def session_by_id(session_id: str) -> Select[Session]:
    """A session by its id: for the refresh, whose token proves the right to it."""
    return select(Session).where(Session.id == session_id)


def managers_above(user_id: str) -> Select[str]:
    """The ids of everybody who reaches a user, other than the user."""
    return select(Reach.viewer_id).where(Reach.user_id == user_id, Reach.viewer_id != user_id)
