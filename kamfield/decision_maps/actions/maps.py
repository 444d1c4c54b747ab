"""The map as a whole, put together from its parts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, TypeVar

from kamfield.core.work import Work
from kamfield.decision_maps import queries
from kamfield.decision_maps.models import Assessment, DecisionFactor, InfluenceLine
from kamfield.decision_maps.rules.codes import Attitude, BuyingRole, Depth, Influence, Support
from kamfield.decision_maps.rules.people import DecisionMap, Line, Person
from kamfield.decision_maps.rules.warnings import Warned, warnings
from kamfield.opportunities import queries as opportunities
from kamfield.opportunities.models import Opportunity
from kamfield.policies import queries as policies

Code = TypeVar("Code", bound=StrEnum)


@dataclass(frozen=True)
class Shown:
    """A map as it is shown: the people with what is known of them, the lines, the factors, and what it warns of."""

    opportunity: Opportunity
    map: DecisionMap
    assessments: Mapping[str, Assessment]
    lines: Sequence[InfluenceLine]
    factors: Sequence[DecisionFactor]
    warnings: Sequence[Warned]
    fresh_days: int


def show(work: Work, opportunity_id: str) -> Shown:
    """The whole map in five statements, however long its history is."""
    opportunity = work.one(opportunities.by_id(work.user, opportunity_id))
    known = {one.contact_id: one for one in work.all(queries.current(opportunity.id))}
    drawn = work.all(queries.lines(opportunity.id))
    ids = {*known, *(end for line in drawn for end in (line.from_contact_id, line.to_contact_id))}
    people = tuple(_person(row, known.get(row.id)) for row in work.db.execute(queries.people(ids)))
    there = {person.id for person in people}
    lines = [line for line in drawn if {line.from_contact_id, line.to_contact_id} <= there]
    drawn_lines = tuple(Line(line.from_contact_id, line.to_contact_id, Influence(line.kind)) for line in lines)
    found = DecisionMap(people, drawn_lines)
    fresh_days = policies.current(work).answer_fresh_days
    factors = work.all(queries.factors(opportunity.id))
    return Shown(opportunity, found, known, lines, factors, warnings(found, work.today, fresh_days), fresh_days)


def _person(row: Any, known: Assessment | None) -> Person:
    """Somebody as the rules see them; whom nobody assessed is only an end of a line."""
    seen = Person(row.id, row.name, row.title, row.active, last_met_on=row.last_met_on)
    if known is None:
        return seen
    return replace(
        seen,
        role=_code(BuyingRole, known.buying_role),
        attitude=_code(Attitude, known.attitude),
        support=_code(Support, known.support),
        depth=_code(Depth, known.relationship_depth),
        assessed_on=known.assessed_on,
    )


def _code(codes: type[Code], code: str | None) -> Code | None:
    return None if code is None else codes(code)
