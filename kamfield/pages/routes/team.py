"""The manager's Monday: everything that waits in the team, and the weeks of its people to look at."""

from functools import partial

from flask import Response

from kamfield.core.work import Work
from kamfield.pages.actions.team import decisions, team_parts
from kamfield.pages.actions.weeks import week_page
from kamfield.pages.routes.signed_in import page_for, signed_in, voice_of
from kamfield.pages.routes.weeks_shown import seen_monday, shown
from kamfield.pages.rules import addresses
from kamfield.users.rules import LEADING
from kamfield.web.pages import Pages

page = Pages("team-page", __name__)


@page.get("/team")
def show_team() -> Response:
    """What asks for a decision first, then what others owe. Who leads nobody and is asked nothing has their week."""
    return signed_in(_team)


@page.get("/team/<id:rep_id>/week")
def show_week_of(rep_id: str) -> Response:
    """The week of somebody the reader reaches; nothing is done there but by its rep."""
    return signed_in(partial(_week_of, rep_id))


def _team(work: Work) -> Response:
    say = voice_of(work)
    found, parts = decisions(work, say), team_parts(work, say)
    if work.user.role not in LEADING and not (found.mine or found.others or parts):
        return Response(status=303, headers={"Location": addresses.week()})
    return page_for(work, "pages/team.html", decisions=found, parts=parts)


def _week_of(rep_id: str, work: Work) -> Response:
    week = week_page(work, work.user.locale, seen_monday(), rep_id=rep_id, ticks=False)
    return shown(work, "pages/week_of.html", week, rep_id=rep_id)
