"""The page on which a client's people confirm minutes; no sign-in, the mailed link is the right to it."""

from babel.dates import format_date
from flask import Response, request, url_for

from kamfield.core.errors import Problem
from kamfield.core.texts import choose_locale
from kamfield.core.work import Work
from kamfield.users.queries import any_by_id
from kamfield.visits.actions import minutes
from kamfield.visits.queries.minutes import copy_with
from kamfield.visits.rules.minutes import MinutesState
from kamfield.visits.schemas.minutes import ObjectionForm
from kamfield.web.input import form_of
from kamfield.web.limits import limit_network
from kamfield.web.pages import Pages, render
from kamfield.web.problems import describe
from kamfield.web.site import site

page = Pages("minutes-page", __name__)

MOST_TOKEN = 200
_OBJECTION = ObjectionForm()


@page.get("/minutes")
def show_minutes_page() -> Response:
    """The minutes and two buttons. Looking confirms nothing: mail scanners look too."""
    return _page(request.args.get("token", ""))


def refuse(problem: Problem) -> Response:
    """The page again, with what is wrong."""
    said = describe(problem)
    faults = [fault["detail"] for fault in said.get("errors", ())] or [said["detail"]]
    return _page(request.form.get("token", ""), faults, problem.status, request.form.get("comment", ""))


@page.receive("/minutes", refuse)
def answer_minutes(work: Work) -> Response:
    """Confirms, or notes what is not right."""
    limit_network(work, "minutes", 50)
    token = request.form.get("token", "")[:MOST_TOKEN]
    if request.form.get("answer") == "confirm":
        minutes.confirm(work, token)
    else:
        minutes.object_to(work, token, form_of(_OBJECTION)["comment"])
    return Response(status=303, headers={"Location": url_for("minutes-page.show_minutes_page", token=token)})


def _page(token: str, faults: list[str] | tuple[str, ...] = (), status: int = 200, comment: str = "") -> Response:
    here = site()
    with here.database.reading() as db:
        copy = db.scalars(copy_with(token[:MOST_TOKEN], here.clock())).one_or_none()
        if copy is None or copy.state == MinutesState.REPLACED:
            return render("visits/minutes_not_good.html", status=410)
        rep = db.scalars(any_by_id(copy.rep_id)).one()
        spoken = choose_locale(list(request.accept_languages.values()), copy.locale)
        day = format_date(copy.day, "long", locale=spoken.replace("-", "_"))
        values = {"copy": copy, "people": tuple(copy.people), "rep": rep, "day": day, "token": token}
        return render(
            "visits/minutes.html", status=status, locale=copy.locale, faults=faults, comment=comment, **values
        )
