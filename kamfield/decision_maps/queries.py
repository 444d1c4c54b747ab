"""What can be read of decision maps: seen by whoever sees the opportunity."""

from typing import Any, TypeVar

from sqlalchemy import Select, select

from kamfield.accounts.models import Contact
from kamfield.accounts.queries import reaches_all
from kamfield.core.work import Actor
from kamfield.decision_maps.models import Assessment, DecisionFactor, InfluenceLine
from kamfield.opportunities.queries import visible_ids

Kind = TypeVar("Kind", Assessment, InfluenceLine, DecisionFactor)

MOST_PEOPLE, MOST_LINES, MOST_FACTORS = 200, 1000, 100
SORTS = {"assessed_on": Assessment.assessed_on}


def visible_to(user: Actor, kind: type[Kind]) -> Select[Kind]:
    """Assessments, lines or factors of the opportunities a user reaches."""
    statement = select(kind).where(kind.deleted_at.is_(None))
    return statement if reaches_all(user) else statement.where(kind.opportunity_id.in_(visible_ids(user)))


def by_id(user: Actor, kind: type[Kind], row_id: str) -> Select[Kind]:
    """One of them."""
    return visible_to(user, kind).where(kind.id == row_id)


def history(user: Actor, opportunity_id: str, *, contact_id: str | None = None) -> Select[Assessment]:
    """Everything that was ever thought of the people of an opportunity, or of one of them."""
    statement = visible_to(user, Assessment).where(Assessment.opportunity_id == opportunity_id)
    return statement if contact_id is None else statement.where(Assessment.contact_id == contact_id)


def of_person(opportunity_id: str, contact_id: str) -> Select[Assessment]:
    """All assessments of somebody, the latest first; the caller has found the opportunity."""
    same = select(Assessment).where(Assessment.opportunity_id == opportunity_id, Assessment.contact_id == contact_id)
    return same.where(Assessment.deleted_at.is_(None)).order_by(Assessment.assessed_on.desc(), Assessment.id.desc())


def current(opportunity_id: str) -> Select[Assessment]:
    """The assessments that count now, one for each person."""
    found = select(Assessment).where(Assessment.opportunity_id == opportunity_id, Assessment.deleted_at.is_(None))
    return found.where(Assessment.superseded_at.is_(None)).order_by(Assessment.id).limit(MOST_PEOPLE)


def lines(opportunity_id: str) -> Select[InfluenceLine]:
    """The lines of a map."""
    found = select(InfluenceLine).where(InfluenceLine.opportunity_id == opportunity_id)
    return found.where(InfluenceLine.deleted_at.is_(None)).order_by(InfluenceLine.id).limit(MOST_LINES)


def factors(opportunity_id: str) -> Select[DecisionFactor]:
    """What the decision turns on, the weightiest first."""
    found = select(DecisionFactor).where(DecisionFactor.opportunity_id == opportunity_id)
    ordered = found.where(DecisionFactor.deleted_at.is_(None)).order_by(DecisionFactor.priority, DecisionFactor.id)
    return ordered.limit(MOST_FACTORS)


def people(contact_ids: set[str]) -> Select[*tuple[Any, ...]]:
    """What a map shows of the people themselves, as plain columns."""
    columns = (Contact.id, Contact.name, Contact.title, Contact.layer, Contact.active, Contact.last_met_on)
    return select(*columns).where(Contact.id.in_(contact_ids), Contact.deleted_at.is_(None)).order_by(Contact.id)
