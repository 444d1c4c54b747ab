"""Plans: whoever is asked to decide is told, and the rep is told what was decided."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select

from kamfield.core.journal import Entry
from kamfield.core.texts import N_, Phrase
from kamfield.core.work import Work
from kamfield.pages.rules import addresses
from kamfield.plans import queries as plans
from kamfield.plans.models import Plan
from kamfield.plans.rules.states import LINE_LABELS, LineState, State
from kamfield.reminders.actions import remind
from kamfield.reminders.background.page import Line, Month, Notice
from kamfield.reminders.models import Reminder
from kamfield.reminders.queries import notices as queries
from kamfield.reminders.rules import MOST_ROWS, Kind, Reason
from kamfield.users import queries as users
from kamfield.users.models import User

LOOK = N_("Look at the plan")
ROUND = timedelta(minutes=15)  # what is decided line by line is told together


def tell_who_decides(work: Work, entry: Entry) -> None:
    """A plan asks for a decision: whoever it waits for is told, and whoever stands in for them today."""
    plan = work.one(plans.any_by_id(entry.subject_id))
    since = plan.waiting_there_since
    kind = Kind.PLAN_ESCALATED if plan.escalations else Kind.PLAN_WAITING
    for user_id in _asked(work, plan) if since else ():
        occasion = f"{plan.id}:{_stamp(since)}"
        remind(work, kind, user_id, occasion, subject_id=plan.id, since=_stamp(plan.waiting_since))


def tell_the_rep(work: Work, entry: Entry) -> None:
    """A person decided about a whole plan."""
    plan = work.one(plans.any_by_id(entry.subject_id))
    if not plan.by_policy and plan.decided_at is not None:
        at = _stamp(plan.decided_at)
        occasion = f"{plan.id}:{at}"
        remind(work, Kind.PLAN_DECIDED, plan.rep_id, occasion, subject_id=plan.id, happened_at=plan.decided_at, at=at)


def tell_the_rep_of_lines(work: Work, entry: Entry) -> None:
    """A person decides line by line: the rep hears of a quarter of an hour of it in one mail."""
    plan = work.one(plans.any_by_id(entry.subject_id))
    begins = entry.at - (entry.at - datetime.min.replace(tzinfo=entry.at.tzinfo)) % ROUND
    occasion = f"{plan.id}:lines:{_stamp(begins)}"
    since, due_at = begins.isoformat(), begins + ROUND
    when: dict[str, Any] = {"due_at": due_at, "happened_at": entry.at, "lines_since": since}
    remind(work, Kind.PLAN_DECIDED, plan.rep_id, occasion, subject_id=plan.id, **when)


def plan_waiting(work: Work, row: Reminder, user: User) -> Notice | Reason:
    """A plan that still waits since then."""
    plan = work.one(plans.any_by_id(row.subject_id or ""))
    if plan.waiting_since is None or _stamp(plan.waiting_since) != row.params["since"]:
        return Reason.NO_LONGER_NEEDED
    name = _names(work, plan.rep_id)[plan.rep_id]
    values = {"rep": name, "month": Month(plan.month), "count": plan.open_line_count, "since": plan.waiting_since}
    if row.kind == Kind.PLAN_ESCALATED:
        title = N_("Nobody has decided yet about %(rep)s's plan for %(month)s")
    elif plan.state == State.APPROVED:
        title = N_("%(rep)s's plan for %(month)s has changed and waits for your decision")
    else:
        title = N_("%(rep)s's plan for %(month)s waits for your decision")
    lead = N_("Visits to decide about: %(count)s. They wait since %(since)s.")
    return Notice(title, values, lead=lead, button=N_("Look through the plan and decide"), path=addresses.plan(plan.id))


def plan_decided(work: Work, row: Reminder, user: User) -> Notice | Reason:
    """What became of somebody's plan, unless they have handed it in again."""
    plan = work.one(plans.any_by_id(row.subject_id or ""))
    if "lines_since" in row.params:
        return _lines_decided(work, plan, datetime.fromisoformat(row.params["lines_since"]))
    if plan.decided_at is None or _stamp(plan.decided_at) != row.params["at"]:
        return Reason.NO_LONGER_NEEDED
    values = {"month": Month(plan.month), "comment": plan.comment or "", **_by(work, plan)}
    lines = list(_lines(work, queries.lines_not_approved(plan.id)))
    way: dict[str, Any] = {"lines": lines, "button": LOOK, "path": addresses.plan(plan.id)}
    if plan.state == State.RETURNED:
        said = N_("%(who)s says: %(comment)s")
        return Notice(N_("Your plan for %(month)s came back"), values, lead=said, **way)
    lead = N_("%(who)s approved it.") if not lines else N_("%(who)s approved it, but for these visits:")
    return Notice(N_("Your plan for %(month)s is approved"), values, lead=lead, **way)


def _lines_decided(work: Work, plan: Plan, since: datetime) -> Notice | Reason:
    if plan.decided_at is not None and plan.decided_at >= since:
        return Reason.NO_LONGER_NEEDED  # the whole plan was, and that is told
    lines = [
        *_lines(work, queries.lines_not_approved(plan.id, since)),
        *_lines(work, queries.lines_approved(plan.id, since)),
    ]
    if not lines:
        return Reason.NO_LONGER_NEEDED
    title, path = N_("Visits of your plan for %(month)s were decided"), addresses.plan(plan.id)
    return Notice(title, {"month": Month(plan.month)}, lines=lines, button=LOOK, path=path)


def _lines(work: Work, statement: Select[*tuple[Any, ...]]) -> Iterator[Line]:
    for one in work.db.execute(statement.limit(MOST_ROWS)):
        reason = getattr(one, "comment", None)
        sentence = N_("%(day)s, %(state)s: %(reason)s") if reason else N_("%(day)s, %(state)s")
        state = Phrase(LINE_LABELS[LineState(one.state)])
        yield Line(one.account_name, sentence, {"day": one.day, "state": state, "reason": reason})


def _asked(work: Work, plan: Plan) -> list[str]:
    """Whose table the plan lies on today: the manager's and the stand-in's, or every administrator's."""
    if plan.waiting_for_id is None:
        return [admin.id for admin in work.all(users.other_admins(plan.rep_id))]
    manager = work.one(users.any_by_id(plan.waiting_for_id))
    today = work.now.astimezone(ZoneInfo(manager.time_zone)).date()
    stand_ins = [one.id for one in work.all(users.stand_ins_of(manager.id, today)) if one.id != plan.rep_id]
    return [manager.id, *stand_ins]


def _by(work: Work, plan: Plan) -> dict[str, str]:
    return {"who": _names(work, plan.decided_by_id).get(plan.decided_by_id or "", "Kamfield")}


def _names(work: Work, user_id: str | None) -> dict[str, str]:
    return {row.id: row.name for row in work.db.execute(queries.names([user_id]))}


def _stamp(at: datetime | None) -> str:
    return "" if at is None else f"{at:%Y%m%dT%H%M%S%f}"
