"""What the visits of an opportunity led to."""

from datetime import date

from kamfield.core.work import Work
from kamfield.opportunities import queries
from kamfield.opportunities.models import Opportunity, Outcome
from kamfield.opportunities.queries.parts import outcome_of, outcomes
from kamfield.opportunities.rules.outcomes import running


def note_outcome(work: Work, opportunity_id: str, outcome: str, *, visit_id: str, on: date) -> Opportunity:
    """How a visit ended: its code (`order`, `advance`, `continuation`, `no_sale`) and its day.

    Three continuations without an advance or an order between them stall the opportunity. Said again of the same visit,
    after its report was corrected, the later word counts, also when the visit now serves another opportunity.
    """
    found = work.one(queries.any_by_id(opportunity_id))
    work.act("opportunity.note_outcome", found, outcome=outcome, visit_id=visit_id)
    known = work.db.scalars(outcome_of(visit_id)).one_or_none()
    former_id = known.opportunity_id if known else found.id
    if known is None:
        work.add(Outcome(opportunity_id=found.id, visit_id=visit_id, outcome=outcome, visited_on=on))
    else:
        known.opportunity_id, known.outcome, known.visited_on = found.id, outcome, on
    work.db.flush()
    for one in {found.id, former_id}:
        _count(work, work.one(queries.any_by_id(one)))
    return found


def _count(work: Work, found: Opportunity) -> None:
    found.stands(*running((one.visited_on, one.outcome) for one in work.all(outcomes(found.id))))
