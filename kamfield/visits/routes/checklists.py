"""Checklists of forms of activity."""

from typing import Any

from kamfield.core.work import Work
from kamfield.visits.actions import checklists
from kamfield.visits.models import Checklist
from kamfield.visits.routes.blueprint import blueprint
from kamfield.visits.schemas.checklists import ChecklistDraft, ChecklistRevision, ChecklistSchema, ChecklistsSchema


@blueprint.get("/checklists", ChecklistsSchema)
def list_checklists(work: Work) -> dict[str, Any]:
    """Every checklist in use: the company's own, and the built-in store visit in eight steps.

    A report takes the first one of its visit's form unless it names another. They change seldom; an app reads them once
    a day.
    """
    return {"items": checklists.in_use(work)}


@blueprint.post("/checklists", ChecklistDraft, ChecklistSchema, status=201)
def add_checklist(work: Work, body: dict[str, Any]) -> Checklist:
    """As an administrator, write down the steps of a form of activity."""
    return checklists.add(work, **body)


@blueprint.get("/checklists/<id:checklist_id>", ChecklistSchema)
def read_checklist(work: Work, checklist_id: str) -> Any:
    """One checklist, also a retired one: the steps of an old report."""
    return checklists.read(work, checklist_id)


@blueprint.post("/checklists/<id:checklist_id>/revisions", ChecklistRevision, ChecklistSchema, status=201)
def revise_checklist(work: Work, body: dict[str, Any], checklist_id: str) -> Checklist:
    """As an administrator, let other steps take the place of these. Reports written with these keep them."""
    return checklists.revise(work, checklist_id, **body)


@blueprint.delete("/checklists/<id:checklist_id>")
def retire_checklist(work: Work, version: int | None, checklist_id: str) -> None:
    """As an administrator, no longer offer a checklist. Reports written with it keep it."""
    checklists.retire(work, checklist_id, version)
