"""Tickets: signed links that show one thing to whoever holds them, for minutes, as the person who asked for them.

A browser that opens a page sends no bearer. A ticket names the person, their session and the one thing; it is no
access token (it has no `sub`), and it dies with the session.
"""

from datetime import datetime, timedelta
from typing import Any

import jwt
from sqlalchemy.orm import Session

from kamfield.core.errors import NotSignedIn
from kamfield.core.work import Actor
from kamfield.web.site import Site

LASTS = timedelta(minutes=10)
_ALGORITHM = "HS256"


def issue(site: Site, user: Actor, thing: str, at: datetime) -> str:
    """A ticket for a thing (`plan/7`), good for ten minutes."""
    claims = {"use": "ticket", "who": user.id, "sid": user.session_id, "thing": thing, "exp": at + LASTS}
    return jwt.encode(claims, site.settings.secret_key, algorithm=_ALGORITHM)


def holder(site: Site, db: Session, ticket: str, thing: str, at: datetime) -> Actor:
    """As whom the thing is shown; `NotSignedIn` for a ticket that is not good, for this thing or any longer."""
    try:
        claims: dict[str, Any] = jwt.decode(
            ticket,
            site.settings.secret_key,
            algorithms=[_ALGORITHM],
            options={"verify_exp": False, "require": ["use", "who", "sid", "thing", "exp"]},
        )
    except (jwt.InvalidTokenError, ValueError):
        raise NotSignedIn from None
    if claims["use"] != "ticket" or claims["thing"] != thing or claims["exp"] <= at.timestamp():
        raise NotSignedIn
    return site.actors.look_up(db, {"sub": claims["who"], "sid": claims["sid"]}, at)
