"""Gates, the answers to their questions, and the steps an opportunity took."""

from typing import Any

from sqlalchemy import Select

from kamfield.core.work import Work
from kamfield.opportunities import queries
from kamfield.opportunities.actions import answers, gates
from kamfield.opportunities.models import Answer, Step
from kamfield.opportunities.queries import parts
from kamfield.opportunities.routes.blueprint import blueprint
from kamfield.opportunities.schemas.gates import AnswerDraft, AnswerQuery, AnswerSchema, GatesSchema, StepSchema
from kamfield.web.paging import ListQuery


@blueprint.get("/opportunities/<id:opportunity_id>/gates", GatesSchema)
def read_gates(work: Work, opportunity_id: str) -> gates.Gates:
    """The three gates: what was answered, what is missing or out of date and for how long, and what it all suggests."""
    return gates.of(work, opportunity_id)


@blueprint.post("/opportunities/<id:opportunity_id>/answers", AnswerDraft, AnswerSchema, status=201)
def answer_question(work: Work, body: dict[str, Any], opportunity_id: str) -> Answer:
    """Answer a question of a gate: yes (with evidence), no or unknown.

    The answer takes the place of the one before, which stays as history; one of an earlier day becomes history at once.
    To say that nothing changed, answer again: an answer is fresh from its own day on.
    """
    return answers.answer(work, opportunity_id, **body)


@blueprint.list(
    "/opportunities/<id:opportunity_id>/answers",
    AnswerQuery,
    AnswerSchema,
    sorts=parts.ANSWER_SORTS,
    usual="-answered_on",
)
def list_answers(work: Work, query: dict[str, Any], opportunity_id: str) -> Select[Answer]:
    """What is said to the questions of an opportunity; with `history=true` all that ever was, the latest first."""
    found = work.one(queries.by_id(work.user, opportunity_id))
    return parts.answers(found.id, **query)


@blueprint.list(
    "/opportunities/<id:opportunity_id>/steps", ListQuery, StepSchema, sorts=parts.STEP_SORTS, usual="-taken_at"
)
def list_steps(work: Work, query: dict[str, Any], opportunity_id: str) -> Select[Step]:
    """How an opportunity came to where it is, the latest step first."""
    found = work.one(queries.by_id(work.user, opportunity_id))
    return parts.of_opportunity(Step, found.id)
