"""Access tokens: short-lived, signed, and good for one session of one user."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import jwt
from flask import request
from sqlalchemy.orm import Session

from kamfield.core.errors import NotSignedIn
from kamfield.core.work import Actor
from kamfield.web.site import Site

_ALGORITHM = "HS256"


def issue(site: Site, user_id: str, session_id: str, at: datetime) -> str:
    """A token for `access_token_minutes`, to be sent as `Authorization: Bearer …`."""
    ends_at = at + timedelta(minutes=site.settings.access_token_minutes)
    claims = {"sub": user_id, "sid": session_id, "iat": at, "exp": ends_at}
    return jwt.encode(claims, site.settings.secret_key, algorithm=_ALGORITHM)


def identify(site: Site, db: Session, at: datetime) -> Actor:
    """Who sent this request; `NotSignedIn` for nobody, an old token, an ended session or an inactive user."""
    token = token_sent()
    return site.actors.known(token, at) or site.actors.find(db, token, read(site, token, at), at)


def token_sent() -> str:
    """What the request brings as `Authorization: Bearer …`; `NotSignedIn` when it brings none."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not token:
        raise NotSignedIn
    return token.strip()


def read(site: Site, token: str, at: datetime, *, old_too: bool = False) -> Mapping[str, Any]:
    """The claims of a valid token, or of one that was (`old_too`).

    Time is ours, not the library's, so that tests and demos can set it.
    """
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            site.settings.secret_key,
            algorithms=[_ALGORITHM],
            options={"verify_exp": False, "verify_iat": False, "require": ["sub", "sid", "exp"]},
        )
    except (jwt.InvalidTokenError, ValueError):
        raise NotSignedIn from None
    if claims["exp"] <= at.timestamp() and not old_too:
        raise NotSignedIn
    return claims


def issue_refresh(site: Site, session_id: str, number: int) -> str:
    """The refresh token `number` of a session; how long it is good stands with the session."""
    claims = {"sid": session_id, "n": number, "use": "refresh"}
    return jwt.encode(claims, site.settings.secret_key, algorithm=_ALGORITHM)


def read_refresh(site: Site, token: str) -> tuple[str, int]:
    """Session id and number of a refresh token that is ours."""
    try:
        claims = jwt.decode(token, site.settings.secret_key, algorithms=[_ALGORITHM])
        if claims.get("use") != "refresh":
            raise NotSignedIn
        return str(claims["sid"]), int(claims["n"])
    except (jwt.InvalidTokenError, ValueError, KeyError):
        raise NotSignedIn from None
