"""The page that lists what waits for a decision."""

from flask import Response

from kamfield.core.errors import NotSignedIn
from kamfield.pages.actions.team import decisions
from kamfield.pages.rules.voice import Voice
from kamfield.web import browser
from kamfield.web.pages import Pages, render_in
from kamfield.web.site import site

page = Pages("plans-page", __name__)


@page.get("/plans")
def show_plans() -> Response:
    """What lies on one's own table first, then what lies with somebody else whom one may replace."""
    try:
        with browser.looking() as work:
            reader, say = work.user, Voice(work.user.locale, work.user.zone)
            seal = browser.seal_of(site(), reader)
            found = decisions(work, say)
            return render_in(reader.locale, "pages/plans.html", decisions=found, reader=reader, seal=seal)
    except NotSignedIn:
        return browser.to_sign_in()
