"""How an opportunity goes forward and back, and how it ends."""

from collections.abc import Sequence
from datetime import date

from kamfield.accounts.actions.origin import author_of
from kamfield.core.errors import Problem, invalid
from kamfield.core.journal import Entry
from kamfield.core.texts import N_, Phrase
from kamfield.core.work import Work
from kamfield.opportunities import queries
from kamfield.opportunities.actions.gates import missing_at
from kamfield.opportunities.models import Opportunity, Step
from kamfield.opportunities.rules.gates import QUESTION_LABELS
from kamfield.opportunities.rules.offers import Offer
from kamfield.opportunities.rules.stages import Status, after, before


class GateClosed(Problem):
    """Answers are missing; `missing` says which, and why."""

    status = 409
    title = N_("Answers are missing")
    detail = N_("Not settled yet: %(questions)s A manager may let it pass and say why.")


def advance(work: Work, opportunity_id: str, reason: str | None = None) -> Opportunity:
    """One step up the ladder, through the gate ahead: settled, or opened by a manager with a reason."""
    found = work.one(queries.by_id(work.user, opportunity_id))
    missing, former = missing_at(work, found), found.status
    said = {"name": found.name, "former": former, "status": after(Status(former))}
    if not missing:
        entry = work.act("opportunity.advance", found, **said)
    elif reason is None:
        told = {question.value: lack.value for question, lack in missing.items()}
        raise GateClosed(members={"missing": told}, questions=tuple(Phrase(QUESTION_LABELS[one]) for one in missing))
    else:
        entry = work.act("opportunity.pass_gate", found, **said, missing=sorted(missing), reason=reason)
    found.advance()
    _note(work, entry, found, former, reason, sorted(missing))
    return found


def set_back(work: Work, opportunity_id: str, reason: str) -> Opportunity:
    """It is not as far as we thought, and why."""
    found = work.one(queries.by_id(work.user, opportunity_id))
    former = found.status
    following = before(Status(former))
    entry = work.act("opportunity.set_back", found, name=found.name, former=former, status=following, reason=reason)
    found.set_back()
    _note(work, entry, found, former, reason)
    return found


def win(work: Work, opportunity_id: str, decided_on: date | None = None, order: Offer | None = None) -> Opportunity:
    """The client ordered; with an order, that is what it was worth."""
    found = work.one(queries.by_id(work.user, opportunity_id))
    former = found.status
    entry = work.act("opportunity.win", found, name=found.name)
    _refuse_tomorrow(work, decided_on)
    if order is not None:
        found.take(order)
    found.end("opportunity.win", decided_on or work.today)
    _note(work, entry, found, former)
    return found


def lose(
    work: Work,
    opportunity_id: str,
    reason: str,
    lost_to: str | None = None,
    learned: str | None = None,
    decided_on: date | None = None,
) -> Opportunity:
    """The client will not buy from us: why, who got it, and what we learned."""
    found = work.one(queries.by_id(work.user, opportunity_id))
    former = found.status
    entry = work.act("opportunity.lose", found, name=found.name, reason=reason)
    _refuse_tomorrow(work, decided_on)
    found.end("opportunity.lose", decided_on or work.today)
    found.loss_reason, found.lost_to, found.learned = reason, lost_to, learned
    _note(work, entry, found, former)
    return found


def reopen(work: Work, opportunity_id: str, reason: str) -> Opportunity:
    """Undecided after all: a manager says why, and its amount can be changed again."""
    found = work.one(queries.by_id(work.user, opportunity_id))
    former = found.status
    entry = work.act("opportunity.reopen", found, name=found.name, reason=reason)
    found.reopen()
    _note(work, entry, found, former, reason)
    return found


def _refuse_tomorrow(work: Work, day: date | None) -> None:
    if day is not None and day > work.today:
        raise invalid("/decided_on", "in-the-future", N_("This day has not come yet."))


def _note(
    work: Work,
    entry: Entry,
    found: Opportunity,
    former: str,
    reason: str | None = None,
    missing: Sequence[str] = (),
) -> None:
    step = Step(
        opportunity_id=found.id,
        from_status=former,
        to_status=found.status,
        taken_at=work.now,
        taken_on=found.decided_on or work.today,
        by_id=author_of(work),
        on_behalf_of_id=entry.on_behalf_of_id,
        reason=reason,
        missing=list(missing),
    )
    work.add(step)
