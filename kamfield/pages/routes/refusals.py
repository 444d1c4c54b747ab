"""What is shown in the place of a page: signing in anew, or that there is nothing for this reader."""

from flask import Response, request

from kamfield.core.errors import ChangedMeanwhile, NotAllowed, Problem
from kamfield.core.texts import N_, translate
from kamfield.core.work import Actor
from kamfield.web.browser import seal_of
from kamfield.web.pages import render, render_in
from kamfield.web.site import site

CHANGED = N_("This has changed since you opened this page. Below it stands as it is now: please look and decide again.")
NEEDED = N_("Please say why, so that it can be mended.")
NOT_YOURS = N_("You may look at this, but it is for somebody else to decide.")


def said_of(problem: Problem | None, locale: str) -> list[str]:
    """What is wrong, in sentences."""
    if problem is None:
        return []
    if isinstance(problem, ChangedMeanwhile | NotAllowed):
        return [translate(CHANGED if isinstance(problem, ChangedMeanwhile) else NOT_YOURS, locale)]
    faults = [fault.said(locale)["detail"] for fault in problem.faults]
    return faults or [translate(problem.detail, locale, **problem.params)]


def not_there(reader: Actor) -> Response:
    """Missing or out of reach: the two are not told apart; perhaps somebody else should be signed in."""
    values = {"reader": reader, "seal": seal_of(site(), reader), "to": request.path}
    return render_in(reader.locale, "pages/not_there.html", status=404, **values)


def sign_in_again(problem: Problem, typed: str, to: str) -> Response:
    """The session ended while they wrote: what they wrote is given back."""
    return render("pages/over.html", status=problem.status, to=to, typed=typed)
