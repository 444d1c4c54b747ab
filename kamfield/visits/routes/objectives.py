"""What visits are to achieve."""

from typing import Any

from kamfield.core.work import Work
from kamfield.visits.actions import objectives
from kamfield.visits.models import Objective
from kamfield.visits.routes.blueprint import blueprint
from kamfield.visits.schemas.objectives import ObjectiveChange, ObjectiveDraft, ObjectiveFindingsSchema, ObjectiveSchema


@blueprint.post("/objective-checks", ObjectiveDraft, ObjectiveFindingsSchema)
def check_objective(work: Work, body: dict[str, Any]) -> dict[str, Any]:
    """Try an objective while it is being written; nothing is kept."""
    return objectives.tried(work, **body)


@blueprint.post("/visits/<id:visit_id>/objectives", ObjectiveDraft, ObjectiveSchema, status=201)
def add_objective(work: Work, body: dict[str, Any], visit_id: str) -> Objective:
    """Give a visit a further objective. Findings say in which ways it is weak and how to mend it."""
    return objectives.add(work, visit_id, **body)


@blueprint.get("/visits/<id:visit_id>/objectives/<id:objective_id>", ObjectiveSchema)
def read_objective(work: Work, visit_id: str, objective_id: str) -> Objective:
    """One objective of a visit."""
    return objectives.read(work, visit_id, objective_id)


@blueprint.patch("/visits/<id:visit_id>/objectives/<id:objective_id>", ObjectiveChange, ObjectiveSchema)
def change_objective(
    work: Work, body: dict[str, Any], version: int | None, visit_id: str, objective_id: str
) -> Objective:
    """Change an objective; it is checked again."""
    return objectives.change(work, visit_id, objective_id, version, **body)


@blueprint.delete("/visits/<id:visit_id>/objectives/<id:objective_id>")
def remove_objective(work: Work, version: int | None, visit_id: str, objective_id: str) -> None:
    """Take an objective off a visit."""
    objectives.remove(work, visit_id, objective_id, version)
