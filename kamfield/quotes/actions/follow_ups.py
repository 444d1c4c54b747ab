"""Chasing a quotation: steps that are taken or left out, and what ends the ladder."""

from datetime import date
from typing import Any

from kamfield.core.errors import invalid
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.quotes import queries
from kamfield.quotes.actions.validity import follow_days, step_of
from kamfield.quotes.models import FollowUp, Quote, Reply
from kamfield.quotes.rules.ladder import AGREED, ANSWERED
from kamfield.quotes.rules.states import FollowUpState, State


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


def note_reply(work: Work, quote_id: str, said: str, replied_on: date | None = None, **columns: Any) -> Reply:
    """The client answered of their own accord: the ladder begins anew, and with a day they named, there."""
    quote = work.one(queries.by_id(work.user, quote_id))
    replied_on = replied_on or work.today
    if replied_on > work.today:
        raise invalid("/replied_on", "in-the-future", N_("This day has not come yet."))
    work.act("quote.note_reply", quote, number=quote.reference, said=said)
    quote.hear(replied_on)
    reply = work.add(Reply(quote_id=quote.id, author_id=work.user.id, replied_on=replied_on, said=said, **columns))
    for step in work.all(queries.open_steps(work.user, quote.id)):
        if step.step == AGREED:
            step.skip(ANSWERED, work.now)
    follow_days(work, quote)
    if reply.next_on is not None and quote.state == State.SENT:
        work.db.flush()  # the new steps are among those that the client's day takes the place of
        agree(work, quote, reply.next_on)
    return reply


def agree(work: Work, quote: Quote, next_on: date) -> None:
    """A step on the day the client named, in the place of those that would come before it."""
    for step in work.all(queries.open_steps(work.user, quote.id)):
        if step.due_on <= next_on and step.step != AGREED:
            step.skip(ANSWERED, work.now)
    there = work.db.scalars(queries.step_on(quote.id, AGREED, next_on)).one_or_none()
    if there is None:
        work.add(step_of(quote, AGREED, next_on))
    elif there.state != FollowUpState.DUE:
        _ask_again(work, there)


def _ask_again(work: Work, step: FollowUp) -> None:
    """The client was asked before the day they had named, and named it again; what they said stays as a reply."""
    if step.said:
        heard = {"author_id": step.owner_id, "replied_on": work.today, "said": step.said, "next_on": step.due_on}
        work.add(Reply(quote_id=step.quote_id, **heard))
    step.reopen()


def end_ladder(work: Work, quote: Quote, because: str | None = None) -> None:
    """Nothing of it is to be chased any more; unless told otherwise because of the state it is in now."""
    for step in work.all(queries.open_steps(work.user, quote.id)):
        step.skip(because or quote.state, work.now)
