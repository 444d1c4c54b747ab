"""Clients nobody has visited for too long, and the birthdays of their key people."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from kamfield.core.prepared import rows_of
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.days.queries.day import overdue_clients
from kamfield.policies import queries as policies
from kamfield.reminders.background.page import Line, Notice
from kamfield.reminders.models import Reminder
from kamfield.reminders.queries import mornings as queries
from kamfield.reminders.queries import notices
from kamfield.reminders.rules import MOST_COUNTED, Kind, Reason
from kamfield.reminders.rules.occasions import Occasion, Span, birthday_in, times_missed
from kamfield.users.models import User


def clients_overdue(work: Work, user: User, span: Span) -> Iterator[Occasion]:
    """Without a visit for longer than the tier allows and none planned; again each time another one is missed."""
    every_days = policies.current(work).visit_every_days
    for client in rows_of(work.db, overdue_clients(user.id, span.today, every_days, MOST_COUNTED)):
        seen_on = _seen_on(client, user)
        times = times_missed(seen_on, span.today, every_days[client.tier])
        yield Occasion(Kind.ACCOUNT_OVERDUE, client.id, f"{client.id}:{seen_on}:{times}")


def client_overdue(work: Work, row: Reminder, user: User) -> Notice | Reason:
    """A client that was not visited meanwhile, and is not about to be."""
    client = work.row(queries.account(row.subject_id or ""))
    every = policies.current(work).visit_every_days.get(client.tier or "")
    today = work.now.astimezone(ZoneInfo(user.time_zone)).date()
    due_on = None if every is None else _seen_on(client, user) + timedelta(days=every)
    planned = rows_of(work.db, queries.visit_planned(client.id, today))
    if due_on is None or due_on >= today or planned or client.lead_id != user.id:
        return Reason.NO_LONGER_NEEDED
    values = {"account": client.name, "tier": client.tier, "day": due_on, "seen": client.last_visited_on}
    lead = (
        N_("The tier allowed until %(day)s. The last visit was on %(seen)s.")
        if client.last_visited_on
        else N_("The tier allowed until %(day)s. Nobody has been there yet.")
    )
    return Notice(N_("Visit overdue: %(account)s (tier %(tier)s)"), values, lead=lead)


def birthdays(work: Work, user: User, span: Span) -> Iterator[Occasion]:
    """Of the deciders at somebody's clients, and of everybody at a client of the first tier."""
    months = tuple(sorted({day.month for day in span.days}))
    for contact in rows_of(work.db, queries.birthdays(user.id, months)):
        day = birthday_in(contact.birthday, span)
        if day is not None:
            yield Occasion(Kind.BIRTHDAY, contact.id, f"{contact.id}:{day.year}", {"day": day.isoformat()})


def birthday(work: Work, row: Reminder, user: User) -> Notice | Reason:
    """Somebody who still works there."""
    contact = work.row(notices.contact(row.subject_id or ""))
    if not contact.active or contact.birthday is None or contact.lead_id != user.id:
        return Reason.NO_LONGER_NEEDED
    day = birthday_in(contact.birthday, _around(work, user))
    if day is None:
        return Reason.NO_LONGER_NEEDED
    title = N_("Birthday on %(day)s: %(contact)s, %(account)s")
    lines = [Line(contact.title)] if contact.title else ()
    return Notice(title, {"contact": contact.name, "account": contact.account_name, "day": day}, lines=lines)


def _around(work: Work, user: User) -> Span:
    """A birthday that was the day before yesterday is no longer one to congratulate on."""
    today = work.now.astimezone(ZoneInfo(user.time_zone)).date()
    return Span(today - timedelta(days=1), today + timedelta(days=14))


def _seen_on(client: Any, user: User) -> Any:
    """One that was never seen counts from when it was noted."""
    return client.last_visited_on or client.created_at.astimezone(ZoneInfo(user.time_zone)).date()
