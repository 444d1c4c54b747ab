"""The manager's Monday: everything that waits in the team, and the weeks of its people to look at."""

from flask import Response

from kamfield.core.errors import NotFound, NotSignedIn
from kamfield.core.work import Actor
from kamfield.pages.actions.team import decisions, team_parts
from kamfield.pages.actions.weeks import week_page
from kamfield.pages.routes.refusals import not_there
from kamfield.pages.routes.weeks_shown import seen_monday, shown
from kamfield.pages.rules.voice import Voice
from kamfield.web import browser
from kamfield.web.pages import Pages, render_in
from kamfield.web.site import site

page = Pages("team-page", __name__)


@page.get("/team")
def show_team() -> Response:
    """What asks for a decision first, then what others owe."""
    try:
        with browser.looking() as work:
            reader, say = work.user, Voice(work.user.locale, work.user.zone)
            seal = browser.seal_of(site(), reader)
            parts = team_parts(work, say)
            return render_in(
                reader.locale,
                "pages/team.html",
                decisions=decisions(work, say),
                parts=parts,
                reader=reader,
                seal=seal,
            )
    except NotSignedIn:
        return browser.to_sign_in()


@page.get("/team/<id:rep_id>/week")
def show_week_of(rep_id: str) -> Response:
    """The week of somebody the reader reaches; nothing is done there but by its rep."""
    try:
        with browser.looking() as work:
            reader: Actor = work.user
            try:
                week = week_page(work, reader.locale, seen_monday(), rep_id=rep_id, ticks=False)
            except NotFound:
                return not_there(reader)
            seal = browser.seal_of(site(), reader)
            return shown(work, "pages/week_of.html", week, reader=reader, seal=seal, rep_id=rep_id)
    except NotSignedIn:
        return browser.to_sign_in()
