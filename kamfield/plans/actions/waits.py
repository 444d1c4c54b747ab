"""What is shown of a plan that waits: for whom, since when, and how it got there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from kamfield.core.work import Work
from kamfield.plans import queries
from kamfield.plans.actions.waiting import escalates_at
from kamfield.plans.models import Plan
from kamfield.users import queries as users


@dataclass(frozen=True)
class Escalated:
    """One step up; without `to_id` the administrators were asked."""

    at: datetime
    from_id: str
    from_name: str
    to_id: str | None
    to_name: str | None


@dataclass(frozen=True)
class Waiting:
    """Whose table it lies on; without `for_id` that of the administrators."""

    since: datetime
    for_id: str | None
    for_name: str | None
    stand_in_id: str | None
    stand_in_name: str | None
    there_since: datetime
    escalates_at: datetime | None
    escalations: list[Escalated]


def waiting_of(work: Work, plan: Plan) -> Waiting | None:
    """For whom a plan waits, in at most four statements; None when no decision is asked for."""
    if plan.waiting_since is None or plan.waiting_there_since is None:
        return None
    asked = work.one(users.any_by_id(plan.waiting_for_id)) if plan.waiting_for_id else None
    day = work.now.astimezone(ZoneInfo(asked.time_zone)).date() if asked else work.today
    stand_in = work.db.scalars(users.stand_ins_of(plan.waiting_for_id or "", day)).first()
    return Waiting(
        since=plan.waiting_since,
        for_id=plan.waiting_for_id,
        for_name=asked.name if asked else None,
        stand_in_id=stand_in.id if stand_in else None,
        stand_in_name=stand_in.name if stand_in else None,
        there_since=plan.waiting_there_since,
        escalates_at=escalates_at(work, plan),
        escalations=_escalations(work, plan, plan.waiting_since) if plan.escalations else [],
    )


def _escalations(work: Work, plan: Plan, since: datetime) -> list[Escalated]:
    steps = work.all(queries.escalations_of(plan.id, since))
    ids = {step.details[end] for step in steps for end in ("from_id", "to_id")} - {None}
    names: dict[Any, str] = {row.id: row.name for row in work.db.execute(users.names_of(ids))}
    return [_escalated(step.at, step.details["from_id"], step.details["to_id"], names) for step in steps]


def _escalated(at: datetime, from_id: str, to_id: str | None, names: dict[Any, str]) -> Escalated:
    return Escalated(at, from_id, names[from_id], to_id, names.get(to_id))
