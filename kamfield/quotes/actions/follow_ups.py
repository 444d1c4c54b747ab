"""Chasing a quotation: steps that are taken or left out, and what ends the ladder."""

from datetime import date

from kamfield.core.work import Work
from kamfield.quotes import queries
from kamfield.quotes.models import FollowUp, Quote
from kamfield.quotes.rules.ladder import AGREED, ANSWERED


def complete(work: Work, follow_up_id: str, said: str, next_on: date | None = None) -> FollowUp:
    """The client was asked. With a next day, the steps before it are dropped: the client has named another."""
    step = work.one(queries.follow_up_by_id(work.user, follow_up_id))
    work.act("follow_up.complete", step, step=step.step)
    step.complete(said, next_on, work.now)
    if next_on is not None:
        agree(work, work.one(queries.by_id(work.user, step.quote_id)), next_on)
    return step


def skip(work: Work, follow_up_id: str, because: str) -> FollowUp:
    """A step is left out, and why."""
    step = work.one(queries.follow_up_by_id(work.user, follow_up_id))
    work.act("follow_up.skip", step, step=step.step)
    step.skip(because, work.now)
    return step


def agree(work: Work, quote: Quote, next_on: date) -> None:
    """A step on the day the client named, in the place of those that would come before it."""
    later = work.all(queries.open_steps(work.user, quote.id))
    for step in later:
        if step.due_on <= next_on and step.step != AGREED:
            step.skip(ANSWERED, work.now)
    if not any(step.due_on == next_on and step.step == AGREED for step in later):
        work.add(step_of(quote, AGREED, next_on))


def step_of(quote: Quote, step: str, day: date) -> FollowUp:
    """A step of a quotation's ladder."""
    columns = {"quote_id": quote.id, "account_id": quote.account_id, "owner_id": quote.owner_id}
    return FollowUp(**columns, step=step, due_on=day)


def end_ladder(work: Work, quote: Quote, because: str | None = None) -> None:
    """Nothing of it is to be chased any more; unless told otherwise because of the state it is in now."""
    for step in work.all(queries.open_steps(work.user, quote.id)):
        step.skip(because or quote.state, work.now)
