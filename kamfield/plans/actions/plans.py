"""What a rep can do with a month's plan."""

from collections.abc import Iterable
from datetime import date

from kamfield.core.errors import Fault, Problem, invalid
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.plans import queries
from kamfield.plans.actions.auto_approval import approve_by_policy
from kamfield.plans.actions.check import checked
from kamfield.plans.actions.seen import clock_now
from kamfield.plans.actions.verdicts import refuse_decided
from kamfield.plans.actions.waiting import settle
from kamfield.plans.models import Plan
from kamfield.plans.rules.findings import Finding, Severity
from kamfield.plans.rules.month import first_of


class PlanHasErrors(Problem):
    """What cannot be done is not worth deciding; `errors` says which visits it is about."""

    status = 409
    title = N_("The plan has errors")
    detail = N_("Mend these errors first, then hand the plan in again.")


class WarningsNotAcknowledged(Problem):
    """The rep should know what the manager will see: `acknowledged: true` says that `errors` were read."""

    status = 409
    title = N_("The plan has warnings")
    detail = N_("Read these warnings, then hand the plan in and say that you have seen them.")


def add(work: Work, *, month: date, id: str | None = None) -> Plan:
    """A plan of one's own for a month (its first day) that is not over yet."""
    if month < first_of(work.now.astimezone(work.user.zone).date()):
        raise invalid("/month", "in-the-past", N_("This month is over."))
    plan = work.add(Plan(rep_id=work.user.id, month=month, **({"id": id} if id else {})))
    work.act("plan.add", plan)
    return plan


def submit(work: Work, plan_id: str, *, acknowledged: bool = False) -> Plan:
    """Asks the manager to decide, or the policy; errors stop it, warnings need to be acknowledged."""
    plan = work.one(queries.by_id(work.user, plan_id))
    work.act("plan.submit", plan)
    lines = work.all(queries.lines_of(plan_id))
    plan.submit(lines, work.now, clock_now(work))
    settle(work, plan, lines)
    found = checked(work, plan)
    findings = found.findings
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if errors:
        raise PlanHasErrors(_faults(errors))
    if findings and not acknowledged:
        raise WarningsNotAcknowledged(_faults(findings))
    approve_by_policy(work, plan, found)
    return plan


def withdraw(work: Work, plan_id: str, version: int | None = None) -> Plan:
    """Takes it back before anything was decided."""
    plan = work.one(queries.by_id(work.user, plan_id), version=version)
    work.act("plan.withdraw", plan)
    refuse_decided(work, plan, "withdraw")
    plan.withdraw(work.all(queries.lines_of(plan_id)))
    settle(work, plan, ())
    return plan


def close(work: Work, plan: Plan) -> None:
    """Its month is over."""
    work.act("plan.close", plan)
    plan.close(work.now)
    settle(work, plan, ())


def _faults(findings: Iterable[Finding]) -> list[Fault]:
    return [Fault(finding.code, finding.text, _place(finding), params=finding.params) for finding in findings]


def _place(finding: Finding) -> str:
    return f"/visits/{finding.visit_id}" if finding.visit_id else f"/accounts/{finding.account_id}"
