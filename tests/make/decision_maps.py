"""People of an opportunity and what is known of them."""

from typing import Any

from kamfield.core.work import Work
from kamfield.decision_maps.actions import assessments, factors, lines
from kamfield.decision_maps.models import Assessment, DecisionFactor, InfluenceLine
from kamfield.opportunities.models import Opportunity


def make_assessment(work: Work, opportunity: Opportunity, contact_id: str, **columns: Any) -> Assessment:
    """How somebody stands; an approver who is neutral unless said otherwise."""
    usual = {"buying_role": "approver", "support": "neutral"}
    assessment = assessments.assess(work, opportunity.id, contact_id=contact_id, **(usual | columns))
    work.db.flush()
    return assessment


def make_line(work: Work, opportunity: Opportunity, from_id: str, to_id: str, kind: str = "formal") -> InfluenceLine:
    """A line between two people."""
    line = lines.draw(work, opportunity.id, from_contact_id=from_id, to_contact_id=to_id, kind=kind)
    work.db.flush()
    return line


def make_factor(work: Work, opportunity: Opportunity, **columns: Any) -> DecisionFactor:
    """Something the decision turns on."""
    usual = {"kind": "technical_or_business", "text": "Spare parts within a day", "priority": 2}
    factor = factors.add_factor(work, opportunity.id, **(usual | {"our_standing": "unknown"} | columns))
    work.db.flush()
    return factor
