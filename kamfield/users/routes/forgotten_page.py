"""The page on which whoever forgot their password has a link mailed that sets another, with the limits of the API."""

from flask import Response, request, url_for

from kamfield.core.errors import Problem
from kamfield.core.work import Work
from kamfield.users.actions.passwords import ask_reset
from kamfield.users.schemas.sign_in import ResetForm
from kamfield.web import browser
from kamfield.web.input import form_of
from kamfield.web.limits import limit, limit_network
from kamfield.web.pages import Pages, render
from kamfield.web.problems import describe

page = Pages("forgotten-page", __name__)

_FORM = ResetForm()


@page.get("/forgotten")
def show_forgotten() -> Response:
    """Asks for the address one signs in with."""
    return _form()


@page.get("/forgotten/sent")
def show_forgotten_sent() -> Response:
    """Says the same whether or not anybody signs in with the address."""
    return render("users/forgotten_sent.html")


def refuse(problem: Problem) -> Response:
    """The form again, with what is wrong and what was typed."""
    said = describe(problem)
    faults = [fault["detail"] for fault in said.get("errors", ())] or [said["detail"]]
    response = _form(faults, problem.status, request.form.get("email", ""))
    if problem.retry_after is not None:
        response.headers["Retry-After"] = str(problem.retry_after)
    return response


@page.receive("/forgotten", refuse)
def send_forgotten(work: Work) -> Response:
    """Has a link mailed to whoever signs in with the address; nobody is told when nobody does."""
    browser.refuse_other_sites()
    email = form_of(_FORM)["email"]
    limit_network(work, "reset", 50)
    limit(work, "reset", email.lower(), 5)
    ask_reset(work, email)
    return Response(status=303, headers={"Location": url_for("forgotten-page.show_forgotten_sent")})


def _form(faults: list[str] | tuple[str, ...] = (), status: int = 200, email: str = "") -> Response:
    return render("users/forgotten.html", status=status, faults=faults, email=email[:200])
