"""A week as a page of the browser: which week is meant, and how it is shown."""

from datetime import date

from flask import Response, request

from kamfield.core.errors import Problem
from kamfield.core.work import Work
from kamfield.pages.routes.signed_in import page_for
from kamfield.pages.rules.week import WeekPage
from kamfield.web import browser

YEARS = range(2000, 2100)


def seen_monday() -> date | None:
    """A day of the week that the address or the form names; what is no day means the running week."""
    try:
        found = date.fromisoformat(request.values.get("monday", ""))
    except ValueError:
        return None
    return found if found.year in YEARS else None


def shown(work: Work, template: str, week: WeekPage, problem: Problem | None = None, **values: object) -> Response:
    """The week, with what is wrong; what is about one thing unfolds where it stands."""
    seen = request.values.get("item", "")
    return page_for(work, template, problem, week=week, is_small=browser.is_phone(), seen=seen, **values)
