"""A rep's own week behind a sign-in: confirmed, ticked off, closed item by item. It acts by the API's actions."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from flask import Response, request, url_for

from kamfield.core.errors import NotSignedIn, Problem, WrongState, invalid
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.pages.actions.adding import new_item_on
from kamfield.pages.actions.weeks import end_week, week_page
from kamfield.pages.routes.refusals import sign_in_again
from kamfield.pages.routes.signed_in import signed_in
from kamfield.pages.routes.weeks_shown import seen_monday, shown
from kamfield.pages.rules import addresses
from kamfield.pages.rules.endings import End, Ending
from kamfield.pages.schemas import ClosingForm, ItemForm, ItemVerdict, WeekForm
from kamfield.todos import actions as todos
from kamfield.todos.models import ListClosed
from kamfield.web.input import checked, form_of
from kamfield.web.pages import Pages

page = Pages("own-week-page", __name__)

WEEK_FORM, ITEM_FORM, CLOSING_FORM = WeekForm(), ItemForm(), ClosingForm()
WHY = N_("Please say why it is dropped: %(title)s")
WHY_NOT = N_("Please say why it is dropped.")


@page.get("/week/closing")
def show_closing() -> Response:
    """Every open item with what can be said of it; looking closes nothing."""
    return _closing()


def refuse(problem: Problem) -> Response:
    """One's own week, with what is wrong; a second tap finds it done."""
    if isinstance(problem, NotSignedIn):
        return sign_in_again(problem, request.form.get("reason", ""), addresses.week(seen_monday()))
    return on_week(seen_monday()) if isinstance(problem, WrongState) else show_own_week(problem)


@page.receive("/week/confirmation", refuse, signed_in=True)
def send_confirmation(work: Work) -> Response:
    """Confirms the week that was seen."""
    sent = form_of(WEEK_FORM)
    todos.confirm(work, sent["list_id"])
    return on_week(sent["monday"])


@page.receive("/week/items/<id:item_id>/decision", refuse, signed_in=True)
def decide_item(work: Work, item_id: str) -> Response:
    """Ticks something off, carries or drops it, or takes that back."""
    sent = form_of(ITEM_FORM)
    _end(work, item_id, sent)
    return on_week(sent["monday"], sent["next_id"], beside="to-do")


def refuse_closing(problem: Problem) -> Response:
    """The form as it was filled in, with what is wrong; who closed the week with the first tap sees it closed."""
    if isinstance(problem, NotSignedIn):
        return sign_in_again(problem, _typed(), addresses.closing(seen_monday()))
    return on_week(seen_monday()) if isinstance(problem, ListClosed) else _closing(problem)


@page.receive("/week/closing", refuse_closing, signed_in=True)
def send_closing(work: Work) -> Response:
    """Closes the week, each item done, carried or dropped as was said."""
    asked = {name: request.form[name] for name in ("list_id", "monday") if name in request.form}
    sent = checked(CLOSING_FORM, {**asked, "endings": _endings()})
    endings = [Ending(one["item_id"], End(one["end"]), one["reason"]) for one in sent["endings"]]
    _refuse_without_reason(endings)
    end_week(work, sent["list_id"], endings)
    return on_week(sent["monday"])


def show_own_week(problem: Problem | None = None) -> Response:
    """The week of whoever is signed in with this browser."""
    return signed_in(partial(_own_week, problem))


def on_week(monday: date | None, item_id: str | None = None, *, beside: str | None = None) -> Response:
    """To the week; to a thing on it, whose part is unfolded then, or to what is `beside` it."""
    address = url_for(
        "week-page.show_week",
        monday=monday.isoformat() if monday else None,
        item=item_id,
        _anchor=f"item-{item_id}" if item_id else beside,
    )
    return Response(status=303, headers={"Location": address})


def _end(work: Work, item_id: str, sent: Mapping[str, Any]) -> None:
    match sent["decision"]:
        case ItemVerdict.COMPLETE:
            todos.complete(work, item_id)
        case ItemVerdict.CARRY:
            todos.carry(work, item_id)
        case ItemVerdict.REOPEN:
            todos.reopen(work, item_id, None)
        case _:
            if not sent["reason"]:
                raise invalid("/reason", "required", WHY_NOT)
            todos.drop(work, item_id, sent["reason"])


def _endings() -> list[dict[str, str]]:
    """Of each item its buttons and its field: `end-ID` and `reason-ID`."""
    said = {name.removeprefix("end-"): end for name, end in request.form.items() if name.startswith("end-")}
    found = [{"item_id": item_id, "end": end, "reason": _reason(item_id)} for item_id, end in said.items()]
    return [{name: text for name, text in one.items() if text} for one in found]


def _reason(item_id: str) -> str:
    return request.form.get(f"reason-{item_id}", "").strip()


def _refuse_without_reason(endings: list[Ending]) -> None:
    for one in endings:
        if one.end == End.DROP and not one.reason:
            raise invalid(
                f"/endings/{one.item_id}", "required", WHY, title=request.form.get(f"title-{one.item_id}", "")
            )


def _typed() -> str:
    return "\n".join(text for name, text in request.form.items() if name.startswith("reason-") and text.strip())


def _own_week(problem: Problem | None, work: Work) -> Response:
    week = week_page(work, work.user.locale, seen_monday())
    new = new_item_on(work, week, request.form if "title" in request.form else {}) if week.takes_more else None
    return shown(work, "pages/own_week.html", week, problem, new=new)


def _closing(problem: Problem | None = None) -> Response:
    return signed_in(partial(_closing_form, problem))


def _closing_form(problem: Problem | None, work: Work) -> Response:
    week = week_page(work, work.user.locale, seen_monday())
    return shown(work, "pages/closing.html", week, problem, typed=request.form.to_dict())
