"""A rep's week: behind a link of the weekly mails, which acts once without a password, or behind a sign-in."""

from flask import Response, request, url_for

from kamfield.core.errors import Problem
from kamfield.core.work import Work
from kamfield.pages import queries
from kamfield.pages.actions.links import use_link
from kamfield.pages.actions.weeks import standing_of_week, week_page
from kamfield.pages.models import LinkUsed, WeekLink
from kamfield.pages.routes.own_week import show_own_week
from kamfield.pages.routes.refusals import said_of
from kamfield.pages.rules.links import LinkFor
from kamfield.pages.rules.voice import Voice
from kamfield.pages.schemas import LinkForm
from kamfield.users.actions.sign_in import as_actor
from kamfield.web import browser
from kamfield.web.input import form_of
from kamfield.web.pages import Pages, render, render_in
from kamfield.web.site import site

page = Pages("week-page", __name__)

MOST_TOKEN = 200
LINK_FORM = LinkForm()


@page.get("/week")
def show_week() -> Response:
    """The week behind the link, or one's own. Looking confirms nothing: mail scanners look too."""
    token = request.args.get("token")
    return show_own_week() if token is None else _linked_week(token[:MOST_TOKEN])


def refuse_link(problem: Problem) -> Response:
    """The page as it is now, with what is wrong; a second tap is no mistake."""
    token = request.form.get("token", "")[:MOST_TOKEN]
    return _on(token=token) if isinstance(problem, LinkUsed) else _linked_week(token, problem)


@page.receive("/week/link", refuse_link)
def send_link(work: Work) -> Response:
    """Does what the mailed link is for. Its token is proof enough, and too long to be guessed."""
    sent = form_of(LINK_FORM)
    use_link(work, sent["token"], carry_open=sent["carry_open"])
    return _on(token=sent["token"])


def _on(token: str | None = None) -> Response:
    return Response(status=303, headers={"Location": url_for("week-page.show_week", token=token)})


def _linked_week(token: str, problem: Problem | None = None) -> Response:
    here = site()
    with here.database.reading() as db:
        user = db.scalars(queries.user_of_link(token)).one_or_none()
        link = db.scalars(queries.link_with(token)).one_or_none()
        if user is None or link is None:
            return render("pages/week_link_over.html", status=410)
        work = Work(as_actor(user), here.clock(), db, here.house)
        if link.used_at is not None or link.is_over(work.now):
            return _spent(work, link)
        monday = work.one(queries.list_of_link(link)).monday
        closes = link.purpose == LinkFor.CLOSE
        week = week_page(work, work.user.locale, monday, ticks=False)
        return render_in(
            work.user.locale,
            "pages/linked_week.html",
            status=problem.status if problem else 200,
            week=week,
            say=Voice(work.user.locale, work.user.zone),
            faults=said_of(problem, work.user.locale),
            is_small=browser.is_phone(),
            seen="",
            token=token,
            closes=closes,
        )


def _spent(work: Work, link: WeekLink) -> Response:
    """What became of the week, and nothing else of it: a used link shows no clients."""
    found, say = work.one(queries.list_of_link(link)), Voice(work.user.locale, work.user.zone)
    return render_in(
        say.locale,
        "pages/week_link_spent.html",
        status=200 if link.used_at else 410,
        number=found.iso_week,
        is_used=link.used_at is not None,
        say=say,
        standing=standing_of_week(found, None, say),
    )
