"""Lines between people."""

from typing import Any

from kamfield.core.errors import invalid
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.decision_maps import queries
from kamfield.decision_maps.actions.part import belongings, person_of
from kamfield.decision_maps.models import InfluenceLine
from kamfield.opportunities import queries as opportunities


def draw(work: Work, opportunity_id: str, *, from_contact_id: str, to_contact_id: str, **columns: Any) -> InfluenceLine:
    """A line from whose word counts to who listens."""
    opportunity = work.one(opportunities.by_id(work.user, opportunity_id))
    if from_contact_id == to_contact_id:
        raise invalid("/to_contact_id", "not-oneself", N_("A line joins two people."))
    ends = {
        "from_contact_id": person_of(work, opportunity, "/from_contact_id", from_contact_id).id,
        "to_contact_id": person_of(work, opportunity, "/to_contact_id", to_contact_id).id,
    }
    line = InfluenceLine(**belongings(work, opportunity), **ends, **columns)
    work.act("influence.draw", work.add(line))
    return line


def erase(work: Work, line_id: str, version: int | None) -> None:
    """The line is no longer so, or never was."""
    line = work.one(queries.by_id(work.user, InfluenceLine, line_id), version=version)
    work.act("influence.erase", line)
    line.delete(work.now)
