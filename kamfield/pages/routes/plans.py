"""The page that lists what waits for a decision."""

from flask import Response

from kamfield.core.work import Work
from kamfield.pages.actions.team import decisions
from kamfield.pages.routes.signed_in import page_for, signed_in, voice_of
from kamfield.web.pages import Pages

page = Pages("plans-page", __name__)


@page.get("/plans")
def show_plans() -> Response:
    """What lies on one's own table first, then what lies with somebody else whom one may replace."""
    return signed_in(_plans)


def _plans(work: Work) -> Response:
    return page_for(work, "pages/plans.html", decisions=decisions(work, voice_of(work)))
