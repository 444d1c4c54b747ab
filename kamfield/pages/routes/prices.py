"""The page on which a manager says yes or no to the price of a quotation, by the actions that the API calls."""

from flask import Response, g, request

from kamfield.core.errors import NotFound, NotSignedIn, Problem, WrongState, invalid
from kamfield.core.work import Actor, Work
from kamfield.pages.actions.price import price_page
from kamfield.pages.actions.team import next_decision
from kamfield.pages.routes.refusals import NEEDED, not_there, said_of, sign_in_again
from kamfield.pages.rules import addresses
from kamfield.pages.rules.voice import Voice
from kamfield.pages.schemas import PriceForm, PriceVerdict
from kamfield.quotes import actions
from kamfield.quotes import queries as quotes
from kamfield.web import browser
from kamfield.web.input import form_of
from kamfield.web.pages import Pages, render_in
from kamfield.web.site import site

page = Pages("price-page", __name__)

PRICE_FORM = PriceForm()


@page.get("/prices/<id:quote_id>")
def show_price(quote_id: str) -> Response:
    """The quotation's lines, and the form for whoever may decide. Looking decides nothing."""
    try:
        return _page(quote_id)
    except NotSignedIn:
        return browser.to_sign_in()


def refuse(problem: Problem) -> Response:
    """The page as it is now, with what is wrong and what was typed; a second tap finds it decided."""
    quote_id = (request.view_args or {})["quote_id"]
    if isinstance(problem, NotSignedIn):
        return sign_in_again(problem, request.form.get("comment", ""), addresses.price(quote_id))
    if isinstance(problem, WrongState) and _decided_by(quote_id) == g.actor.id:
        return _back_to(quote_id)
    return _page(quote_id, problem)


@page.receive("/prices/<id:quote_id>/decision", refuse, signed_in=True)
def decide_price(work: Work, quote_id: str) -> Response:
    """Approves the price as it was seen, or refuses it with a word."""
    sent = form_of(PRICE_FORM)
    if sent["decision"] == PriceVerdict.APPROVE:
        actions.approve_price(work, quote_id, sent["comment"] or None, sent["version"])
    elif sent["comment"]:
        actions.refuse_price(work, quote_id, sent["comment"], sent["version"])
    else:
        raise invalid("/comment", "required", NEEDED)
    return _back_to(quote_id)


def _decided_by(quote_id: str) -> str | None:
    with browser.looking() as work:
        return work.one(quotes.by_id(work.user, quote_id)).price_decided_by_id


def _back_to(quote_id: str) -> Response:
    return Response(status=303, headers={"Location": addresses.price(quote_id)})


def _page(quote_id: str, problem: Problem | None = None) -> Response:
    with browser.looking() as work:
        reader: Actor = work.user
        try:
            shown = price_page(work, quote_id, reader.locale)
        except NotFound:
            return not_there(reader)
        following = next_decision(work, Voice(reader.locale, reader.zone), addresses.price(quote_id))
        return render_in(
            reader.locale,
            "pages/price.html",
            status=problem.status if problem else 200,
            reader=reader,
            seal=browser.seal_of(site(), reader),
            price=shown,
            following=None if shown.may_decide else following,
            faults=said_of(problem, reader.locale),
            typed=request.form.get("comment", ""),
        )
