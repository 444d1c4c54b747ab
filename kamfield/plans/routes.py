"""Where monthly plans are reached."""

from typing import Any

from sqlalchemy import Select

from kamfield.core.work import Work
from kamfield.plans import actions, queries
from kamfield.plans.actions.check import Checked
from kamfield.plans.actions.deadlines import WithDeadline, only, with_deadline, with_deadlines
from kamfield.plans.actions.deviation import Deviation, deviation
from kamfield.plans.actions.history import told
from kamfield.plans.actions.shown import PlanInFull, looked_at, shown
from kamfield.plans.models import Plan, PlanLine
from kamfield.plans.schemas import (
    Acknowledgement,
    Approval,
    CheckedPlanSchema,
    DeviationSchema,
    LineChange,
    LineDraft,
    LineRefusal,
    LineSchema,
    PlanDraft,
    PlanInFullSchema,
    PlanQuery,
    PlanSchema,
    PlanStepSchema,
    Return,
    Submission,
)
from kamfield.web.blueprint import Blueprint
from kamfield.web.paging import ListQuery

blueprint = Blueprint("plans", __name__, description="Monthly plans: lines, check, submission, approval")


@blueprint.list("/plans", PlanQuery, PlanSchema, sorts=queries.SORTS, fill=with_deadlines)
def list_plans(work: Work, query: dict[str, Any]) -> Select[Plan]:
    """Your plans and those of the people below you."""
    overdue = query.pop("overdue", None)
    return only(work, queries.matching(work.user, **query), overdue)


@blueprint.list("/plans/awaiting-approval", ListQuery, PlanSchema, sorts=queries.SORTS, fill=with_deadlines)
def list_plans_awaiting_approval(work: Work, query: dict[str, Any]) -> Select[Plan]:
    """Plans of other people that ask for a decision: submitted ones, and approved ones of which single lines ask.

    `GET /plans?waiting_for=me` gives those that lie on your own table.
    """
    return queries.awaiting_approval(work.user)


@blueprint.post("/plans", PlanDraft, PlanSchema, status=201)
def add_plan(work: Work, body: dict[str, Any]) -> WithDeadline:
    """Begin your plan for a month. There is one for each month."""
    return with_deadline(work, actions.add(work, **body))


@blueprint.get("/plans/<id:plan_id>", PlanInFullSchema)
def read_plan(work: Work, plan_id: str) -> PlanInFull:
    """A plan with its lines and visits in the order of the month, findings, load and coverage."""
    return shown(work, plan_id)


@blueprint.get("/plans/<id:plan_id>/check", CheckedPlanSchema)
def check_plan(work: Work, plan_id: str) -> Checked:
    """What the check finds now: each finding with a stable code, its severity, the visit or account, a sentence."""
    return looked_at(work, plan_id)


@blueprint.get("/plans/<id:plan_id>/deviation", DeviationSchema)
def compare_plan(work: Work, plan_id: str) -> Deviation:
    """Plan against fact: what took place on the planned day, moved, late, missed, cancelled, and beside the plan.

    Every share says of what it is one; minutes and ways stand beside each other as planned and as done.
    """
    return deviation(work, plan_id)


@blueprint.list(
    "/plans/<id:plan_id>/history", ListQuery, PlanStepSchema, sorts=queries.HISTORY_SORTS, usual="-at", fill=told
)
def read_plan_history(work: Work, query: dict[str, Any], plan_id: str) -> Select[*tuple[Any, ...]]:
    """Every round of a plan, the latest first: who did what when, on whose behalf, with which words, what changed."""
    return queries.history_of(work.one(queries.by_id(work.user, plan_id)).id)


@blueprint.post("/plans/<id:plan_id>/lines", LineDraft, LineSchema, status=201)
def add_line(work: Work, body: dict[str, Any], plan_id: str) -> PlanLine:
    """Put a visit on the plan: one that is there, or a new one.

    On an approved plan the new line alone asks for approval when the policy names the tier of the client; else it is in
    force at once, and noted.
    """
    return actions.add_line(work, plan_id, **body)


