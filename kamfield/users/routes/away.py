"""Where days off and stand-ins are reached."""

from typing import Any

from sqlalchemy import Select

from kamfield.core.work import Work
from kamfield.users.actions import away as actions
from kamfield.users.models import Absence, Delegation
from kamfield.users.queries import away as queries
from kamfield.users.schemas.away import (
    AbsenceChange,
    AbsenceDraft,
    AbsenceQuery,
    AbsenceSchema,
    DelegationDraft,
    DelegationSchema,
)
from kamfield.web.blueprint import Blueprint
from kamfield.web.paging import ListQuery

blueprint = Blueprint("away", __name__, description="Days off, and who stands in for a manager")


@blueprint.list("/delegations", ListQuery, DelegationSchema, sorts=queries.DELEGATION_SORTS)
def list_delegations(work: Work, query: dict[str, Any]) -> Select[Delegation]:
    """Who stands in for the managers you reach, and for whom you stand in."""
    return queries.delegations_visible_to(work.user)


@blueprint.get("/delegations/<id:delegation_id>", DelegationSchema)
def read_delegation(work: Work, delegation_id: str) -> Delegation:
    """One of them."""
    return work.one(queries.delegation_by_id(work.user, delegation_id))


@blueprint.post("/delegations", DelegationDraft, DelegationSchema, status=201)
def delegate(work: Work, body: dict[str, Any]) -> Delegation:
    """Name who stands in for you while you are away.

    From the first to the last day, in your time zone, they reach what you reach and decide what you decide; the record
    says on whose behalf. One stand-in at a time. Managers above you and administrators may name one for you.
    """
    return actions.delegate(work, **body)


@blueprint.delete("/delegations/<id:delegation_id>")
def end_delegation(work: Work, version: int | None, delegation_id: str) -> None:
    """Take a delegation back, at once."""
    actions.end_delegation(work, delegation_id, version)


@blueprint.list("/absences", AbsenceQuery, AbsenceSchema, sorts=queries.ABSENCE_SORTS)
def list_absences(work: Work, query: dict[str, Any]) -> Select[Absence]:
    """Days off of the people you reach."""
    return queries.absences_matching(work.user, **query)


@blueprint.get("/absences/<id:absence_id>", AbsenceSchema)
def read_absence(work: Work, absence_id: str) -> Absence:
    """One of them."""
    return work.one(queries.absence_by_id(work.user, absence_id))


@blueprint.post("/absences", AbsenceDraft, AbsenceSchema, status=201)
def add_absence(work: Work, body: dict[str, Any]) -> Absence:
    """Enter days off: your own, or those of somebody below you."""
    return actions.add_absence(work, **body)


@blueprint.patch("/absences/<id:absence_id>", AbsenceChange, AbsenceSchema)
def change_absence(work: Work, body: dict[str, Any], version: int | None, absence_id: str) -> Absence:
    """Change days, kind or note."""
    return actions.change_absence(work, absence_id, version, **body)


@blueprint.delete("/absences/<id:absence_id>")
def delete_absence(work: Work, version: int | None, absence_id: str) -> None:
    """They are not away after all."""
    actions.delete_absence(work, absence_id, version)
