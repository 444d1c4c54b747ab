"""The page behind a mailed link, where a person chooses their password."""

from flask import Response, request, url_for

from kamfield.core.errors import Fault, Invalid, Problem
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.users.actions.passwords import set_password
from kamfield.users.models import User
from kamfield.users.queries.sign_in import user_of_link
from kamfield.users.rules.passwords import LEAST, MOST
from kamfield.web.limits import limit_network
from kamfield.web.pages import Pages, render
from kamfield.web.problems import describe
from kamfield.web.site import site

page = Pages("password-page", __name__)

MOST_TOKEN = 200


@page.get("/password")
def show_password_page() -> Response:
    """The form, if the link is still good; looking at it uses nothing up, for mail scanners look too."""
    return _form(request.args.get("token", ""))


@page.get("/password/done")
def show_password_set() -> Response:
    """Where a saved form leads, so that reloading sends nothing twice."""
    return render("users/password_set.html")


def refuse(problem: Problem) -> Response:
    """The form again, with what is wrong."""
    said = describe(problem)
    faults = [fault["detail"] for fault in said.get("errors", ())] or [said["detail"]]
    return _form(request.form.get("token", ""), faults, problem.status)


@page.receive("/password", refuse)
def send_password(work: Work) -> Response:
    """Sets the password that was typed twice."""
    limit_network(work, "password", 50)
    password = request.form.get("password", "")
    if password != request.form.get("again", ""):
        raise Invalid([Fault("not-the-same", N_("The two passwords are not the same."), "/again")])
    set_password(work, token=request.form.get("token", "")[:MOST_TOKEN], password=password[:MOST])
    return Response(status=303, headers={"Location": url_for("password-page.show_password_set")})


def _form(token: str, faults: list[str] | tuple[str, ...] = (), status: int = 200) -> Response:
    user = _user_of(token[:MOST_TOKEN])
    if user is None:
        return render("users/link_not_good.html", status=410)
    return render(
        "users/password.html",
        status=status,
        locale=user.locale,
        token=token,
        email=user.email,
        faults=faults,
        least=LEAST,
        most=MOST,
    )


def _user_of(token: str) -> User | None:
    here = site()
    with here.database.reading() as db:
        return db.scalars(user_of_link(token, here.clock())).one_or_none()
