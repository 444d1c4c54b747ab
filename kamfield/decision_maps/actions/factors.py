"""What a decision turns on."""

from typing import Any

from kamfield.core.work import Work
from kamfield.decision_maps import queries
from kamfield.decision_maps.actions.part import belongings, person_of
from kamfield.decision_maps.models import DecisionFactor
from kamfield.opportunities import queries as opportunities


def add_factor(
    work: Work, opportunity_id: str, *, set_by_contact_id: str | None = None, **columns: Any
) -> DecisionFactor:
    """Something else that the decision turns on."""
    opportunity = work.one(opportunities.by_id(work.user, opportunity_id))
    if set_by_contact_id is not None:
        person_of(work, opportunity, "/set_by_contact_id", set_by_contact_id)
    factor = DecisionFactor(**belongings(work, opportunity), set_by_contact_id=set_by_contact_id, **columns)
    work.act("factor.add", work.add(factor))
    return factor


def change_factor(work: Work, factor_id: str, version: int | None, **columns: Any) -> DecisionFactor:
    """Seen otherwise."""
    factor = work.one(queries.by_id(work.user, DecisionFactor, factor_id), version=version)
    opportunity = work.one(opportunities.by_id(work.user, factor.opportunity_id))
    if columns.get("set_by_contact_id") is not None:
        person_of(work, opportunity, "/set_by_contact_id", columns["set_by_contact_id"])
    work.act("factor.change", factor)
    factor.change(**columns)
    return factor


def delete_factor(work: Work, factor_id: str, version: int | None) -> None:
    """The decision does not turn on it."""
    factor = work.one(queries.by_id(work.user, DecisionFactor, factor_id), version=version)
    work.act("factor.delete", factor)
    factor.delete(work.now)
