"""How an opportunity goes forward and back, and how it ends."""

from datetime import date

from kamfield.core.errors import invalid
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.opportunities import queries
from kamfield.opportunities.models import Opportunity


def advance(work: Work, opportunity_id: str) -> Opportunity:
    """One step up the ladder."""
    found = work.one(queries.by_id(work.user, opportunity_id))
    work.act("opportunity.advance", found, name=found.name)
    found.advance()
    return found


def set_back(work: Work, opportunity_id: str, reason: str) -> Opportunity:
    """It is not as far as we thought, and why."""
    found = work.one(queries.by_id(work.user, opportunity_id))
    work.act("opportunity.set_back", found, name=found.name, reason=reason)
    found.set_back()
    return found


def win(work: Work, opportunity_id: str, decided_on: date | None = None) -> Opportunity:
    """The client ordered."""
    found = work.one(queries.by_id(work.user, opportunity_id))
    work.act("opportunity.win", found, name=found.name)
    _refuse_tomorrow(work, decided_on)
    found.end("opportunity.win", decided_on or work.today)
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
    work.act("opportunity.lose", found, name=found.name, reason=reason)
    _refuse_tomorrow(work, decided_on)
    found.end("opportunity.lose", decided_on or work.today)
    found.loss_reason, found.lost_to, found.learned = reason, lost_to, learned
    return found


def reopen(work: Work, opportunity_id: str, reason: str) -> Opportunity:
    """Undecided after all: a manager says why, and its amount can be changed again."""
    found = work.one(queries.by_id(work.user, opportunity_id))
    work.act("opportunity.reopen", found, name=found.name, reason=reason)
    found.reopen()
    return found


def _refuse_tomorrow(work: Work, day: date | None) -> None:
    if day is not None and day > work.today:
        raise invalid("/decided_on", "in-the-future", N_("This day has not come yet."))
