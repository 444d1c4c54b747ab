"""A month's plan as a page that prints, behind a link that is good for minutes."""

from decimal import Decimal
from functools import partial
from pathlib import Path

from flask import Response, request

from kamfield.core.errors import NotFound, NotSignedIn
from kamfield.core.money import percent_told
from kamfield.core.texts import LOCALES, choose_locale, translate
from kamfield.core.work import Work
from kamfield.printouts.actions import sheet_of
from kamfield.printouts.rules import HEADINGS, PlanSheet
from kamfield.web import browser, tickets
from kamfield.web.pages import Pages, render, render_alone
from kamfield.web.site import site

page = Pages("plan-page", __name__)

MOST_TICKET = 2000
STYLE = (Path(__file__).parents[1] / "templates/plan.css").read_text("utf-8")


@page.get("/plans/<id:plan_id>/print")
def show_plan(plan_id: str) -> Response:
    """The plan as the holder of the ticket sees it, or whoever is signed in with this browser."""
    if "ticket" not in request.args:
        return _in_session(plan_id)
    here, ticket = site(), request.args["ticket"][:MOST_TICKET]
    try:
        with here.database.reading() as db:
            actor = tickets.holder(here, db, ticket, f"plan/{plan_id}", here.clock())
            locale = _language(actor.locale)
            sheet = sheet_of(Work(actor, here.clock(), db, here.house), plan_id, locale)
    except (NotSignedIn, NotFound):
        return render("printouts/link_not_good.html", status=410)
    return _printed(sheet, locale)


def _in_session(plan_id: str) -> Response:
    try:
        with browser.looking() as work:
            locale = _language(work.user.locale)
            return _printed(sheet_of(work, plan_id, locale), locale)
    except NotSignedIn:
        return browser.to_sign_in()


def _printed(sheet: PlanSheet, locale: str) -> Response:
    headings = {name: translate(text, locale) for name, text in HEADINGS.items()}
    percent = partial(_percent, locale)
    return render_alone("printouts/plan.html", STYLE, locale, sheet=sheet, headings=headings, percent=percent)


def _percent(locale: str, share: float) -> str:
    return percent_told(Decimal(round(share * 100)), locale)


def _language(usual: str) -> str:
    asked = request.args.get("language", "")
    return asked if asked in LOCALES else choose_locale([], usual)
