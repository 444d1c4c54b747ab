"""The page on which a manager decides about a rep's month. It decides by the actions that the API calls."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Response, g, request, url_for

from kamfield.core.errors import ChangedMeanwhile, NotFound, NotSignedIn, Problem, invalid
from kamfield.core.work import Actor, Work
from kamfield.pages.actions.month import month_page
from kamfield.pages.actions.standing import who_was_faster
from kamfield.pages.actions.team import next_decision
from kamfield.pages.routes.refusals import NEEDED, not_there, said_of, sign_in_again
from kamfield.pages.rules import addresses
from kamfield.pages.rules.voice import Voice
from kamfield.pages.schemas import LineForm, LineVerdict, PlanForm, PlanVerdict
from kamfield.plans import actions
from kamfield.plans.actions.verdicts import AlreadyDecided
from kamfield.web import browser
from kamfield.web.input import form_of
from kamfield.web.pages import Pages, render_in
from kamfield.web.site import site

page = Pages("month-page", __name__)

PLAN_FORM, LINE_FORM = PlanForm(), LineForm()


@page.get("/plans/<id:plan_id>")
def show_month(plan_id: str) -> Response:
    """The plan, and the forms for whoever may decide. Looking decides nothing: mail scanners look too."""
    try:
        return _page(plan_id)
    except NotSignedIn:
        return browser.to_sign_in()


def refuse(problem: Problem) -> Response:
    """The page as it is now, with what is wrong and what was typed; who was faster oneself sees the result."""
    plan_id = (request.view_args or {})["plan_id"]
    if isinstance(problem, NotSignedIn):
        return sign_in_again(
            problem, request.form.get("comment", ""), url_for("month-page.show_month", plan_id=plan_id)
        )
    if isinstance(problem, ChangedMeanwhile):
        problem = _decided_meanwhile(plan_id) or problem
    if isinstance(problem, AlreadyDecided) and problem.members["decided_by_id"] == g.actor.id:
        return _back_to(plan_id)
    return _page(plan_id, problem)


@page.receive("/plans/<id:plan_id>/decision", refuse, signed_in=True)
def decide_plan(work: Work, plan_id: str) -> Response:
    """Approves the plan as it was seen, or gives it back with a word."""
    sent = form_of(PLAN_FORM)
    if sent["decision"] == PlanVerdict.APPROVE:
        actions.approve(work, plan_id, version=sent["version"], stamp=sent["stamp"])
    else:
        actions.give_back(work, plan_id, comment=_words(sent), version=sent["version"])
    return _back_to(plan_id)


@page.receive("/plans/<id:plan_id>/lines/<id:line_id>/decision", refuse, signed_in=True)
def decide_line(work: Work, plan_id: str, line_id: str) -> Response:
    """Decides about one visit of it."""
    sent = form_of(LINE_FORM)
    LINE_ACTS[sent["decision"]](work, plan_id, line_id, sent)
    return _back_to(plan_id, line_id)


def _approve(work: Work, plan_id: str, line_id: str, sent: Mapping[str, Any]) -> None:
    actions.approve_line(work, plan_id, line_id, version=sent["version"], stamp=sent["stamp"])


def _return(work: Work, plan_id: str, line_id: str, sent: Mapping[str, Any]) -> None:
    actions.return_line(work, plan_id, line_id, comment=_words(sent), version=sent["version"])


def _reject(work: Work, plan_id: str, line_id: str, sent: Mapping[str, Any]) -> None:
    actions.reject_line(work, plan_id, line_id, comment=_words(sent), version=sent["version"])


def _acknowledge(work: Work, plan_id: str, line_id: str, sent: Mapping[str, Any]) -> None:
    actions.acknowledge_line(work, plan_id, line_id, comment=sent["comment"] or None, version=sent["version"])


LINE_ACTS: Mapping[str, Callable[[Work, str, str, Mapping[str, Any]], None]] = {
    LineVerdict.APPROVE: _approve,
    LineVerdict.RETURN: _return,
    LineVerdict.REJECT: _reject,
    LineVerdict.ACKNOWLEDGE: _acknowledge,
}


def _decided_meanwhile(plan_id: str) -> AlreadyDecided | None:
    """Of all that may have changed, a decision is what the slower one wants to hear of."""
    line_id = (request.view_args or {}).get("line_id")
    with browser.looking() as work:
        return who_was_faster(work, plan_id, line_id, request.form.get("decision", ""))


def _words(sent: Mapping[str, Any]) -> str:
    if not sent["comment"]:
        raise invalid("/comment", "required", NEEDED)
    return str(sent["comment"])


def _back_to(plan_id: str, line_id: str | None = None) -> Response:
    """To the plan; to the visit that was just decided, whose week is unfolded then."""
    anchor = f"line-{line_id}" if line_id else None
    address = url_for("month-page.show_month", plan_id=plan_id, line=line_id, _anchor=anchor)
    return Response(status=303, headers={"Location": address})


def _page(plan_id: str, problem: Problem | None = None) -> Response:
    with browser.looking() as work:
        reader: Actor = work.user
        try:
            shown = month_page(work, plan_id, reader.locale)
        except NotFound:
            return not_there(reader)
        say = Voice(reader.locale, reader.zone)
        opened = (request.view_args or {}).get("line_id", "")
        following = next_decision(work, say, addresses.plan(plan_id)) if not shown.asks else None
        return render_in(
            reader.locale,
            "pages/month.html",
            status=problem.status if problem else 200,
            reader=reader,
            seal=browser.seal_of(site(), reader),
            plan=shown,
            say=say,
            following=following,
            is_small=browser.is_phone(),
            seen=opened or request.args.get("line", ""),
            faults=said_of(problem, reader.locale),
            typed=request.form.get("comment", ""),
            opened=opened,
        )
