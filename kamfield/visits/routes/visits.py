"""Visits as such."""

from collections.abc import Callable
from functools import partial
from typing import Any

from sqlalchemy import Select

from kamfield.core.work import Work
from kamfield.visits import queries
from kamfield.visits.actions import visits
from kamfield.visits.models import Visit
from kamfield.visits.queries.visits import SORTS
from kamfield.visits.routes.blueprint import blueprint
from kamfield.visits.schemas.drafts import Cancellation, VisitChange, VisitDraft
from kamfield.visits.schemas.visits import VisitInFullSchema, VisitQuery, VisitSchema


@blueprint.list("/visits", VisitQuery, VisitSchema, sorts=SORTS)
def list_visits(work: Work, query: dict[str, Any]) -> Select[Visit]:
    """Visits of the people and to the accounts you reach. `day_from` and `day_to` are both included."""
    return queries.matching(work.user, **query)


@blueprint.post("/visits", VisitDraft, VisitInFullSchema, status=201)
def add_visit(work: Work, body: dict[str, Any]) -> Callable[[], Visit]:
    """Plan a visit.

    Account and day are enough; `missing` in the answer says which of the 5W has no answer yet: who (a contact), what
    (form), why (purpose and an objective), where (a place or a point), when (start and minutes). Objectives can come
    along; each has its findings in the answer.
    """
    return partial(visits.shown, work, visits.add(work, **body).id)


@blueprint.get("/visits/<id:visit_id>", VisitInFullSchema)
def read_visit(work: Work, visit_id: str) -> Visit:
    """One visit with its people, objectives, check-ins and commitments."""
    return work.one(queries.in_full(work.user, visit_id))


@blueprint.patch("/visits/<id:visit_id>", VisitChange, VisitInFullSchema)
def change_visit(work: Work, body: dict[str, Any], version: int | None, visit_id: str) -> Callable[[], Visit]:
    """Change the preparation of a visit, or move it to another day.

    A move of a visit on an approved plan is noted there when it is small, and asks for approval again when it is not.
    With another `day` alone it keeps its hour there. A missed visit that moves to another day is planned again.
    """
    visits.change(work, visit_id, version, **body)
    return partial(visits.shown, work, visit_id)


@blueprint.delete("/visits/<id:visit_id>")
def remove_visit(work: Work, version: int | None, visit_id: str) -> None:
    """Take back a visit that was planned by mistake. One that fell through is cancelled instead."""
    visits.remove(work, visit_id, version)


@blueprint.post("/visits/<id:visit_id>/cancellation", Cancellation, VisitInFullSchema)
def cancel_visit(work: Work, body: dict[str, Any], visit_id: str) -> Callable[[], Visit]:
    """Say that a visit does not take place, and why."""
    visits.cancel(work, visit_id, **body)
    return partial(visits.shown, work, visit_id)
