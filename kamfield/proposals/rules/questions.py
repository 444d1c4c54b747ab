"""What the planner is asked about a month, with what is needed to tell its answer; kept as JSON between two steps."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kamfield.planner.problem import Problem, restored
from kamfield.planner.solution import Proposal
from kamfield.proposals.rules.dues import Due, Standing
from kamfield.proposals.rules.months import due_id, neighbours
from kamfield.proposals.rules.states import LineKind, Reason

Question = dict[str, Any]
NEAR_MINUTES = 25  # a way so short is a reason for the day


def question(problem: Problem, dues: Sequence[Due], standing: Sequence[Standing]) -> Question:
    """The problem, and of each of its tasks what a line of the proposal says."""
    about = {due_id(one): _about_due(one) for one in dues}
    about |= {one.visit_id: _about_standing(one) for one in standing}
    return {"problem": problem.stored(), "about": about}


def problem_of(asked: Question) -> Problem:
    """What is to be solved."""
    return restored(asked["problem"])


def lines(asked: Question, problem: Problem, found: Proposal) -> Iterator[tuple[str, dict[str, Any]]]:
    """By task what is new or goes elsewhere: its `about` with day and start (numbers of the period) and all reasons."""
    was_on = {task.id: task.was_on for task in problem.tasks}
    before = neighbours(found.stops)
    for stop in found.stops:
        about = asked["about"][stop.task_id]
        if about.get("is_fixed") or was_on[stop.task_id] == stop.day:
            continue
        reasons = [*about["reasons"], *_nearness(asked, before.get(stop.task_id))]
        when = {"day": stop.day, "start": stop.start, "way_minutes": stop.way_minutes}
        yield stop.task_id, {**about, **when, "reasons": reasons}


def left_out(asked: Question, problem: Problem, found: Proposal) -> Iterator[dict[str, Any]]:
    """What is due and found no room, and appointments that their day cannot hold."""
    places = {task.id: place for place, task in enumerate(problem.tasks)}
    for task_id in found.left_out:
        about = asked["about"][task_id]
        code = "no-room" if any(problem.windows[places[task_id]]) else "never-receives"
        if about.get("is_fixed"):
            code = "appointment-does-not-fit"
        params = {"account": about["account"], "day": about.get("on")}
        said = Reason(code, params).stored()
        yield {"account_id": about["account_id"], "visit_id": about.get("visit_id"), **said}


def _nearness(asked: Question, before: tuple[str, int] | None) -> list[Mapping[str, Any]]:
    if before is None or not 0 < before[1] <= NEAR_MINUTES:
        return []
    other = asked["about"][before[0]]["account"]
    return [Reason("on-the-way", {"minutes": before[1], "other": other}).stored()]


def _about_due(one: Due) -> dict[str, Any]:
    return {
        "kind": LineKind.ADD,
        "account_id": one.client.id,
        "account": one.client.name,
        "place_id": one.client.place_id,
        "reasons": [one.reason.stored()],
    }


def _about_standing(one: Standing) -> dict[str, Any]:
    on = one.day.isoformat()
    return {
        "kind": LineKind.MOVE,
        "account_id": one.account_id,
        "account": one.account,
        "visit_id": one.visit_id,
        "is_fixed": one.is_fixed,
        "on": on,
        "reasons": [Reason("makes-room", {"was": on}).stored()],
    }
