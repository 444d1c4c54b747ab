"""Where people and sign-in are reached."""

from datetime import timedelta
from typing import Any

from flask import request
from sqlalchemy import Select

from kamfield.core.throttle import count_attempt, forget_attempts
from kamfield.core.work import Work
from kamfield.users import actions, queries
from kamfield.users.models import Session, User
from kamfield.users.schemas import Refresh, SessionSchema, SignIn, Tokens, UserQuery, UserSchema
from kamfield.web import bearer
from kamfield.web.blueprint import Blueprint
from kamfield.web.paging import ListQuery
from kamfield.web.site import site

blueprint = Blueprint("users", __name__, description="People, what they reach, and their sign-in")

SESSION_SORTS = {"started_at": Session.started_at}


@blueprint.post("/sessions", SignIn, Tokens, public=True)
def sign_in(work: Work, body: dict[str, Any]) -> dict[str, Any]:
    """Sign in on a device.

    The access token is good for some minutes, the refresh token for weeks; each refresh gives a new pair. Five wrong
    passwords for one address, or fifty from one network address, within 15 minutes are answered with 429.
    """
    subjects = (f"sign-in:{body['email'].lower()}", 5), (f"sign-in-from:{request.remote_addr}", 50)
    for subject, most in subjects:
        count_attempt(site().database, subject, work.now, most=most, window=timedelta(minutes=15))
    user, session = actions.sign_in(work, lasts=_session_lasts(), **body)
    forget_attempts(work.db, subjects[0][0])
    return _tokens(work, user, session)


@blueprint.post("/sessions/refresh", Refresh, Tokens, public=True)
def refresh_session(work: Work, body: dict[str, Any]) -> dict[str, Any]:
    """Get the next pair of tokens.

    An old refresh token ends the session of its device, because somebody else may hold it. The one before the latest
    is forgiven for a minute: its answer was lost on the way.
    """
    session_id, number = bearer.read_refresh(site(), body["refresh_token"])
    user, session = actions.refresh(work, session_id=session_id, number=number, lasts=_session_lasts())
    return _tokens(work, user, session)


@blueprint.list("/sessions", ListQuery, SessionSchema, sorts=SESSION_SORTS)
def list_sessions(work: Work, query: dict[str, Any]) -> Select[Session]:
    """Your signed-in devices."""
    return queries.sessions_of(work.user, work.now)


@blueprint.delete("/sessions/<id:session_id>")
def end_session(work: Work, version: int | None, session_id: str) -> None:
    """Sign one of your devices out. Its access token stops working at once."""
    actions.end_session(work, session_id)


@blueprint.get("/me", UserSchema)
def read_me(work: Work) -> User:
    """Who you are."""
    return work.one(queries.by_id(work.user, work.user.id))


@blueprint.list("/users", UserQuery, UserSchema, sorts=queries.SORTS)
def list_users(work: Work, query: dict[str, Any]) -> Select[User]:
    """The people you reach: yourself and everybody below you."""
    return queries.matching(work.user, **query)


@blueprint.get("/users/<id:user_id>", UserSchema)
def read_user(work: Work, user_id: str) -> User:
    """One of the people you reach."""
    return work.one(queries.by_id(work.user, user_id))


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
