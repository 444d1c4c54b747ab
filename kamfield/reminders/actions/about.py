"""What a reminder is about, in a sentence that names it: a function per kind."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from kamfield.core.errors import NotFound
from kamfield.core.texts import N_, translate
from kamfield.core.weeks import Week
from kamfield.core.work import Work
from kamfield.messengers import queries as messengers
from kamfield.plans import queries as plans
from kamfield.plans.rules.deadline import due_on
from kamfield.policies import queries as policies
from kamfield.reminders.models import Reminder
from kamfield.reminders.queries import in_app, mornings, notices
from kamfield.reminders.rules import Kind
from kamfield.reminders.rules.wording import Month
from kamfield.users import queries as users
from kamfield.visits.queries.minutes import copy_by_id

About = tuple[str, dict[str, Any]]


def about(work: Work, locale: str, row: Reminder) -> About | None:
    """The sentence and what stands in it; None of what is gone, and where the occasion says it all."""
    look = ABOUT.get(Kind(row.kind))
    try:
        if row.kind == Kind.DIGEST:
            return _several(work, locale, row)
        return look(work, row) if look else None
    except NotFound:
        return None


def _month(work: Work, row: Reminder) -> About:
    month = date.fromisoformat(row.params["month"])
    day = due_on(month, policies.current(work).plan_due_day)
    return N_("It is about your plan for %(month)s, which is due on %(day)s."), {"month": Month(month), "day": day}


def _asked(work: Work, row: Reminder) -> About:
    plan = work.one(plans.any_by_id(row.subject_id or ""))
    rep = work.row(notices.names([plan.rep_id])).name
    return N_("It is about %(rep)s's plan for %(month)s."), {"rep": rep, "month": Month(plan.month)}


def _decided(work: Work, row: Reminder) -> About:
    plan = work.one(plans.any_by_id(row.subject_id or ""))
    return N_("It is about your plan for %(month)s."), {"month": Month(plan.month)}


def _handed(work: Work, row: Reminder) -> About:
    handover = work.one(users.handover_by_id(work.user, row.subject_id or ""))
    leaver = work.row(notices.names([handover.leaver_id])).name
    return N_("It is about what %(leaver)s handed over to you."), {"leaver": leaver}


def _visit(work: Work, row: Reminder) -> About:
    visit = work.row(mornings.visit(row.subject_id or ""))
    return N_("It is about the visit to %(account)s on %(day)s."), {"account": visit.account_name, "day": visit.day}


def _step(work: Work, row: Reminder) -> About:
    step = work.row(mornings.step(row.subject_id or ""))
    values = {"number": step.number, "account": step.account_name, "day": step.due_on}
    return N_("It is about quotation %(number)s for %(account)s, which is to be chased on %(day)s."), values


def _quote(work: Work, row: Reminder) -> About:
    quote = work.row(mornings.quote(row.subject_id or ""))
    values = {"number": quote.number, "account": quote.account_name, "day": quote.valid_until}
    if quote.valid_until is None:
        return N_("It is about quotation %(number)s for %(account)s."), values
    return N_("It is about quotation %(number)s for %(account)s, which is valid until %(day)s."), values


def _item(work: Work, row: Reminder) -> About:
    item = work.row(mornings.item(row.subject_id or ""))
    values = {"title": item.title, "day": item.due_on}
    if item.due_on is None:
        return N_("It is about “%(title)s”."), values
    return N_("It is about “%(title)s”, which is due on %(day)s."), values


def _fact(work: Work, row: Reminder) -> About:
    if row.params.get("what") != "credit_check":
        return _item(work, row)
    check = work.row(mornings.credit_check(row.subject_id or ""))
    values = {"account": check.account_name, "day": check.due_on}
    return N_("It is about the credit check of %(account)s, which is due on %(day)s."), values


def _person(work: Work, row: Reminder) -> About:
    contact = work.row(notices.contact(row.subject_id or ""))
    return N_("It is about %(contact)s at %(account)s."), {"contact": contact.name, "account": contact.account_name}


def _birthday(work: Work, row: Reminder) -> About:
    contact = work.row(notices.contact(row.subject_id or ""))
    day = date.fromisoformat(row.params["day"])
    values = {"contact": contact.name, "account": contact.account_name, "day": day}
    return N_("It is about the birthday of %(contact)s at %(account)s on %(day)s."), values


def _client(work: Work, row: Reminder) -> About:
    client = work.row(mornings.account(row.subject_id or ""))
    return N_("It is about %(account)s."), {"account": client.name}


def _messenger(work: Work, row: Reminder) -> About:
    messenger = work.one(messengers.any_by_id(row.subject_id or ""))
    return N_("It is about your messenger %(label)s."), {"label": messenger.label}


def _week(_work: Work, row: Reminder) -> About:
    return N_("It is about the week of %(day)s."), {"day": Week(row.params["year"], row.params["week"]).monday}


def _minutes(work: Work, row: Reminder) -> About:
    copy = work.one(copy_by_id(row.params["copy_id"]))
    values = {"name": copy.name, "account": copy.email, "day": copy.day}
    return N_("It takes the minutes of %(day)s to %(name)s (%(account)s)."), values


def _several(work: Work, locale: str, row: Reminder) -> About | None:
    ids = row.params.get("joined", ())
    titles = work.all(in_app.titles_of(work.user, ids)) if ids else ()
    said = translate(N_("; "), locale).join(titles)
    return (N_("It holds: %(what)s."), {"what": said}) if titles else None


ABOUT: Mapping[Kind, Callable[[Work, Reminder], About | None]] = {
    Kind.MINUTES: _minutes,
    Kind.WEEK: _week,
    Kind.TEAM_WEEK: _week,
    Kind.CLOSE_WEEK: _week,
    Kind.PLAN_WAITING: _asked,
    Kind.PLAN_ESCALATED: _asked,
    Kind.PLAN_DECIDED: _decided,
    Kind.HANDED_OVER: _handed,
    Kind.PLAN_OVERDUE: _month,
    Kind.PLAN_DUE: _month,
    Kind.VISIT_UNPREPARED: _visit,
    Kind.REPORT_OWED: _visit,
    Kind.FOLLOW_UP_DUE: _step,
    Kind.QUOTE_EXPIRING: _quote,
    Kind.TODO_DUE: _item,
    Kind.FACT_DUE: _fact,
    Kind.CONTACT_LEFT: _person,
    Kind.MESSENGER_GONE: _messenger,
    Kind.ACCOUNT_OVERDUE: _client,
    Kind.BIRTHDAY: _birthday,
}
