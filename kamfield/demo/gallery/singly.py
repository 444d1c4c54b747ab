"""The scenes of single reminders."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from kamfield.accounts.actions import contacts
from kamfield.core.journal import Entry, record_of
from kamfield.core.work import SYSTEM, Actor, Work
from kamfield.demo.gallery.company import MONDAY, ROBOT, Cast
from kamfield.messengers import actions as messengers
from kamfield.plans import actions as plans
from kamfield.plans.actions.waiting import escalate
from kamfield.plans.models import Plan
from kamfield.plans.queries import history_of, lines_of, of_month
from kamfield.reminders import background as reminders
from kamfield.reminders.models import Reminder
from kamfield.reminders.queries import matching
from kamfield.reminders.queries.notices import visits_to_meet
from kamfield.reminders.rules import Kind
from kamfield.users import queries as users
from kamfield.users.actions.handovers import hand_over
from kamfield.wiring import AFTER

APRIL = date(2026, 4, 1)
SAID = {
    "zh-CN": ("请先确认图纸，再安排这次拜访。", "这家客户四月停产检修。"),
    "en": ("Ask for the drawings first, then plan this visit.", "Their plant stands still in April."),
}

CALL_FIRST = {
    "zh-CN": "请先联系 A 级客户，本周的拜访都已约好。",
    "en": "Call the A clients first; the visits of this week are agreed.",
}


def _handed_in(work: Work, cast: Cast) -> Reminder:
    plan = _plan(work, cast)
    submitted = next(entry for entry in work.all(history_of(plan.id)) if entry.verb == "plan.submit")
    reminders.tell_who_decides(work, submitted)
    return told(work, Kind.PLAN_WAITING, cast.manager.id)


def _not_decided(work: Work, cast: Cast) -> Reminder:
    plan = _plan(work, cast)
    escalate(work, plan)
    reminders.tell_who_decides(work, _latest(work, "plan.escalate"))
    return told(work, Kind.PLAN_ESCALATED, str(plan.waiting_for_id))


def _decided(work: Work, cast: Cast) -> Reminder:
    """Most of it is approved; one visit comes back, another is rejected."""
    plan = _plan(work, cast)
    theirs = replace(work, user=cast.manager)
    first, second, *_ = work.all(lines_of(plan.id))
    plans.return_line(theirs, plan.id, first.id, comment=SAID[cast.locale][0])
    plans.reject_line(theirs, plan.id, second.id, comment=SAID[cast.locale][1])
    plans.approve(theirs, plan.id)
    reminders.tell_the_rep(work, _latest(work, "plan.approve"))
    return told(work, Kind.PLAN_DECIDED, cast.rep.id)


def _took_over(work: Work, cast: Cast) -> Reminder:
    """A colleague leaves, and the rep gets all that was theirs."""
    theirs = replace(work, user=cast.manager)
    leaver = next(one for one in work.all(users.reports_of(cast.manager.id)) if one.id != cast.rep.id)
    hand_over(theirs, leaver_id=leaver.id, receiver_id=cast.rep.id, note=CALL_FIRST[cast.locale])
    entry = _latest(work, "user.hand_over")
    for move in (*AFTER["user.hand_over"], *AFTER["user.finish_hand_over"]):
        move(work, entry)
        work.db.flush()
    return told(work, Kind.HANDED_OVER, cast.rep.id)


def _gone(work: Work, cast: Cast) -> Reminder:
    """The manager notes that somebody left whom the rep was to meet."""
    met = (one for client in cast.clients for one in client.contact_ids if _is_to_be_met(work, one))
    contacts.mark_left(replace(work, user=cast.manager), next(met))
    reminders.tell_who_meets_them(work, _latest(work, "contact.mark_left"))
    return told(work, Kind.CONTACT_LEFT, cast.rep.id)


def _nobody_there(work: Work, cast: Cast) -> Reminder:
    """Somebody deleted the robot of the team's chat."""
    mine, label = replace(work, user=cast.rep), "Team"
    robot = messengers.add(mine, ROBOT, "sealed", (), label=label, topics=["notices"])
    work.db.flush()
    messengers.lose(work, messengers.try_out(mine, robot.id), "sealed", "wecom: 93000", unwelcome=False)
    reminders.tell_of_the_robot(work, _latest(work, "messenger.lose"))
    return told(work, Kind.MESSENGER_GONE, cast.rep.id)


def _is_to_be_met(work: Work, contact_id: str) -> bool:
    return bool(work.db.execute(visits_to_meet(contact_id, MONDAY)).first())


def _plan(work: Work, cast: Cast) -> Plan:
    return work.one(of_month(cast.rep.id, APRIL))


def _latest(work: Work, verb: str) -> Entry:
    work.db.flush()
    return next(entry for entry in reversed(record_of(work.db).entries) if entry.verb == verb)


def told(work: Work, kind: Kind, user_id: str) -> Reminder:
    """The reminder of a kind that somebody is about to get."""
    work.db.flush()
    return work.one(matching(Actor(user_id, "", SYSTEM.role), kind=kind))


SCENES: Mapping[str, Callable[[Work, Cast], Reminder]] = {
    Kind.PLAN_WAITING: _handed_in,
    Kind.PLAN_ESCALATED: _not_decided,
    Kind.PLAN_DECIDED: _decided,
    Kind.HANDED_OVER: _took_over,
    Kind.CONTACT_LEFT: _gone,
    Kind.MESSENGER_GONE: _nobody_there,
}
