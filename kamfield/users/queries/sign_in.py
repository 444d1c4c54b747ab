"""Who is behind a token, on which devices somebody is signed in, and which links are open."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, select

from kamfield.core.made_once import made_once
from kamfield.core.prepared import Prepared
from kamfield.core.work import Actor
from kamfield.users.models import Delegation, OneTimeLink, Session, User
from kamfield.users.rules import LEADING, fingerprint

SESSION_SORTS = {"started_at": Session.started_at}
_DAY = timedelta(days=1)


def signed_in(user_id: str, session_id: str, at: datetime) -> Prepared[*tuple[Any, ...]]:
    """The few columns that make an `Actor`, when user and session are good.

    A row for each delegation to them that is in force in some time zone of the world (`manager_id, from_on, to_on,
    manager_zone`); one row without any, when there is none.
    """
    return _signed_in(user_id, session_id, at, (at - _DAY).date(), (at + _DAY).date())


@made_once
def _signed_in(user_id: str, session_id: str, at: datetime, first: date, last: date) -> Select[*tuple[Any, ...]]:
    near = and_(Delegation.from_on <= last, Delegation.to_on >= first)
    given = select(Delegation.stand_in_id, Delegation.manager_id, Delegation.from_on, Delegation.to_on)
    given = given.add_columns(User.time_zone.label("manager_zone")).join(User, User.id == Delegation.manager_id)
    leads = and_(User.active, User.role.in_(sorted(LEADING)))
    others = given.where(Delegation.stand_in_id == user_id, Delegation.deleted_at.is_(None), near, leads)
    theirs = others.subquery("theirs")
    good = and_(Session.id == session_id, Session.ended_at.is_(None), Session.expires_at > at)
    columns = (User.id, User.name, User.role, User.locale, User.time_zone)
    statement = select(*columns, theirs.c.manager_id, theirs.c.from_on, theirs.c.to_on, theirs.c.manager_zone)
    statement = statement.join(Session, Session.user_id == User.id).outerjoin(theirs, theirs.c.stand_in_id == User.id)
    return statement.where(good, User.id == user_id, User.active, User.deleted_at.is_(None))


def open_sessions(user_id: str, at: datetime) -> Select[Session]:
    """The devices on which somebody is signed in; without asking for reach."""
    return select(Session).where(Session.user_id == user_id, Session.ended_at.is_(None), Session.expires_at > at)


def sessions_of(user: Actor, at: datetime) -> Select[Session]:
    """This user's signed-in devices."""
    return open_sessions(user.id, at)


def device_of(email: str, device_id: str) -> Select[str]:
    """Whether somebody was ever signed in on a device, by the address they give; never for an answer."""
    owner = select(User.id).where(User.email == email.strip().lower(), User.deleted_at.is_(None))
    return select(Session.id).where(Session.user_id.in_(owner), Session.device_id == device_id)


def session_by_id(session_id: str) -> Select[Session]:
    """A session by its id: for the refresh, whose token proves the right to it."""
    return select(Session).where(Session.id == session_id)


def open_links_of(user_id: str) -> Select[OneTimeLink]:
    """The links of a user that have not been used."""
    return select(OneTimeLink).where(OneTimeLink.user_id == user_id, OneTimeLink.used_at.is_(None))


def link_with(token: str, at: datetime) -> Select[OneTimeLink]:
    """The link a token belongs to, while it is good: the token proves the right to it."""
    good = and_(OneTimeLink.used_at.is_(None), OneTimeLink.expires_at > at)
    return select(OneTimeLink).where(OneTimeLink.token_hash == fingerprint(token), good)


def user_of_link(token: str, at: datetime) -> Select[User]:
    """Whose password a good token sets, if they may sign in."""
    links = link_with(token, at).with_only_columns(OneTimeLink.user_id)
    return select(User).where(User.id.in_(links), User.active, User.deleted_at.is_(None))
