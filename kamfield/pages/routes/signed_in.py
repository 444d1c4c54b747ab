"""Pages for whoever is signed in with this browser: in their language, and sealed against forms from elsewhere."""

from collections.abc import Callable

from flask import Response

from kamfield.core.errors import NotFound, NotSignedIn, Problem
from kamfield.core.work import Work
from kamfield.pages.routes.refusals import not_there, said_of
from kamfield.pages.rules.voice import Voice
from kamfield.web import browser
from kamfield.web.pages import render_in
from kamfield.web.site import site


def signed_in(show: Callable[[Work], Response]) -> Response:
    """What is shown to whoever is signed in; others sign in first and come back."""
    try:
        with browser.looking() as work:
            try:
                return show(work)
            except NotFound:
                return not_there(work.user)
    except NotSignedIn:
        return browser.to_sign_in()


def page_for(work: Work, template: str, problem: Problem | None = None, **values: object) -> Response:
    """The page as its reader sees it, with what is wrong."""
    reader = work.user
    shown = {"say": voice_of(work), "faults": said_of(problem, reader.locale), "seal": browser.seal_of(site(), reader)}
    status = problem.status if problem else 200
    return render_in(reader.locale, template, status=status, reader=reader, **shown, **values)


def voice_of(work: Work) -> Voice:
    """Says things to the reader, in their own days and hours."""
    return Voice(work.user.locale, work.user.zone)
