"""Why somebody was told of a thing, or was not, or is not yet."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from kamfield.accounts import queries as accounts
from kamfield.core.errors import NotFound
from kamfield.core.texts import N_, translate
from kamfield.core.work import Work
from kamfield.plans import queries as plans
from kamfield.plans.rules.deadline import NOT_HANDED_IN, due_on
from kamfield.plans.rules.month import following
from kamfield.policies import queries as policies
from kamfield.quotes.rules.states import FollowUpState
from kamfield.quotes.rules.states import State as QuoteState
from kamfield.reminders import queries
from kamfield.reminders.models import Reminder
from kamfield.reminders.queries import mornings
from kamfield.reminders.rules import MANDATORY, OCCASIONS, Kind, Reason
from kamfield.reminders.rules.occasions import EXPIRY_TOLD_BEFORE, PLAN_TOLD_BEFORE
from kamfield.todos.rules import State as TodoState
from kamfield.visits.rules.codes import State as VisitState

Said = tuple[str, dict[str, Any]]

NOT_YOURS = N_("It is not yours to look after.")
DONE = N_("It is done, or was never to be done.")
NOTHING = N_("Nothing of this kind was due for you.")


@dataclass(frozen=True)
class Answer:
    """The latest reminder of a kind about a thing, if there is one, and the sentence."""

    kind: Kind
    subject_id: str | None
    reminder: Reminder | None
    why: str


def why(work: Work, kind: Kind, subject_id: str | None = None) -> Answer:
    """What the ledger says, else what the rules say."""
    latest = work.all(queries.latest(work.user, kind, subject_id))
    row = latest[0] if latest else None
    return Answer(kind, subject_id, row, story(work, row) if row else _why_not(work, kind, subject_id))


def story(work: Work, row: Reminder) -> str:
    """A reminder explained; of one that joined others also what became of their mail."""
    said = row.why(work.user.locale)
    if row.reason != Reason.JOINED_DIGEST or row.digest_id is None:
        return said
    return f"{said} {work.one(queries.by_id(work.user, row.digest_id)).fate(work.user.locale)}"


def _why_not(work: Work, kind: Kind, subject_id: str | None) -> str:
    settings = work.db.scalars(queries.settings_of(work.user.id)).one_or_none()
    if settings is not None and kind in settings.unwanted and kind not in MANDATORY:
        sentence, values = N_("You do not want reminders of this kind."), dict[str, Any]()
    elif kind in _EXPLAIN and (subject_id or kind in _OF_NOTHING):
        sentence, values = _EXPLAIN[kind](work, subject_id or "")
    else:
        sentence, values = NOTHING, {}
    locale = work.user.locale
    return f"{translate(OCCASIONS[kind], locale)} {translate(sentence, locale, **values)}"


def _plan(work: Work, _subject_id: str) -> Said:
    month = following(work.today)
    due = due_on(month, policies.current(work).plan_due_day)
    plan = work.db.execute(mornings.plans_of(work.user.id, [month])).first()
    if plan is not None and plan.state not in NOT_HANDED_IN:
        return N_("The plan for %(month)s is handed in."), {"month": f"{month:%Y-%m}"}
    first = due - timedelta(days=max(PLAN_TOLD_BEFORE))
    told = {"month": f"{month:%Y-%m}", "day": due.isoformat(), "first": first.isoformat()}
    return N_("The plan for %(month)s is due on %(day)s: you are told from %(first)s on."), told


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
    told = {"day": visit.day.isoformat()}
    return N_("The visit is on %(day)s: you are told on the working day before, at 17:00."), told


def _report(work: Work, visit_id: str) -> Said:
    visit = work.row(mornings.visit(visit_id))
    if visit.rep_id != work.user.id:
        raise NotFound
    if visit.state != VisitState.DONE or visit.report_due_at is None:
        return N_("No report of this visit is owed."), {}
    return _due_on(visit.report_due_at.astimezone(work.user.zone).date())


def _follow_up(work: Work, step_id: str) -> Said:
    step = work.row(mornings.step(step_id))
    if step.owner_id != work.user.id:
        raise NotFound
    return _due_on(step.due_on) if step.state == FollowUpState.DUE else (DONE, {})


def _quote(work: Work, quote_id: str) -> Said:
    quote = work.row(mornings.quote(quote_id))
    if quote.owner_id != work.user.id:
        raise NotFound
    if quote.state != QuoteState.SENT or quote.valid_until is None:
        return N_("It was not sent, is answered already, or has no last day."), {}
    return _due_on(quote.valid_until - timedelta(days=max(EXPIRY_TOLD_BEFORE)))


def _item(work: Work, item_id: str) -> Said:
    item = work.row(mornings.item(item_id))
    if work.user.id not in {item.rep_id, item.assignee_id}:
        raise NotFound
    if item.state != TodoState.OPEN:
        return DONE, {}
    return (N_("It has no day on which it is due."), {}) if item.due_on is None else _due_on(item.due_on)


def _client(work: Work, account_id: str) -> Said:
    client = work.one(accounts.by_id(work.user, account_id))
    every = policies.current(work).visit_every_days.get(client.tier or "")
    planned = work.db.scalar(mornings.visit_planned(client.id, work.today))
    if client.lead_id != work.user.id:
        return NOT_YOURS, {}
    if every is None:
        return N_("The client has no tier, so no visit is ever overdue."), {}
    if planned is not None:
        return N_("A visit is planned on %(day)s."), {"day": planned.isoformat()}
    seen = client.last_visited_on or client.created_at.astimezone(work.user.zone).date()
    until = seen + timedelta(days=every)
    if until >= work.today:
        return N_("The tier allows until %(day)s."), {"day": until.isoformat()}
    return N_("It is overdue since %(day)s; a few such clients are told each morning."), {"day": until.isoformat()}


def _due_on(day: date) -> Said:
    return N_("You are told of it on %(day)s, or on the working day before."), {"day": day.isoformat()}


_OF_NOTHING = frozenset({Kind.PLAN_DUE, Kind.PLAN_OVERDUE})
_EXPLAIN: Mapping[Kind, Callable[[Work, str], Said]] = {
    Kind.PLAN_DUE: _plan,
    Kind.PLAN_OVERDUE: _plan,
    Kind.PLAN_WAITING: _asked,
    Kind.PLAN_ESCALATED: _asked,
    Kind.PLAN_DECIDED: _decided,
    Kind.VISIT_UNPREPARED: _visit,
    Kind.REPORT_OWED: _report,
    Kind.FOLLOW_UP_DUE: _follow_up,
    Kind.QUOTE_EXPIRING: _quote,
    Kind.TODO_DUE: _item,
    Kind.ACCOUNT_OVERDUE: _client,
}
