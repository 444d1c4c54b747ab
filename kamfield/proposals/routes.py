"""Where proposals are reached."""

from typing import Any

from sqlalchemy import Select

from kamfield.core.work import Work
from kamfield.plans.queries import by_id as plan_by_id
from kamfield.proposals import actions, queries
from kamfield.proposals.models import Proposal
from kamfield.proposals.rules.states import SENTENCES
from kamfield.proposals.schemas import LineChoice, ProposalInFullSchema, ProposalQuery, ProposalSchema
from kamfield.web.blueprint import Blueprint

blueprint = Blueprint("proposals", __name__, description="The month as the planner would lay it out")


@blueprint.post("/plans/<id:plan_id>/proposals", None, ProposalSchema, status=202)
def ask_for_proposal(work: Work, plan_id: str) -> Proposal:
    """Have the month laid out: who is due, on which day, in which order, and why.

    It is computed in the background, mostly within seconds: read it until its `state` is `ready`. Appointments (visits
    with a start that you set) stay. In a running month the days that are left are laid out anew with as few changes
    as possible. Nothing is planned until you accept.
    """
    return actions.ask(work, plan_id)


@blueprint.list(
    "/plans/<id:plan_id>/proposals", ProposalQuery, ProposalSchema, sorts=queries.SORTS, usual="-created_at"
)
def list_proposals(work: Work, query: dict[str, Any], plan_id: str) -> Select[Proposal]:
    """The proposals for a plan, the latest first."""
    return queries.of_plan(work.user, work.one(plan_by_id(work.user, plan_id)).id)


@blueprint.get("/proposals/<id:proposal_id>", ProposalInFullSchema)
def read_proposal(work: Work, proposal_id: str) -> dict[str, Any]:
    """A proposal with its lines in the order of the month, each with its reasons, and what found no room."""
    return _in_full(work, work.one(queries.by_id(work.user, proposal_id)))


@blueprint.post("/proposals/<id:proposal_id>/acceptance", LineChoice, ProposalInFullSchema)
def accept_proposal(work: Work, body: dict[str, Any], proposal_id: str) -> dict[str, Any]:
    """Take lines over: new visits come onto the plan, others go to another day. Without `line_ids` all open lines."""
    return _in_full(work, actions.accept(work, proposal_id, **body))


@blueprint.post("/proposals/<id:proposal_id>/refusal", LineChoice, ProposalInFullSchema)
def decline_proposal(work: Work, body: dict[str, Any], proposal_id: str) -> dict[str, Any]:
    """Say no to lines. Without `line_ids` to all that are open."""
    return _in_full(work, actions.decline(work, proposal_id, **body))


def _in_full(work: Work, proposal: Proposal) -> dict[str, Any]:
    work.db.flush()
    lines = [
        {**vars(line), "reasons": [_said(reason) for reason in line.reasons]}
        for line in work.all(queries.lines_of(proposal.id))
    ]
    return {**vars(proposal), "lines": lines, "left_out": [_said(reason) for reason in proposal.left_out]}


def _said(reason: Any) -> dict[str, Any]:
    return {**reason, "text": SENTENCES[reason["code"]]}
