"""Signing in with a browser: a short session in a cookie, and forms that only our own pages can send.

A mailed link leads here people whose word needs a proof. The cookie names a session like those of their devices: it
stands among them and ends with the same act. It is no access token, and the API does not heed it.
"""

import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import jwt
from flask import Response, g, request, url_for
from sqlalchemy.orm import Session

from kamfield.core.errors import NotSignedIn, Problem
from kamfield.core.texts import N_
from kamfield.core.work import Actor, Work
from kamfield.web.site import Site, site

LASTS = timedelta(hours=2)
_ALGORITHM = "HS256"
_OURS = {"same-origin", "none"}  # what a browser says of a form that did not come from elsewhere


class ForeignForm(Problem):
    """A form that another site had the browser send, or one from before the latest sign-in."""

    status = 403
    title = N_("Please send it once more")
    detail = N_(
        "This form did not come from this page, or you have signed in anew since. Look at it and send it again."
    )


def identify(site: Site, db: Session, at: datetime) -> Actor:
    """Who opened this page; `NotSignedIn` without a good cookie."""
    try:
        claims: dict[str, Any] = jwt.decode(
            request.cookies.get(_name(site), ""),
            site.settings.secret_key,
            algorithms=[_ALGORITHM],
            options={"verify_exp": False, "require": ["use", "who", "sid", "exp"]},
        )
    except (jwt.InvalidTokenError, ValueError):
        raise NotSignedIn from None
    if claims["use"] != "browser" or claims["exp"] <= at.timestamp():
        raise NotSignedIn
    return site.actors.look_up(db, {"sub": claims["who"], "sid": claims["sid"]}, at)


def identify_sender(site: Site, db: Session, at: datetime) -> Actor:
    """Who sent this form, from a page of ours that was shown in the same session."""
    actor = identify(site, db, at)
    seal = request.form.get("seal", "")
    if not hmac.compare_digest(seal.encode(), seal_of(site, actor).encode()):
        raise ForeignForm
    refuse_other_sites()
    return actor


def refuse_other_sites() -> None:
    """Refuses a form of which the browser itself says that another site had it sent."""
    if request.headers.get("Sec-Fetch-Site", "none") not in _OURS:
        raise ForeignForm


def seal_of(site: Site, actor: Actor) -> str:
    """What every form of a session carries, and no other site can know."""
    return hmac.digest(site.settings.secret_key.encode(), f"form of {actor.session_id}".encode(), "sha256").hex()


def remember(response: Response, site: Site, user_id: str, session_id: str, at: datetime) -> Response:
    """The browser is signed in from now on."""
    claims = {"use": "browser", "who": user_id, "sid": session_id, "exp": at + LASTS}
    cookie = jwt.encode(claims, site.settings.secret_key, algorithm=_ALGORITHM)
    response.set_cookie(_name(site), cookie, max_age=LASTS, **_manner(site))
    return response


def forget(response: Response, site: Site) -> Response:
    """The browser is nobody's any more."""
    response.delete_cookie(_name(site), **_manner(site))
    return response


@contextmanager
def looking() -> Iterator[Work]:
    """Work for a page that only shows, as the person who is signed in."""
    here = site()
    with here.database.reading() as db:
        g.actor = identify(here, db, here.clock())
        yield Work(g.actor, here.clock(), db, here.house, g.get("request_id"))


def is_phone() -> bool:
    """Whether the screen is a small one: then long pages come folded. Whoever asks otherwise only has to unfold."""
    return "Mobi" in request.headers.get("User-Agent", "")


def to_sign_in() -> Response:
    """Where whoever is not signed in goes first; they come back to this page."""
    monday = request.args.get("monday")
    to = f"{request.path}?{urlencode({'monday': monday})}" if monday else request.path
    address = url_for("sign-in-page.show_sign_in", to=to)
    return Response(status=303, headers={"Location": address})


def _name(site: Site) -> str:
    """Behind https no neighbouring host can set a cookie of this name, and none goes out without encryption."""
    return "__Host-kamfield" if _is_encrypted(site) else "kamfield"


def _manner(site: Site) -> dict[str, Any]:
    """Lax, because a link in a web mail program must find the session; forms are sealed besides."""
    return {"path": "/", "httponly": True, "samesite": "Lax", "secure": _is_encrypted(site)}


def _is_encrypted(site: Site) -> bool:
    return site.settings.public_url.startswith("https:")
