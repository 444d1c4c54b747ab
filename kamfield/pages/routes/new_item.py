"""Something to do, put on one's own week with a browser."""

from typing import Any

from flask import Response, request

from kamfield.core.errors import IdTaken, NotSignedIn, Problem, invalid
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.pages.actions.adding import add_item, added_item_id, monday_of
from kamfield.pages.routes.own_week import on_week, show_own_week
from kamfield.pages.routes.refusals import sign_in_again
from kamfield.pages.routes.signed_in import signed_in
from kamfield.pages.routes.weeks_shown import seen_monday
from kamfield.pages.rules import addresses
from kamfield.pages.schemas import NewItemForm
from kamfield.web.input import form_of
from kamfield.web.pages import Pages

page = Pages("new-item-page", __name__)

FORM = NewItemForm()
WHAT = N_("Please say what is to be done.")


def refuse(problem: Problem) -> Response:
    """The form as it was filled in, with what is wrong; a second tap finds it on the list."""
    if isinstance(problem, NotSignedIn):
        return sign_in_again(problem, request.form.get("title", ""), addresses.week(seen_monday()))
    if isinstance(problem, IdTaken):
        return signed_in(lambda work: _to(work, added_item_id(**_sent())))
    return show_own_week(problem)


@page.receive("/week/items", refuse, signed_in=True)
def send_new_item(work: Work) -> Response:
    """Puts it on the list of the week it is due in, or on the running one, and shows it there."""
    sent = _sent()
    if not sent["title"]:
        raise invalid("/title", "required", WHAT)
    return _to(work, add_item(work, **sent).id)


def _sent() -> dict[str, Any]:
    sent = form_of(FORM)
    return {name: sent[name] for name in ("key", "title", "due_on", "account_id")}


def _to(work: Work, item_id: str) -> Response:
    return on_week(monday_of(work, item_id), item_id)
