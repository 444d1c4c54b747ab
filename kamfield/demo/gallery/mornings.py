"""The scenes of what a morning brings: each kind alone in its mail, and several of them in one."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from kamfield.accounts.actions import contacts
from kamfield.core.work import Work
from kamfield.demo import field
from kamfield.demo.gallery.company import MONDAY, WEEK, Cast
from kamfield.demo.gallery.singly import told
from kamfield.quotes import actions as quotes
from kamfield.quotes.queries import matching
from kamfield.reminders.actions import remind
from kamfield.reminders.background.together import IN_THE_MORNING, tell_the_morning
from kamfield.reminders.models import Reminder
from kamfield.reminders.rules import Kind
from kamfield.reminders.rules.occasions import Span
from kamfield.todos import actions as todos
from kamfield.users import queries as users
from kamfield.visits.actions import visits

DAY = timedelta(days=1)
TO_DO = {"zh-CN": "确认样品发货日期", "en": "Ask when the samples leave"}
BORN_ON = date(1980, MONDAY.month, MONDAY.day)


def _alone(kind: Kind, prepare: Callable[[Work, Cast], object] | None = None) -> Callable[[Work, Cast], Reminder]:
    """The first of its kind that the morning finds, once it was prepared that there is one."""

    def begin(work: Work, cast: Cast) -> Reminder:
        if prepare is not None:
            prepare(work, cast)
            work.db.flush()
        rep, today = work.one(users.any_by_id(cast.rep.id)), work.now.astimezone(cast.zone).date()
        found = (one for look in IN_THE_MORNING for one in look(work, rep, Span(today, today + 2 * DAY)))
        one = next(one for one in found if one.kind == kind)
        return remind(work, kind, rep.id, one.key, subject_id=one.subject_id, **one.params)

    return begin


def _together(work: Work, cast: Cast) -> Reminder:
    """A Tuesday on which several things are due."""
    for prepare in (_plan_a_visit, _owe_a_report, _have_something_to_do, _offer):
        prepare(work, cast)
        work.db.flush()
    tell_the_morning(work, work.one(users.any_by_id(cast.rep.id)))
    return told(work, Kind.DIGEST, cast.rep.id)


def _plan_a_visit(work: Work, cast: Cast) -> None:
    """Nobody knows yet whom it is to meet, and why."""
    mine = replace(work, user=cast.rep)
    visits.add(mine, account_id=cast.clients[3].id, day=mine.today, starts_at=cast.on(mine.today, 14), minutes=60)


def _owe_a_report(work: Work, cast: Cast) -> None:
    field.go_unplanned(replace(work, user=cast.rep), cast.clients[4], MONDAY)


def _have_something_to_do(work: Work, cast: Cast) -> None:
    mine = replace(work, user=cast.rep)
    todos.add(mine, title=TO_DO[cast.locale], due_on=mine.today, account_id=cast.clients[0].id)


def _open_the_week(work: Work, cast: Cast) -> None:
    todos.open_week(work, work.one(users.any_by_id(cast.rep.id)), WEEK)


def _offer(work: Work, cast: Cast) -> None:
    """A quotation that is good for a few days only."""
    mine = replace(work, user=cast.rep)
    ready = work.all(matching(cast.rep, state="ready", owner_id=cast.rep.id))[0]
    quotes.send(mine, ready.id, valid_until=mine.today + 2 * DAY)


def _be_born(work: Work, cast: Cast) -> None:
    client = cast.clients[0]
    contacts.change(replace(work, user=cast.rep), client.contact_ids[0], region=client.country, birthday=BORN_ON)


SCENES: Mapping[str, Callable[[Work, Cast], Reminder]] = {
    Kind.DIGEST: _together,
    Kind.PLAN_DUE: _alone(Kind.PLAN_DUE),
    Kind.PLAN_OVERDUE: _alone(Kind.PLAN_OVERDUE),
    Kind.VISIT_UNPREPARED: _alone(Kind.VISIT_UNPREPARED, _plan_a_visit),
    Kind.REPORT_OWED: _alone(Kind.REPORT_OWED, _owe_a_report),
    Kind.FOLLOW_UP_DUE: _alone(Kind.FOLLOW_UP_DUE),
    Kind.QUOTE_EXPIRING: _alone(Kind.QUOTE_EXPIRING, _offer),
    Kind.TODO_DUE: _alone(Kind.TODO_DUE, _have_something_to_do),
    Kind.FACT_DUE: _alone(Kind.FACT_DUE, _open_the_week),
    Kind.ACCOUNT_OVERDUE: _alone(Kind.ACCOUNT_OVERDUE),
    Kind.BIRTHDAY: _alone(Kind.BIRTHDAY, _be_born),
}
DAYS: Mapping[str, date] = {
    Kind.DIGEST: MONDAY + DAY,
    Kind.PLAN_DUE: date(2026, 4, 20),
    Kind.PLAN_OVERDUE: date(2026, 4, 28),
    Kind.REPORT_OWED: MONDAY + DAY,
    Kind.FACT_DUE: MONDAY + 4 * DAY,
    Kind.ACCOUNT_OVERDUE: date(2026, 5, 11),  # when what was planned lies behind
}
