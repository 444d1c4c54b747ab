"""Opportunities and the steps they take."""

from typing import Any

from sqlalchemy import Select

from kamfield.core.work import Work
from kamfield.opportunities import queries
from kamfield.opportunities.actions import opportunities, stages
from kamfield.opportunities.models import Opportunity
from kamfield.opportunities.routes.blueprint import blueprint
from kamfield.opportunities.schemas.gates import Advance
from kamfield.opportunities.schemas.opportunities import (
    Losing,
    OpportunityChange,
    OpportunityDraft,
    OpportunityQuery,
    OpportunitySchema,
    Reopening,
    Setback,
    Winning,
)


@blueprint.list("/opportunities", OpportunityQuery, OpportunitySchema, sorts=queries.SORTS)
def list_opportunities(work: Work, query: dict[str, Any]) -> Select[Opportunity]:
    """The opportunities you reach; what closes first comes first."""
    return queries.matching(work.user, **query)


@blueprint.post("/opportunities", OpportunityDraft, OpportunitySchema, status=201)
def add_opportunity(work: Work, body: dict[str, Any]) -> Opportunity:
    """Note what a client might buy. It begins as a potential one."""
    return opportunities.add(work, **body)


@blueprint.get("/opportunities/<id:opportunity_id>", OpportunitySchema)
def read_opportunity(work: Work, opportunity_id: str) -> Select[Opportunity]:
    """One opportunity."""
    return queries.by_id(work.user, opportunity_id)


@blueprint.patch("/opportunities/<id:opportunity_id>", OpportunityChange, OpportunitySchema)
def change_opportunity(work: Work, body: dict[str, Any], version: int | None, opportunity_id: str) -> Opportunity:
    """Change an undecided opportunity. An amount or probability you set counts until a quotation says another.

    That is when one goes out for it, or when the probability of the last one sent is changed.
    """
    return opportunities.change(work, opportunity_id, version, **body)


@blueprint.delete("/opportunities/<id:opportunity_id>")
def delete_opportunity(work: Work, version: int | None, opportunity_id: str) -> None:
    """Take back an opportunity that never was one. What was won or lost cannot be deleted (409)."""
    opportunities.remove(work, opportunity_id, version)


@blueprint.post("/opportunities/<id:opportunity_id>/advances", Advance, OpportunitySchema)
def advance_opportunity(work: Work, body: dict[str, Any], opportunity_id: str) -> Opportunity:
    """One step forward, through the gate ahead: potential → project → ours → winning.

    Each of its five questions needs a fresh yes. Else the answer is 409 `gate-closed`, and `missing` names each
    question with what it lacks; a manager above the owner passes it anyway by saying why, and that stays on record.
    """
    return stages.advance(work, opportunity_id, **body)


@blueprint.post("/opportunities/<id:opportunity_id>/setbacks", Setback, OpportunitySchema)
def set_opportunity_back(work: Work, body: dict[str, Any], opportunity_id: str) -> Opportunity:
    """One step back, and why."""
    return stages.set_back(work, opportunity_id, **body)


@blueprint.post("/opportunities/<id:opportunity_id>/win", Winning, OpportunitySchema)
def win_opportunity(work: Work, body: dict[str, Any], opportunity_id: str) -> Opportunity:
    """The client ordered, however far we thought it was. From now on nothing of it can be changed."""
    return stages.win(work, opportunity_id, **body)


@blueprint.post("/opportunities/<id:opportunity_id>/loss", Losing, OpportunitySchema)
def lose_opportunity(work: Work, body: dict[str, Any], opportunity_id: str) -> Opportunity:
    """The client will not buy from us: why, who got it, and what we learned. From now on nothing can be changed."""
    return stages.lose(work, opportunity_id, **body)


@blueprint.post("/opportunities/<id:opportunity_id>/reopening", Reopening, OpportunitySchema)
def reopen_opportunity(work: Work, body: dict[str, Any], opportunity_id: str) -> Opportunity:
    """Undecided after all, says a manager, and why. It stands where it stood, and can be changed again."""
    return stages.reopen(work, opportunity_id, **body)
