"""Quotations that are to be chased, and those that end."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from kamfield.core.money import money_told
from kamfield.core.prepared import rows_of
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.quotes.rules.states import FollowUpState, State
from kamfield.reminders.background.page import TO_THE_WEEK, Days, Line, Notice
from kamfield.reminders.models import Reminder
from kamfield.reminders.queries import mornings as queries
from kamfield.reminders.rules import Kind, Reason
from kamfield.reminders.rules.hours import DAY
from kamfield.reminders.rules.occasions import EXPIRY_TOLD_BEFORE, LOOKS_BACK, Occasion, Span, stage_before
from kamfield.users.models import User


def quotes_to_chase(work: Work, user: User, span: Span) -> Iterator[Occasion]:
    """The steps of the ladder that are due; and what ends soon, unless it is chased today anyhow."""
    due = rows_of(work.db, queries.steps_due(user.id, span.today - LOOKS_BACK, span.until))
    for step in due:
        yield Occasion(Kind.FOLLOW_UP_DUE, step.id, f"{step.id}:{step.due_on}")
    chased = {step.quote_id for step in due if step.due_on >= span.today}
    last = span.until + DAY * max(EXPIRY_TOLD_BEFORE)
    for quote in rows_of(work.db, queries.quotes_expiring(user.id, span.today, last)):
        stage = stage_before(quote.valid_until, span, EXPIRY_TOLD_BEFORE)
        if stage is not None and quote.id not in chased:
            yield Occasion(Kind.QUOTE_EXPIRING, quote.id, f"{quote.id}:{quote.valid_until}:{stage}")


def follow_up_due(work: Work, row: Reminder, user: User) -> Notice | Reason:
    """A step that nobody took yet. Of each of a quotation's steps that are due the same is said: they are one call."""
    step = work.row(queries.step(row.subject_id or ""))
    if step.state != FollowUpState.DUE or step.owner_id != user.id:
        return Reason.NO_LONGER_NEEDED
    today = work.now.astimezone(ZoneInfo(user.time_zone)).date()
    steps = rows_of(work.db, queries.steps_due_of(step.quote_id, max(step.due_on, today)))
    days = [one.due_on for one in steps]
    values = {
        "number": step.number,
        "account": step.account_name,
        "day": Days([day for day in days if day < today]),
        "next": Days([day for day in days if day >= today]),
        "until": step.valid_until,
    }
    lead = N_("It is valid until %(until)s.") if step.valid_until else ""
    return Notice(_when(days, today), values, lead=lead, lines=[_what(step, user)], **TO_THE_WEEK)


def quote_expiring(work: Work, row: Reminder, user: User) -> Notice | Reason:
    """A quotation without an answer that still ends then."""
    quote = work.row(queries.quote(row.subject_id or ""))
    gone = quote.state != State.SENT or quote.owner_id != user.id
    if gone or quote.valid_until is None or f":{quote.valid_until}:" not in row.key:
        return Reason.NO_LONGER_NEEDED
    values = {"number": quote.number, "account": quote.account_name, "day": quote.valid_until}
    title = N_("%(number)s for %(account)s ends on %(day)s")
    return Notice(title, values, lead=N_("Ask for an answer, or renew it."), lines=[_what(quote, user)], **TO_THE_WEEK)


def _when(days: Sequence[date], today: date) -> str:
    if min(days) >= today:
        return N_("Ask %(account)s about %(number)s: it is to be chased on %(next)s")
    if max(days) < today:
        return N_("Ask %(account)s about %(number)s: it was to be chased on %(day)s")
    return N_("Ask %(account)s about %(number)s: it was to be chased on %(day)s, and is again on %(next)s")


def _what(one: Any, user: User) -> Line:
    if one.amount is None:
        return Line(one.title)
    return Line(one.title, "%(amount)s", {"amount": money_told(one.amount, one.currency, user.locale)})
