"""The page that lists the plans which wait for a decision."""

from flask import Response

from kamfield.core.errors import NotSignedIn
from kamfield.core.work import Actor
from kamfield.pages import queries
from kamfield.pages.rules.voice import Voice
from kamfield.users.rules import Role
from kamfield.web import browser
from kamfield.web.pages import Pages, render_in
from kamfield.web.site import site

page = Pages("plans-page", __name__)


@page.get("/plans")
def show_plans() -> Response:
    """Those on one's own table first, then those that lie with somebody below."""
    try:
        with browser.looking() as work:
            reader, say = work.user, Voice(work.user.locale, work.user.zone)
            plans = work.db.execute(queries.waiting(reader)).all()
            mine = [plan for plan in plans if lies_with(reader, plan.waiting_for_id)]
            return render_in(
                reader.locale,
                "pages/plans.html",
                mine=mine,
                others=[plan for plan in plans if plan not in mine],
                reader=reader,
                seal=browser.seal_of(site(), reader),
                say=say,
            )
    except NotSignedIn:
        return browser.to_sign_in()


def lies_with(reader: Actor, asked_id: str | None) -> bool:
    """Whether this reader is asked; nobody in particular means the administrators."""
    return reader.role == Role.ADMIN if asked_id is None else asked_id in reader.viewers
