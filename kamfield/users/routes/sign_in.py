"""Where devices sign in, stay signed in and are signed out."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Select

from kamfield.core.throttle import forget_attempts
from kamfield.core.work import Work
from kamfield.users.actions import sign_in as actions
from kamfield.users.models import Session, User
from kamfield.users.queries import sign_in as queries
from kamfield.users.schemas.sign_in import Refresh, SessionSchema, SignIn, Tokens
from kamfield.web import bearer
from kamfield.web.blueprint import Blueprint
from kamfield.web.limits import limit, limit_network
from kamfield.web.paging import ListQuery
from kamfield.web.site import site

blueprint = Blueprint("sign-in", __name__, description="Signing in, staying signed in, devices")


@blueprint.post("/sessions", SignIn, Tokens, public=True)
def sign_in(work: Work, body: dict[str, Any]) -> dict[str, Any]:
    """Sign in on a device.

    The access token is good for some minutes, the refresh token for weeks; each refresh gives a new pair. Five wrong
    passwords for one address, or fifty attempts from one network address, within 15 minutes are answered with 429. A
    device (`device_id`) on which one was signed in before has five of its own.
    """
    user, session = try_password(work, lasts=_session_lasts(), **body)
    return _tokens(work, user, session)


@blueprint.post("/sessions/refresh", Refresh, Tokens, public=True)
def refresh_session(work: Work, body: dict[str, Any]) -> dict[str, Any]:
    """Get the next pair of tokens.

    An old refresh token ends the session of its device, because somebody else may hold it. The one before the latest
    is forgiven for a minute: its answer was lost on the way. An ended session's access token stops working at once,
    with several servers within 2 seconds.
    """
    session_id, number = bearer.read_refresh(site(), body["refresh_token"])
    user, session = actions.refresh(work, session_id=session_id, number=number, lasts=_session_lasts())
    return _tokens(work, user, session)


@blueprint.list("/sessions", ListQuery, SessionSchema, sorts=queries.SESSION_SORTS)
def list_sessions(work: Work, query: dict[str, Any]) -> Select[Session]:
    """Your signed-in devices."""
    return queries.sessions_of(work.user, work.now)


@blueprint.delete("/sessions/<id:session_id>", unversioned=True)
def end_session(work: Work, session_id: str) -> None:
    """Sign one of your devices out. Its access token stops working at once, with several servers within 2 seconds."""
    actions.end_session(work, session_id)


def try_password(work: Work, *, email: str, password: str, device_id: str, **device: Any) -> tuple[User, Session]:
    """Signs in whom a password fits, as often as somebody may try; call it before the first statement."""
    limit_network(work, "sign-in", 50)
    counted = limit(work, "sign-in", _who_tries(email, device_id), 5)
    with site().database.reading() as db:
        proof = actions.prove(db, email, password)
    found = actions.sign_in(work, email=email, proof=proof, device_id=device_id, **device)
    forget_attempts(work.db, counted)
    return found


def _who_tries(email: str, device_id: str) -> str:
    """An address; on a device on which its owner was signed in before, that device: nobody else can lock it out."""
    with site().database.reading() as db:
        known = db.scalar(queries.device_of(email, device_id).limit(1))
    return f"{email.lower()} on {device_id}" if known else email.lower()


def _session_lasts() -> timedelta:
    return timedelta(days=site().settings.refresh_token_days)


def _tokens(work: Work, user: User, session: Session) -> dict[str, Any]:
    return {
        "access_token": bearer.issue(site(), user.id, session.id, work.now),
        "token_type": "Bearer",
        "expires_in": site().settings.access_token_minutes * 60,
        "refresh_token": bearer.issue_refresh(site(), session.id, session.refresh_number),
        "session_id": session.id,
        "user": user,
    }
