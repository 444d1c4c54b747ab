"""Assessments of people. They are added or retracted, never changed."""

from datetime import date

from kamfield.accounts.actions.origin import refuse_future
from kamfield.core.work import Work
from kamfield.decision_maps import queries
from kamfield.decision_maps.actions.part import belongings, person_of
from kamfield.decision_maps.models import CODES, Assessment
from kamfield.opportunities import queries as opportunities


def assess(
    work: Work,
    opportunity_id: str,
    *,
    contact_id: str,
    assessed_on: date | None = None,
    id: str | None = None,
    **said: str | None,
) -> Assessment:
    """How somebody stands now; what is not said stays as the assessment before has it.

    It takes the place of the one known, unless that one was made on a later day.
    """
    opportunity = work.one(opportunities.by_id(work.user, opportunity_id))
    contact = person_of(work, opportunity, "/contact_id", contact_id)
    refuse_future(work, "assessed_on", assessed_on)
    before = next(iter(work.all(queries.of_person(opportunity.id, contact.id).limit(1))), None)
    kept = dict(before.codes) if before else dict.fromkeys(CODES)
    new = Assessment(
        **({"id": id} if id else {}),
        **belongings(work, opportunity),
        contact_id=contact.id,
        assessed_on=assessed_on or work.today,
        **{**kept, **said},
    )
    _take_place(work, new, before)
    work.act("assessment.add", work.add(new), name=contact.name)
    return new


def retract(work: Work, assessment_id: str, version: int | None, reason: str) -> None:
    """It never was so; the one whose place it had taken counts again."""
    gone = work.one(queries.by_id(work.user, Assessment, assessment_id), version=version)
    work.act("assessment.retract", gone, reason=reason)
    gone.delete(work.now)
    work.db.flush()  # only one assessment of a person may count at any moment
    left = work.all(queries.of_person(gone.opportunity_id, gone.contact_id).limit(1))
    if left and gone.superseded_at is None:
        left[0].restore()


def _take_place(work: Work, new: Assessment, before: Assessment | None) -> None:
    if before is None:
        return
    if new.assessed_on < before.assessed_on:
        new.supersede(work.now)
    else:
        before.supersede(work.now)
        work.db.flush()  # only one assessment of a person may count at any moment
