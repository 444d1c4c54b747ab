"""What can be done with people and their sign-in; one function per verb."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import delete, insert, select

from kamfield.core import passwords
from kamfield.core.errors import NotSignedIn, Problem, invalid
from kamfield.core.texts import N_
from kamfield.core.work import Actor, Work
from kamfield.users import queries
from kamfield.users.models import Reach, Session, TokenReused, User
from kamfield.users.rules import MOST_LEVELS


class WrongCredentials(Problem):
    """No active user has this address and this password."""

    status = 401
    title = N_("Email or password is wrong")
    detail = N_("No active user signs in with this email and this password.")


def sign_in(
    work: Work, *, email: str, password: str, device_id: str, device_name: str | None, lasts: timedelta
) -> tuple[User, Session]:
    """A session for a device, in the place of the one that the device may have had."""
    user = work.db.scalars(queries.with_email(email)).one_or_none()
    if not passwords.fits(user.password_hash if user else None, password) or user is None or not user.active:
        raise WrongCredentials
    work = replace(work, user=as_actor(user))
    for old in work.all(queries.sessions_of(work.user, work.now).where(Session.device_id == device_id)):
        old.end(work.now)
    session = Session(
        user_id=user.id,
        device_id=device_id,
        device_name=device_name,
        started_at=work.now,
        last_seen_at=work.now,
        rotated_at=work.now,
        expires_at=work.now + lasts,
    )
    work.act("user.sign_in", work.add(session))
    if user.password_hash and passwords.is_outdated(user.password_hash):
        user.password_hash = passwords.hashed(password)
    return user, session


def refresh(work: Work, *, session_id: str, number: int, lasts: timedelta) -> tuple[User, Session]:
    """The next refresh token of a session. An old one ends the session, and that stays so although we refuse."""
    session = work.db.scalars(queries.session_by_id(session_id).with_for_update()).one_or_none()
    if session is None or not session.is_good(work.now):
        raise NotSignedIn
    user = work.db.scalars(queries.any_by_id(session.user_id)).one()
    if not user.active:
        raise NotSignedIn
    work = replace(work, user=as_actor(user))
    if session.rotate(number, work.now, work.now + lasts):
        work.act("user.refresh", session)
        return user, session
    session.end(work.now)
    work.act("user.end_session", session, reason="token-reused")
    work.db.commit()
    raise TokenReused


def end_session(work: Work, session_id: str) -> None:
    """Signs one of the user's devices out."""
    session = work.one(queries.sessions_of(work.user, work.now).where(Session.id == session_id))
    work.act("user.end_session", session)
    session.end(work.now)


def add(work: Work, *, email: str, name: str, role: str, manager_id: str | None = None, **columns: object) -> User:
    """A new user, who reaches themselves at once and is reached by everybody above."""
    user = work.add(User(email=email.strip().lower(), name=name, role=role, manager_id=manager_id, **columns))
    work.act("user.add", user)
    work.db.flush()
    work.db.execute(insert(Reach).values(viewer_id=user.id, user_id=user.id))
    _reach_from(work, user)
    return user


def _reach_from(work: Work, user: User) -> None:
    """Lets everybody above `user` reach whom `user` reaches; refuses circles."""
    above = _line_above(work, user)
    below = work.all(select(Reach.user_id).where(Reach.viewer_id == user.id))
    if set(above) & set(below):
        raise invalid("/manager_id", "circular-reporting", N_("This manager already reports to this user."))
    pairs = [{"viewer_id": viewer, "user_id": reached} for viewer in above for reached in below]
    if pairs:
        work.db.execute(insert(Reach), pairs)


def _line_above(work: Work, user: User) -> list[str]:
    line: list[str] = []
    manager_id = user.manager_id
    while manager_id is not None and len(line) < MOST_LEVELS:
        line.append(manager_id)
        manager_id = work.db.scalar(select(User.manager_id).where(User.id == manager_id))
    return line


def move(work: Work, user: User, manager_id: str | None) -> None:
    """Another line above: those who reached this branch from the old one no longer do."""
    below = select(Reach.user_id).where(Reach.viewer_id == user.id).scalar_subquery()
    for viewer_id in _line_above(work, user):
        work.db.execute(delete(Reach).where(Reach.viewer_id == viewer_id, Reach.user_id.in_(below)))
    user.manager_id = manager_id
    work.db.flush()
    _reach_from(work, user)


def as_actor(user: User) -> Actor:
    """The user as the one who acts."""
    return Actor(user.id, user.name, user.role, user.locale, user.time_zone, (user.id,))
