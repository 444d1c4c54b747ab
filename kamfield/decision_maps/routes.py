"""Where decision maps are reached."""

from functools import partial
from typing import Any

from flask import Response
from sqlalchemy import Select

from kamfield.core.texts import N_, translate
from kamfield.core.work import Work
from kamfield.decision_maps import queries
from kamfield.decision_maps.actions import assessments, factors, lines, maps
from kamfield.decision_maps.models import Assessment, DecisionFactor, InfluenceLine
from kamfield.decision_maps.rules.codes import Influence, Support, label, symbol
from kamfield.decision_maps.rules.curves import curves
from kamfield.decision_maps.rules.layout import BOX_HEIGHT, BOX_WIDTH, lay_out
from kamfield.decision_maps.rules.lettering import fitting
from kamfield.decision_maps.rules.people import Person
from kamfield.decision_maps.rules.sides import side_of
from kamfield.decision_maps.schemas import (
    AssessmentDraft,
    AssessmentQuery,
    AssessmentSchema,
    DrawingQuery,
    FactorChange,
    FactorDraft,
    FactorSchema,
    InfluenceDraft,
    InfluenceSchema,
    MapSchema,
    Retraction,
)
from kamfield.opportunities.queries import by_id as opportunity_by_id
from kamfield.web.blueprint import Blueprint
from kamfield.web.pages import drawing
from kamfield.web.problems import locale_of_request

blueprint = Blueprint("decision-maps", __name__, description="Who decides, and who listens to whom")


@blueprint.get("/opportunities/<id:opportunity_id>/map", MapSchema)
def read_map(work: Work, opportunity_id: str) -> dict[str, Any]:
    """The decision map in one call: people, lines of influence, decision factors, and what the map warns of."""
    shown = maps.show(work, opportunity_id)
    return {**vars(shown), "opportunity_id": shown.opportunity.id, "people": shown.map.people}


@blueprint.download("/opportunities/<id:opportunity_id>/map.svg", DrawingQuery, content_types=("image/svg+xml",))
def draw_map(work: Work, query: dict[str, Any], opportunity_id: str) -> Response:
    """The decision map as a drawing (SVG): roles from above to below, formal lines solid, political ones dashed."""
    shown = maps.show(work, opportunity_id)
    locale = query.get("language") or locale_of_request()
    page = lay_out(shown.map)
    t = partial(translate, locale=locale)
    return drawing(
        "decision_maps/map.svg",
        locale,
        name=shown.opportunity.name,
        page=page,
        lines=curves(page, shown.map.lines),
        box_width=BOX_WIDTH,
        box_height=BOX_HEIGHT,
        fitting=fitting,
        symbol=symbol,
        side_of=side_of,
        role_of=lambda role: t(N_("Role not known") if role is None else label(role)),
        story_of=lambda person: _story(person, t),
        supports=[(code, t(label(code))) for code in Support],
        kinds=[(code, t(label(code))) for code in Influence],
    )


def _story(person: Person, t: Any) -> str:
    """What a pointer that rests on somebody is told."""
    codes = (person.role, person.support, person.attitude, person.depth)
    return " · ".join([person.name, *(t(label(code)) for code in codes if code is not None)])


@blueprint.post("/opportunities/<id:opportunity_id>/assessments", AssessmentDraft, AssessmentSchema, status=201)
def assess_person(work: Work, body: dict[str, Any], opportunity_id: str) -> Assessment:
    """Say how somebody at the client stands in this purchase; this also puts them on the map.

    It takes the place of the assessment before, which stays as history; what you leave out stays as that one has it.
    Saying the same again makes it fresh. Codes may be written as their symbols: ※ + = - × ?
    """
    return assessments.assess(work, opportunity_id, **body)


@blueprint.list(
    "/opportunities/<id:opportunity_id>/assessments",
    AssessmentQuery,
    AssessmentSchema,
    sorts=queries.SORTS,
    usual="-assessed_on",
)
def list_assessments(work: Work, query: dict[str, Any], opportunity_id: str) -> Select[Assessment]:
    """How the people of an opportunity were seen over time, the latest first."""
    found = work.one(opportunity_by_id(work.user, opportunity_id))
    return queries.history(work.user, found.id, **query)


@blueprint.get("/assessments/<id:assessment_id>", AssessmentSchema)
def read_assessment(work: Work, assessment_id: str) -> Select[Assessment]:
    """One assessment."""
    return queries.by_id(work.user, Assessment, assessment_id)


@blueprint.delete("/assessments/<id:assessment_id>", query=Retraction)
def retract_assessment(work: Work, query: dict[str, Any], version: int | None, assessment_id: str) -> None:
    """Take back an assessment that never was so, with the reason; the one before counts again.

    For its author, the opportunity's owner and those above.
    """
    assessments.retract(work, assessment_id, version, query["reason"])


@blueprint.post("/opportunities/<id:opportunity_id>/influences", InfluenceDraft, InfluenceSchema, status=201)
def draw_influence(work: Work, body: dict[str, Any], opportunity_id: str) -> InfluenceLine:
    """Draw a line from somebody whose word counts to somebody who listens. 409 `already-drawn` when it is there."""
    return lines.draw(work, opportunity_id, **body)


@blueprint.get("/influences/<id:influence_id>", InfluenceSchema)
def read_influence(work: Work, influence_id: str) -> Select[InfluenceLine]:
    """One line."""
    return queries.by_id(work.user, InfluenceLine, influence_id)


@blueprint.delete("/influences/<id:influence_id>")
def erase_influence(work: Work, version: int | None, influence_id: str) -> None:
    """Take a line off the map."""
    lines.erase(work, influence_id, version)


@blueprint.post("/opportunities/<id:opportunity_id>/factors", FactorDraft, FactorSchema, status=201)
def add_factor(work: Work, body: dict[str, Any], opportunity_id: str) -> DecisionFactor:
    """Note something that the decision turns on, who brought it up, and how we and others stand on it."""
    return factors.add_factor(work, opportunity_id, **body)


@blueprint.get("/factors/<id:factor_id>", FactorSchema)
def read_factor(work: Work, factor_id: str) -> Select[DecisionFactor]:
    """One decision factor."""
    return queries.by_id(work.user, DecisionFactor, factor_id)


@blueprint.patch("/factors/<id:factor_id>", FactorChange, FactorSchema)
def change_factor(work: Work, body: dict[str, Any], version: int | None, factor_id: str) -> DecisionFactor:
    """Change a decision factor."""
    return factors.change_factor(work, factor_id, version, **body)


@blueprint.delete("/factors/<id:factor_id>")
def delete_factor(work: Work, version: int | None, factor_id: str) -> None:
    """Take a decision factor away."""
    factors.delete_factor(work, factor_id, version)
