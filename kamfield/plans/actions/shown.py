"""A plan as a whole, for the eyes of rep and manager."""

from dataclasses import dataclass
from typing import Any

from kamfield.accounts.models import Account
from kamfield.core.work import Work
from kamfield.plans import queries
from kamfield.plans.actions.check import Checked, checked
from kamfield.plans.actions.deadlines import WithDeadline, with_deadline
from kamfield.plans.actions.waits import Waiting, waiting_of
from kamfield.plans.models import PlanLine
from kamfield.plans.rules.value import Aim
from kamfield.visits.models import Visit

_CHECKED = frozenset({"findings", "workload", "coverage", "stamp", "value", "days"})


@dataclass(frozen=True)
class LineWithVisit:
    """A line, its visit and client, and whether that visit is no longer what was proposed; its columns are its own."""

    line: PlanLine
    visit: Visit
    changed: bool
    aim: Aim | None
    client: Account

    @property
    def account_name(self) -> str:
        """The client's name."""
        return self.client.name

    @property
    def tier(self) -> str | None:
        """The client's tier."""
        return self.client.tier

    @property
    def opportunity_id(self) -> str | None:
        """What it serves: its own, else its visit's."""
        return self.aim.opportunity_id if self.aim else None

    @property
    def chance(self) -> int | None:
        """With what chance it counts."""
        return self.aim.chance if self.aim else None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.line, name)


@dataclass(frozen=True)
class PlanInFull:
    """A plan with everything; its columns and its deadline are its own."""

    plan: WithDeadline
    lines: list[LineWithVisit]
    checked: Checked
    waiting: Waiting | None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.checked if name in _CHECKED else self.plan, name)


def shown(work: Work, plan_id: str) -> PlanInFull:
    """A plan in full, as it is after what was just done; in a constant number of statements."""
    work.db.flush()
    plan = work.one(queries.by_id(work.user, plan_id))
    found = checked(work, plan)
    lines = {line.visit_id: line for line in found.lines}
    clients = {one.id: one for one in work.all(queries.accounts_on(plan.id))}
    in_order = [
        LineWithVisit(
            lines[visit.id], visit, visit.id in found.changed, found.aims.get(visit.id), clients[visit.account_id]
        )
        for visit in found.visits
    ]
    return PlanInFull(with_deadline(work, plan), in_order, found, waiting_of(work, plan))


def looked_at(work: Work, plan_id: str) -> Checked:
    """What the check says about a plan."""
    return checked(work, work.one(queries.by_id(work.user, plan_id)))
