"""What can be said to the questions of the gates. Answers are given, never changed."""

from datetime import date

from kamfield.accounts.actions.origin import author_of, faults_in_origin, refuse_faults
from kamfield.accounts.rules.facts import Source
from kamfield.core.errors import Fault
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.opportunities import queries
from kamfield.opportunities.models import Answer
from kamfield.opportunities.queries.parts import answers
from kamfield.opportunities.rules.gates import Question, Reply


def answer(
    work: Work,
    opportunity_id: str,
    question: Question,
    reply: Reply,
    *,
    evidence: str | None = None,
    answered_on: date | None = None,
    source_kind: Source = Source.OWN,
    source_id: str | None = None,
    id: str | None = None,
) -> Answer:
    """What somebody knows now; it takes the place of the answer before, unless that one is of a later day.

    Who says the same again on the same day, from the same source, has tapped twice: nothing changes.
    """
    found = work.one(queries.by_id(work.user, opportunity_id))
    answered_on = answered_on or work.today
    faults = faults_in_origin(work, "answered_on", answered_on, source_kind, source_id)
    refuse_faults([*faults, *_faults_in_evidence(reply, evidence)])
    given = Answer(
        **({"id": id} if id else {}),
        opportunity_id=found.id,
        question=question,
        reply=reply,
        evidence=evidence,
        answered_on=answered_on,
        source_kind=source_kind,
        source_id=source_id,
        author_id=author_of(work),
    )
    known = work.db.scalars(answers(found.id, question=question)).one_or_none()
    if known is not None and known.repeats(given):
        return known
    work.act("opportunity.answer", found, name=found.name, question=question.value, reply=reply.value)
    _take_place(work, given, known)
    return work.add(given)


def _faults_in_evidence(reply: Reply, evidence: str | None) -> list[Fault]:
    if reply == Reply.YES and not evidence:
        return [Fault("required", N_("A yes needs evidence: what did you see or hear, from whom?"), "/evidence")]
    return []


def _take_place(work: Work, given: Answer, known: Answer | None) -> None:
    if known is None:
        return
    if given.answered_on < known.answered_on:
        given.supersede(work.now)
    else:
        known.supersede(work.now)
        work.db.flush()  # only one answer to a question may count at any moment
