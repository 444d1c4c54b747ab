"""What can be done with quotations and their follow-ups; one function per verb."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from kamfield.accounts import queries as accounts
from kamfield.accounts.models import Contact
from kamfield.core import sync_clock
from kamfield.core.errors import invalid
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.opportunities.actions import refer
from kamfield.policies import queries as policies
from kamfield.quotes import queries
from kamfield.quotes.models import FollowUp, Quote, Validity
from kamfield.quotes.rules import AGREED, ANSWERED, RESCHEDULED, FollowUpState, State, ladder, number
from kamfield.users import queries as users


def add(work: Work, *, account_id: str, contact_id: str | None = None, **columns: Any) -> Quote:
    """An enquiry of a client, with the next number of the year."""
    account = work.referred("/account_id", accounts.by_id(work.user, account_id))
    _check_contact(work, account.id, contact_id)
    _check_opportunity(work, account.id, columns.get("opportunity_id"))
    columns.setdefault("currency", policies.current(work).currency)
    quote = Quote(account_id=account.id, contact_id=contact_id, owner_id=work.user.id, number="", **columns)
    work.act("quote.add", quote)
    quote.number = _next_number(work)
    return work.add(quote)


def change(work: Work, quote_id: str, version: int | None, **columns: Any) -> Quote:
    """Other words, figures or days; the ladder follows a new last day."""
    quote = work.one(queries.by_id(work.user, quote_id), version=version)
    _check_contact(work, quote.account_id, columns.get("contact_id"))
    _check_opportunity(work, quote.account_id, columns.get("opportunity_id"))
    work.act("quote.change", quote)
    quote.change(**columns)
    _follow_last_day(work, quote)
    return quote


def make_ready(work: Work, quote_id: str) -> Quote:
    """All that the quotation needs is there."""
    quote = work.one(queries.by_id(work.user, quote_id))
    work.act("quote.make_ready", quote)
    quote.move("quote.make_ready")
    return quote


def send(work: Work, quote_id: str, sent_on: date | None = None, valid_until: date | None = None) -> Quote:
    """Gone to the client: from that day on it is chased."""
    quote = work.one(queries.by_id(work.user, quote_id))
    sent_on = sent_on or _today(work)
    _check_days(work, sent_on, valid_until or quote.valid_until)
    work.act("quote.send", quote, number=quote.number, title=quote.title)
    quote.send(sent_on, valid_until)
    _follow_last_day(work, quote)
    return quote


def win(work: Work, quote_id: str, decided_on: date | None = None) -> Quote:
    """The client ordered."""
    quote = work.one(queries.by_id(work.user, quote_id))
    work.act("quote.win", quote, number=quote.number, title=quote.title)
    quote.decide("quote.win", decided_on or _today(work))
    _end_ladder(work, quote)
    return quote


def lose(work: Work, quote_id: str, reason: str, lost_to: str | None = None, decided_on: date | None = None) -> Quote:
    """The client will not order from us."""
    quote = work.one(queries.by_id(work.user, quote_id))
    work.act("quote.lose", quote, number=quote.number, title=quote.title)
    quote.decide("quote.lose", decided_on or _today(work))
    quote.loss_reason, quote.lost_to = reason, lost_to
    _end_ladder(work, quote)
    return quote


def withdraw(work: Work, quote_id: str, reason: str | None = None) -> Quote:
    """We take it back."""
    quote = work.one(queries.by_id(work.user, quote_id))
    work.act("quote.withdraw", quote, number=quote.number, title=quote.title, reason=reason)
    quote.decide("quote.withdraw", _today(work))
    _end_ladder(work, quote)
    return quote


def expire(work: Work, quote: Quote) -> None:
    """Its last valid day is over."""
    work.act("quote.expire", quote, number=quote.number, title=quote.title)
    quote.move("quote.expire")
    _end_ladder(work, quote)


def complete(work: Work, follow_up_id: str, said: str, next_on: date | None = None) -> FollowUp:
    """The client was asked. With a next day, the steps before it are dropped: the client has named another."""
    step = work.one(queries.follow_up_by_id(work.user, follow_up_id))
    work.act("follow_up.complete", step, step=step.step)
    step.complete(said, next_on, work.now)
    if next_on is not None:
        _agree(work, step, next_on)
    return step


def skip(work: Work, follow_up_id: str, because: str) -> FollowUp:
    """A step is left out, and why."""
    step = work.one(queries.follow_up_by_id(work.user, follow_up_id))
    work.act("follow_up.skip", step, step=step.step)
    step.skip(because, work.now)
    return step


def _check_contact(work: Work, account_id: str, contact_id: str | None) -> None:
    if contact_id is not None:
        person = accounts.part_by_id(work.user, Contact, contact_id)
        work.referred("/contact_id", person.where(Contact.account_id == account_id))


def _check_opportunity(work: Work, account_id: str, opportunity_id: str | None) -> None:
    if opportunity_id is not None:
        refer(work, "/opportunity_id", opportunity_id, account_id)


def _check_days(work: Work, sent_on: date, valid_until: date | None) -> None:
    if sent_on > _today(work):
        raise invalid("/sent_on", "in-the-future", N_("This day has not come yet."))
    if valid_until is not None and valid_until < sent_on:
        raise invalid("/valid_until", "before-sending", N_("The last valid day cannot be before the day of sending."))


def _today(work: Work) -> date:
    return work.now.astimezone(work.user.zone).date()


def _next_number(work: Work) -> str:
    # The sync clock is locked before the year, as a push does it: two orders would wait for each other in a circle.
    sync_clock.tick(work.db, 0)
    year = _today(work).year
    return number(year, work.db.execute(queries.next_serial(year)).scalar_one())


def _end_ladder(work: Work, quote: Quote) -> None:
    for step in work.all(queries.open_steps(work.user, quote.id)):
        step.skip(quote.state, work.now)


def _agree(work: Work, done: FollowUp, next_on: date) -> None:
    """A step on the day the client named, in the place of those that would come before it."""
    later = work.all(queries.open_steps(work.user, done.quote_id))
    for step in later:
        if step.due_on <= next_on and step.step != AGREED:
            step.skip(ANSWERED, work.now)
    if not any(step.due_on == next_on and step.step == AGREED for step in later):
        work.add(_step(done.quote_id, done.account_id, done.owner_id, AGREED, next_on))


def _follow_last_day(work: Work, quote: Quote) -> None:
    """Brings ladder and end of validity in line with the days of a sent quotation and with the policy."""
    if quote.state != State.SENT or quote.sent_on is None:
        return
    known = {(one.step, one.due_on): one for one in work.all(queries.follow_ups(work.user, quote_id=quote.id))}
    rules = policies.current(work)
    days = {"days_after": rules.follow_up_days_after_sending, "days_before": rules.follow_up_days_before_expiry}
    wanted = set(ladder(quote.sent_on, quote.valid_until, **days).items())
    for step, day in sorted(wanted):
        if (found := known.get((step, day))) is None:
            work.add(_step(quote.id, quote.account_id, quote.owner_id, step, day))
        elif found.skipped_because == RESCHEDULED:
            found.reopen()
    for old in known.values():
        if old.state == FollowUpState.DUE and old.step != AGREED and (old.step, old.due_on) not in wanted:
            old.skip(RESCHEDULED, work.now)
    _plan_end(work, quote)


def _step(quote_id: str, account_id: str, owner_id: str, step: str, day: date) -> FollowUp:
    return FollowUp(quote_id=quote_id, account_id=account_id, owner_id=owner_id, step=step, due_on=day)


def _plan_end(work: Work, quote: Quote) -> None:
    end = work.db.get(Validity, quote.id) or work.add(Validity(id=quote.id))
    end.due_at = end_of_validity(work, quote)


def end_of_validity(work: Work, quote: Quote) -> datetime | None:
    """The midnight after the last valid day, in the client's time zone, or the owner's where the client has none."""
    if quote.valid_until is None:
        return None
    account = work.one(accounts.by_id(work.user, quote.account_id))
    zone = account.time_zone or work.one(users.any_by_id(quote.owner_id)).time_zone
    return datetime.combine(quote.valid_until + timedelta(days=1), time(), ZoneInfo(zone)).astimezone(UTC)
