"""A week as a page of the browser: which week is meant, and how it is shown."""

from datetime import date

from flask import Response, request

from kamfield.core.errors import Problem
from kamfield.core.work import Work
from kamfield.pages.routes.refusals import said_of
from kamfield.pages.rules.voice import Voice
from kamfield.pages.rules.week import WeekPage
from kamfield.web import browser
from kamfield.web.pages import render_in

YEARS = range(2000, 2100)


def seen_monday() -> date | None:
    """A day of the week that the address or the form names; what is no day means the running week."""
    try:
        found = date.fromisoformat(request.values.get("monday", ""))
    except ValueError:
        return None
    return found if found.year in YEARS else None


def shown(work: Work, template: str, week: WeekPage, problem: Problem | None = None, **values: object) -> Response:
    """The week, with what is wrong."""
    locale = work.user.locale
    return render_in(
        locale,
        template,
        status=problem.status if problem else 200,
        week=week,
        is_small=browser.is_phone(),
        say=Voice(locale, work.user.zone),
        faults=said_of(problem, locale),
        **values,
    )
