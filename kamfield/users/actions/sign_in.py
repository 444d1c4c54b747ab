"""Signing in on a device, staying signed in, signing out."""

from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy.orm import Session as DbSession

from kamfield.core import passwords
from kamfield.core.errors import NotSignedIn, Problem
from kamfield.core.texts import N_
from kamfield.core.work import Actor, Work
from kamfield.users import queries
from kamfield.users.models import Session, User
from kamfield.users.models.sign_in import TokenReused
from kamfield.users.queries.sign_in import open_sessions, session_by_id, sessions_of


class WrongCredentials(Problem):
    """No active user has this address and this password."""

    status = 401
    title = N_("Email or password is wrong")
    detail = N_("Please check both. If you forgot the password, ask for a new one.")


@dataclass(frozen=True)
class Proof:
    """A password fitted this hash; `renewed` is one with today's costs where the old one's are no longer enough."""

    password_hash: str
    renewed: str | None


def prove(db: DbSession, email: str, password: str) -> Proof:
    """Checks a password, or `WrongCredentials`. Hashing is slow on purpose: no transaction may be open meanwhile."""
    user = db.scalars(queries.with_email(email)).one_or_none()
    known = user.password_hash if user and user.active else None
    if not passwords.fits(known, password) or known is None:
        raise WrongCredentials
    return Proof(known, passwords.hashed(password) if passwords.is_outdated(known) else None)


def sign_in(
    work: Work, *, email: str, proof: Proof, device_id: str, device_name: str | None, lasts: timedelta
) -> tuple[User, Session]:
    """A session for a device, in the place of the one that the device may have had."""
    user = work.db.scalars(queries.with_email(email)).one_or_none()
    if user is None or not user.active or user.password_hash != proof.password_hash:
        raise WrongCredentials
    work = replace(work, user=as_actor(user))
    for old in work.all(sessions_of(work.user, work.now).where(Session.device_id == device_id)):
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
    user.password_hash = proof.renewed or user.password_hash
    return user, session


def refresh(work: Work, *, session_id: str, number: int, lasts: timedelta) -> tuple[User, Session]:
    """The next refresh token of a session. An old one ends the session, and that stays so although we refuse."""
    session = work.db.scalars(session_by_id(session_id).with_for_update()).one_or_none()
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
    session = work.one(sessions_of(work.user, work.now).where(Session.id == session_id))
    work.act("user.end_session", session)
    session.end(work.now)


def end_all_sessions(work: Work, user_id: str, but: str | None = None) -> None:
    """Signs somebody out on every device (but one); part of an act that says why."""
    for session in work.all(open_sessions(user_id, work.now)):
        if session.id != but:
            session.end(work.now)


def as_actor(user: User) -> Actor:
    """The user as the one who acts."""
    return Actor(user.id, user.name, user.role, user.locale, user.time_zone, (user.id,))
