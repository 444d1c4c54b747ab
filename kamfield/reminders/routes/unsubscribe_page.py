"""Ending a kind of mail: by one click of the mail program (RFC 8058), or on a page that asks first."""

from typing import Any

from flask import Response, request

from kamfield.core.errors import NotFound, Problem
from kamfield.core.texts import choose_locale, translate
from kamfield.core.work import Work
from kamfield.reminders import actions
from kamfield.reminders.rules import FORMS, MANDATORY, Kind
from kamfield.reminders.rules.unsubscribing import PATH, read
from kamfield.reminders.schemas import SignedAddress
from kamfield.users.queries import any_by_id
from kamfield.web.endpoint import Endpoint
from kamfield.web.limits import limit_network
from kamfield.web.pages import Pages, render
from kamfield.web.site import site

page = Pages("unsubscribe-page", __name__)

MOST_TOKEN = 300


@page.get(PATH)
def show_unsubscribe_page() -> Response:
    """Asks. Looking ends nothing: mail scanners look too."""
    return _page("reminders/unsubscribe.html")


def unsubscribe(work: Work, query: dict[str, Any]) -> Response:
    """Ends this kind of mail for whoever the address was signed for; a second time changes nothing."""
    limit_network(work, "unsubscribe", 300)  # a mail provider sends many people's clicks
    found = _signed()
    if found is None:
        raise NotFound
    actions.unsubscribe(work, *found)
    return _page("reminders/unsubscribed.html")


_ENDING = Endpoint(method="POST", view=unsubscribe, public=True, query=SignedAddress())


@page.post(PATH)
def end_mails() -> Response:
    """What the page's button and the mail program send; the right to it stands in the address, not in the form."""
    try:
        return _ENDING()
    except Problem as problem:
        return render("reminders/unsubscribe_not_good.html", status=problem.status)


def _page(template: str) -> Response:
    found, here = _signed(), site()
    if found is None:
        return render("reminders/unsubscribe_not_good.html", status=404)
    with here.database.reading() as db:
        user = db.scalars(any_by_id(found[0])).one_or_none()
    locale = user.locale if user else "en"
    spoken = choose_locale(list(request.accept_languages.values()), locale)
    label = translate(FORMS[Kind(found[1])].label, spoken)
    return render(template, locale=locale, label=label, token=_token())


def _signed() -> tuple[str, str] | None:
    """Whose mails of which kind, when the address is one of ours."""
    found = read(site().settings.secret_key, _token())
    return found if found and found[1] in set(Kind) - MANDATORY else None


def _token() -> str:
    return request.args.get("token", "")[:MOST_TOKEN]