@blueprint.patch("/plans/<id:plan_id>/lines/<id:line_id>", LineChange, LineSchema)
def change_line(work: Work, body: dict[str, Any], version: int | None, plan_id: str, line_id: str) -> PlanLine:
    """Change the probability of a line. Day, people and objectives are changed on the visit itself."""
    return actions.change_line(work, plan_id, line_id, version, **body)


@blueprint.delete("/plans/<id:plan_id>/lines/<id:line_id>")
def remove_line(work: Work, version: int | None, plan_id: str, line_id: str) -> None:
    """Take a visit off the plan.

    One that nobody decided about goes altogether. Of one that was decided the visit is cancelled, and the line stays as
    `dropped`, so that plan and fact can be compared; when the policy names the tier of the client, the manager is asked
    to acknowledge it.
    """
    actions.remove_line(work, plan_id, line_id, version)


@blueprint.post("/plans/<id:plan_id>/submission", Submission, PlanInFullSchema)
def submit_plan(work: Work, body: dict[str, Any], plan_id: str) -> PlanInFull:
    """Ask for approval. Errors of the check stop it; warnings need `acknowledged: true`.

    By policy a plan may be approved at once: then `by_policy` is true.
    """
    actions.submit(work, plan_id, **body)
    return shown(work, plan_id)


@blueprint.delete("/plans/<id:plan_id>/submission", PlanInFullSchema)
def withdraw_plan(work: Work, version: int | None, plan_id: str) -> PlanInFull:
    """Take the plan back before anybody decided about it or one of its lines."""
    actions.withdraw(work, plan_id, version)
    return shown(work, plan_id)


@blueprint.post("/plans/<id:plan_id>/approval", Approval, PlanInFullSchema)
def approve_plan(work: Work, body: dict[str, Any], plan_id: str) -> PlanInFull:
    """As a manager above the rep, put the plan in force.

    Lines you returned stay open, lines you rejected stay out. When somebody else was faster, 409 says who. When the rep
    changed a visit after handing the plan in (`changed` on its line), the approval needs the `stamp` you read.
    """
    actions.approve(work, plan_id, **body)
    return shown(work, plan_id)


@blueprint.post("/plans/<id:plan_id>/returns", Return, PlanInFullSchema)
def return_plan(work: Work, body: dict[str, Any], plan_id: str) -> PlanInFull:
    """As a manager above the rep, give the plan back with a comment; it can be submitted again."""
    actions.give_back(work, plan_id, **body)
    return shown(work, plan_id)


@blueprint.post("/plans/<id:plan_id>/lines/<id:line_id>/submission", answer=LineSchema)
def propose_line(work: Work, plan_id: str, line_id: str) -> PlanLine:
    """Ask again for approval of a line that was returned, on a plan that is otherwise in force."""
    return actions.propose_line(work, plan_id, line_id)


@blueprint.post("/plans/<id:plan_id>/lines/<id:line_id>/approval", Approval, LineSchema)
def approve_line(work: Work, body: dict[str, Any], plan_id: str, line_id: str) -> PlanLine:
    """Approve one line."""
    return actions.approve_line(work, plan_id, line_id, **body)


@blueprint.post("/plans/<id:plan_id>/lines/<id:line_id>/acknowledgement", Acknowledgement, LineSchema)
def acknowledge_line(work: Work, body: dict[str, Any], plan_id: str, line_id: str) -> PlanLine:
    """As a manager, take note that a visit of an approved plan will not take place (`to_acknowledge`)."""
    return actions.acknowledge_line(work, plan_id, line_id, **body)


@blueprint.post("/plans/<id:plan_id>/lines/<id:line_id>/returns", LineRefusal, LineSchema)
def return_line(work: Work, body: dict[str, Any], plan_id: str, line_id: str) -> PlanLine:
    """Give one line back with a comment; the rep changes its visit and proposes it again."""
    return actions.return_line(work, plan_id, line_id, **body)


@blueprint.post("/plans/<id:plan_id>/lines/<id:line_id>/rejection", LineRefusal, LineSchema)
def reject_line(work: Work, body: dict[str, Any], plan_id: str, line_id: str) -> PlanLine:
    """Reject one line with a comment; its visit is cancelled."""
    return actions.reject_line(work, plan_id, line_id, **body)
