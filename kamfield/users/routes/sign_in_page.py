"""The page on which whoever followed a mailed link shows who they are; for two hours, in this browser."""

import re

from flask import Response, request, url_for

from kamfield.core import clock
from kamfield.core.errors import NotSignedIn, Problem
from kamfield.core.rows import ID_LENGTH
from kamfield.core.work import Work
from kamfield.users.actions.sign_in import end_session
from kamfield.users.routes.sign_in import try_password
from kamfield.users.rules import LEADING
from kamfield.users.schemas.sign_in import BrowserSignIn
from kamfield.web import browser
from kamfield.web.input import form_of
from kamfield.web.pages import Pages, render
from kamfield.web.problems import describe
from kamfield.web.site import site

page = Pages("sign-in-page", __name__)

DEVICE = "Browser"
_ID = rf"[A-Za-z0-9_.-]{{1,{ID_LENGTH}}}"
_OURS = re.compile(
    rf"/(plans(/{_ID}(/print)?)?|prices/{_ID}|(week(/closing)?|team(/{_ID}/week)?)(\?monday=\d{{4}}-\d\d-\d\d)?)"
)
_FORM = BrowserSignIn()


@page.get("/")
def show_start() -> Response:
    """Whoever types only the name of the house comes to where their work is."""
    return _on(url_for("sign-in-page.show_sign_in"))


@page.get("/sign-in")
def show_sign_in() -> Response:
    """The form; whoever is signed in already goes on."""
    to = _inside(request.args.get("to", ""))
    try:
        with browser.looking() as work:
            return _on(to or _home(work.user.role))
    except NotSignedIn:
        return _form(to)


def refuse(problem: Problem) -> Response:
    """The form again, with what is wrong; the password has to be typed anew."""
    said = describe(problem)
    faults = [fault["detail"] for fault in said.get("errors", ())] or [said["detail"]]
    response = _form(_inside(request.form.get("to", "")), faults, problem.status, request.form.get("email", ""))
    if problem.retry_after is not None:
        response.headers["Retry-After"] = str(problem.retry_after)
    return response


@page.receive("/sign-in", refuse)
def send_sign_in(work: Work) -> Response:
    """Signs in, with the limits that the app's sign-in has, and leads on to where the link pointed."""
    browser.refuse_other_sites()
    sent = form_of(_FORM)
    user, session = try_password(
        work,
        email=sent["email"],
        password=sent["password"],
        device_id=f"browser-{clock.new_id()}",
        device_name=DEVICE,
        lasts=browser.LASTS,
    )
    response = _on(_inside(sent["to"]) or _home(user.role))
    return browser.remember(response, site(), user.id, session.id, work.now)


def go_on_to_sign_in(_problem: Problem) -> Response:
    """Whoever was not signed in any more is as much signed out as they wanted to be."""
    return _on(url_for("sign-in-page.show_sign_in"))


@page.receive("/sign-out", go_on_to_sign_in, signed_in=True)
def send_sign_out(work: Work) -> Response:
    """Ends the session of this browser."""
    end_session(work, work.user.session_id or "")
    return browser.forget(_on(url_for("sign-in-page.show_sign_in", to=_inside(request.form.get("to", "")))), site())


def _form(to: str, faults: list[str] | tuple[str, ...] = (), status: int = 200, email: str = "") -> Response:
    return render("users/sign_in.html", status=status, to=to, email=email[:200], faults=faults)


def _on(address: str) -> Response:
    return Response(status=303, headers={"Location": address})


def _inside(address: str) -> str:
    """The address if it is one of our pages that ask for signing in: nobody is led astray from here."""
    return address if _OURS.fullmatch(address) else ""


def _home(role: str) -> str:
    return "/team" if role in LEADING else "/week"
