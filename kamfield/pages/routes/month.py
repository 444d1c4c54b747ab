"""The page on which a manager decides about a rep's month. It decides by the actions that the API calls."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from flask import Response, g, request, url_for

from kamfield.core.errors import ChangedMeanwhile, NotSignedIn, Problem, invalid
from kamfield.core.work import Work
from kamfield.pages.actions.month import month_page
from kamfield.pages.actions.standing import who_was_faster
from kamfield.pages.actions.team import next_decision
from kamfield.pages.routes.refusals import NEEDED, sign_in_again
from kamfield.pages.routes.signed_in import page_for, signed_in, voice_of
from kamfield.pages.rules import addresses
from kamfield.pages.schemas import LineForm, LineVerdict, PlanForm, PlanVerdict
from kamfield.plans import actions
from kamfield.plans.actions.verdicts import AlreadyDecided
from kamfield.web import browser
from kamfield.web.input import form_of
from kamfield.web.pages import Pages

page = Pages("month-page", __name__)

PLAN_FORM, LINE_FORM = PlanForm(), LineForm()


@page.get("/plans/<id:plan_id>")
def show_month(plan_id: str) -> Response:
    """The plan, and the forms for whoever may decide. Looking decides nothing: mail scanners look too."""
    return _page(plan_id)


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
    return signed_in(partial(_month, plan_id, problem))


def _month(plan_id: str, problem: Problem | None, work: Work) -> Response:
    plan = month_page(work, plan_id, work.user.locale)
    opened = (request.view_args or {}).get("line_id", "")
    return page_for(
        work,
        "pages/month.html",
        problem,
        plan=plan,
        following=None if plan.asks else next_decision(work, voice_of(work), addresses.plan(plan_id)),
        is_small=browser.is_phone(),
        seen=opened or request.args.get("line", ""),
        typed=request.form.get("comment", ""),
        opened=opened,
    )
