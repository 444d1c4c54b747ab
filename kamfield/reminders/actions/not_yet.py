"""What the rules say of a thing that the ledger does not know: a function per kind of reminder."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from kamfield.accounts import queries as accounts
from kamfield.accounts.models import Contact, Fact
from kamfield.accounts.rules import Layer
from kamfield.core.errors import NotFound
from kamfield.core.prepared import rows_of
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.messengers import queries as messengers
from kamfield.plans import queries as plans
from kamfield.plans.rules.deadline import NOT_HANDED_IN, due_on, latest_due
from kamfield.plans.rules.month import following
from kamfield.policies import queries as policies
from kamfield.quotes.rules.states import FollowUpState
from kamfield.quotes.rules.states import State as QuoteState
from kamfield.reminders.queries import mornings, notices
from kamfield.reminders.rules import Kind
from kamfield.reminders.rules.occasions import EXPIRY_TOLD_BEFORE, LOOKS_BACK, PLAN_TOLD_BEFORE, Span, birthday_in
from kamfield.reminders.rules.wording import Month
from kamfield.todos.rules import State as TodoState
from kamfield.visits.rules.codes import State as VisitState

Said = tuple[str, dict[str, Any]]

NOT_YOURS = N_("It is not yours to look after.")
DONE = N_("It is done, or was never to be done.")
NOTHING = N_("Nothing of this kind was due for you.")
WITHIN_A_YEAR = timedelta(days=366)


def _plan(work: Work, _subject_id: str) -> Said:
    month = following(work.today)
    due = due_on(month, policies.current(work).plan_due_day)
    plan = next(iter(rows_of(work.db, mornings.plans_of(work.user.id, month, month))), None)
    if plan is not None and plan.state not in NOT_HANDED_IN:
        return N_("The plan for %(month)s is handed in."), {"month": Month(month)}
    first = due - timedelta(days=max(PLAN_TOLD_BEFORE))
    told = {"month": Month(month), "day": due, "first": first}
    return N_("The plan for %(month)s is due on %(day)s: you are told from %(first)s on."), told


def _late_plan(work: Work, _subject_id: str) -> Said:
    due_day = policies.current(work).plan_due_day
    month = latest_due(work.today, due_day)
    plan = next(iter(rows_of(work.db, mornings.plans_of(work.user.id, month, month))), None)
    if plan is not None and plan.state not in NOT_HANDED_IN:
        return N_("The plan for %(month)s is handed in."), {"month": Month(month)}
    told = {"month": Month(month), "day": due_on(month, due_day)}
    return N_("The plan for %(month)s was due on %(day)s: you are told 1, 3 and 7 days after that."), told


def _asked(work: Work, plan_id: str) -> Said:
    plan = work.one(plans.by_id(work.user, plan_id))
    if plan.waiting_since is None:
        return N_("It waits for nobody's decision."), {}
    if plan.waiting_for_id not in work.user.viewers:
        return N_("It waits for somebody else's decision."), {}
    return N_("It waits for your decision: you are told within minutes, outside of the quiet hours."), {}


def _decided(work: Work, plan_id: str) -> Said:
    plan = work.one(plans.by_id(work.user, plan_id))
    if plan.rep_id != work.user.id:
        return NOT_YOURS, {}
    return (N_("Nobody has decided about it yet."), {}) if plan.decided_at is None else (NOTHING, {})


def _visit(work: Work, visit_id: str) -> Said:
    visit = work.row(mornings.visit(visit_id))
    if visit.rep_id != work.user.id:
        raise NotFound
    if visit.state != VisitState.PLANNED or not visit.missing or visit.urgent:
        return N_("Nothing is missing of its preparation, or it is over."), {}
    told = {"day": visit.day}
    return N_("The visit is on %(day)s: you are told on the working day before, at 17:00."), told


def _report(work: Work, visit_id: str) -> Said:
    visit = work.row(mornings.visit(visit_id))
    if visit.rep_id != work.user.id:
        raise NotFound
    if visit.state != VisitState.DONE or visit.report_due_at is None:
        return N_("No report of this visit is owed."), {}
    return _due_on(work, visit.report_due_at.astimezone(work.user.zone).date())


def _follow_up(work: Work, step_id: str) -> Said:
    step = work.row(mornings.step(step_id))
    if step.owner_id != work.user.id:
        raise NotFound
    return _due_on(work, step.due_on) if step.state == FollowUpState.DUE else (DONE, {})


def _quote(work: Work, quote_id: str) -> Said:
    quote = work.row(mornings.quote(quote_id))
    if quote.owner_id != work.user.id:
        raise NotFound
    if quote.state != QuoteState.SENT or quote.valid_until is None:
        return N_("The quotation is not sent, is answered already, or has no last day."), {}
    if quote.valid_until < work.today:
        return N_("The quotation ended on %(day)s."), {"day": quote.valid_until}
    return _due_on(work, quote.valid_until - timedelta(days=max(EXPIRY_TOLD_BEFORE)))


def _item(work: Work, item_id: str) -> Said:
    item = work.row(mornings.item(item_id))
    if work.user.id not in {item.rep_id, item.assignee_id}:
        raise NotFound
    if item.state != TodoState.OPEN:
        return DONE, {}
    return (N_("It has no day on which it is due."), {}) if item.due_on is None else _due_on(work, item.due_on)


def _client(work: Work, account_id: str) -> Said:
    client = work.one(accounts.by_id(work.user, account_id))
    every = policies.current(work).visit_every_days.get(client.tier or "")
    planned = rows_of(work.db, mornings.visit_planned(client.id, work.today))
    if client.lead_id != work.user.id:
        return NOT_YOURS, {}
    if every is None:
        return N_("The client has no tier, so no visit is ever overdue."), {}
    if planned:
        return N_("A visit is planned on %(day)s."), {"day": planned[0].day}
    seen = client.last_visited_on or client.created_at.astimezone(work.user.zone).date()
    until = seen + timedelta(days=every)
    if until >= work.today:
        return N_("By its tier the next visit is due by %(day)s."), {"day": until}
    return N_("It is overdue since %(day)s; a few such clients are told each morning."), {"day": until}


def _fact(work: Work, subject_id: str) -> Said:
    """A credit check, or what the list asks of a client."""
    check = next(iter(rows_of(work.db, mornings.credit_check(subject_id))), None)
    if check is None:
        return _item(work, subject_id)
    work.one(accounts.part_by_id(work.user, Fact, subject_id))
    if check.lead_id != work.user.id:
        return NOT_YOURS, {}
    return _due_on(work, check.due_on) if check.superseded_at is None and check.due_on else (DONE, {})


def _left(work: Work, contact_id: str) -> Said:
    contact = _contact(work, contact_id)
    to_meet = work.db.execute(notices.visits_to_meet(contact_id, work.today))
    if contact.active:
        return N_("They still work there."), {}
    if contact.lead_id != work.user.id and work.user.id not in {visit.rep_id for visit in to_meet}:
        return NOT_YOURS, {}
    return N_("You were told when it was noted, unless you noted it yourself or had nothing to do with them then."), {}


def _birthday(work: Work, contact_id: str) -> Said:
    contact = _contact(work, contact_id)
    if contact.lead_id != work.user.id:
        return NOT_YOURS, {}
    if not contact.active:
        return N_("They do not work there any more."), {}
    if contact.layer != Layer.DECIDER and contact.tier != mornings.KEY_TIER:
        return N_("They are no decider, and the client is not of tier A."), {}
    day = contact.birthday and birthday_in(contact.birthday, Span(work.today, work.today + WITHIN_A_YEAR))
    return _due_on(work, day) if day else (N_("Their birthday is not known."), {})


def _contact(work: Work, contact_id: str) -> Any:
    work.one(accounts.part_by_id(work.user, Contact, contact_id))
    return work.row(notices.contact(contact_id))


def _messenger(work: Work, messenger_id: str) -> Said:
    if work.one(messengers.by_id(work.user, messenger_id)).gone_at is None:
        return N_("As far as anybody knows it takes messages."), {}
    return N_("It takes no more messages: you are told within minutes, outside of the quiet hours."), {}


def _due_on(work: Work, day: date) -> Said:
    if day > work.today:
        return N_("You will be told on the morning of %(day)s, or before the days off it falls on."), {"day": day}
    if day < work.today - LOOKS_BACK:
        return N_("It was due on %(day)s, which is too long ago to be told of."), {"day": day}
    return N_("It is due since %(day)s: you will be told on the next morning on which you work."), {"day": day}


OF_NOTHING = frozenset({Kind.PLAN_DUE, Kind.PLAN_OVERDUE})
EXPLAIN: Mapping[Kind, Callable[[Work, str], Said]] = {
    Kind.PLAN_DUE: _plan,
    Kind.PLAN_OVERDUE: _late_plan,
    Kind.PLAN_WAITING: _asked,
    Kind.PLAN_ESCALATED: _asked,
    Kind.PLAN_DECIDED: _decided,
    Kind.VISIT_UNPREPARED: _visit,
    Kind.REPORT_OWED: _report,
    Kind.FOLLOW_UP_DUE: _follow_up,
    Kind.QUOTE_EXPIRING: _quote,
    Kind.TODO_DUE: _item,
    Kind.FACT_DUE: _fact,
    Kind.CONTACT_LEFT: _left,
    Kind.ACCOUNT_OVERDUE: _client,
    Kind.BIRTHDAY: _birthday,
    Kind.MESSENGER_GONE: _messenger,
}
