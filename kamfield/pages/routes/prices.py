"""The page on which a manager says yes or no to the price of a quotation, by the actions that the API calls."""

from functools import partial

from flask import Response, g, request

from kamfield.core.errors import NotSignedIn, Problem, WrongState, invalid
from kamfield.core.work import Work
from kamfield.pages.actions.price import price_page
from kamfield.pages.actions.team import next_decision
from kamfield.pages.routes.refusals import NEEDED, sign_in_again
from kamfield.pages.routes.signed_in import page_for, signed_in, voice_of
from kamfield.pages.rules import addresses
from kamfield.pages.schemas import PriceForm, PriceVerdict
from kamfield.quotes import actions
from kamfield.quotes import queries as quotes
from kamfield.web import browser
from kamfield.web.input import form_of
from kamfield.web.pages import Pages

page = Pages("price-page", __name__)

PRICE_FORM = PriceForm()


@page.get("/prices/<id:quote_id>")
def show_price(quote_id: str) -> Response:
    """The quotation's lines, and the form for whoever may decide. Looking decides nothing."""
    return _page(quote_id)


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
    return signed_in(partial(_price, quote_id, problem))


def _price(quote_id: str, problem: Problem | None, work: Work) -> Response:
    price = price_page(work, quote_id, work.user.locale)
    following = None if price.may_decide else next_decision(work, voice_of(work), addresses.price(quote_id))
    typed = request.form.get("comment", "")
    return page_for(work, "pages/price.html", problem, price=price, following=following, typed=typed)
