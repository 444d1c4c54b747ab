"""What can be done with issues; one function per verb."""

from datetime import date, datetime, timedelta
from typing import Any

from kamfield.accounts import queries as accounts
from kamfield.accounts.models import Contact
from kamfield.accounts.rules.facts import Source
from kamfield.core.errors import invalid
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.issues import queries
from kamfield.issues.models import Issue
from kamfield.issues.rules import Severity
from kamfield.policies import queries as policies
from kamfield.users import queries as users
from kamfield.users.actions import deciders_above


def add(
    work: Work,
    *,
    account_id: str,
    severity: Severity = Severity.NORMAL,
    owner_id: str | None = None,
    contact_id: str | None = None,
    due_on: date | None = None,
    opened_at: datetime | None = None,
    source_kind: Source = Source.OWN,
    source_id: str | None = None,
    **columns: Any,
) -> Issue:
    """An issue of a client. It is the caller's unless an owner is named, and due when its severity says so."""
    account = work.referred("/account_id", accounts.by_id(work.user, account_id))
    _check_people(work, account.id, owner_id, contact_id)
    issue = Issue(
        account_id=account.id,
        owner_id=owner_id or work.user.id,
        author_id=work.user.id,
        contact_id=contact_id,
        severity=severity,
        due_on=due_on or work.today + timedelta(days=policies.current(work).issue_due_days[severity]),
        opened_at=opened_at or work.now,
        source_kind=source_kind,
        source_id=source_id,
        **columns,
    )
    work.act("issue.add", work.add(issue), kind=issue.kind, title=issue.title)
    _plan_escalation(work, issue, issue.opened_at)
    return issue


def change(work: Work, issue_id: str, version: int | None = None, **columns: Any) -> Issue:
    """Other words, another severity, owner or day."""
    return change_one(work, work.one(queries.by_id(work.user, issue_id), version=version), **columns)


def change_one(work: Work, issue: Issue, **columns: Any) -> Issue:
    """The same for an issue that the caller has found."""
    _check_people(work, issue.account_id, columns.get("owner_id"), columns.get("contact_id"))
    work.act("issue.change", issue, title=issue.title)
    again = columns.get("severity", issue.severity) != issue.severity
    issue.change(**columns)
    if again or "owner_id" in columns:
        _plan_escalation(work, issue, issue.escalated_at or issue.opened_at)
    return issue


def resolve(work: Work, issue_id: str, resolution: str) -> Issue:
    """Says how it was solved."""
    issue = work.one(queries.by_id(work.user, issue_id))
    work.act("issue.resolve", issue, title=issue.title)
    issue.resolve(resolution, work.user.id, work.now)
    return issue


def close(work: Work, issue_id: str) -> Issue:
    """The client agrees that it is solved."""
    issue = work.one(queries.by_id(work.user, issue_id))
    work.act("issue.close", issue, title=issue.title)
    issue.close(work.now)
    return issue


def reopen(work: Work, issue_id: str, reason: str, version: int | None = None) -> Issue:
    """It was not solved: it waits, and ages, from now on again."""
    issue = work.one(queries.by_id(work.user, issue_id), version=version)
    work.act("issue.reopen", issue, title=issue.title, reason=reason)
    issue.reopen()
    _plan_escalation(work, issue, work.now)
    return issue


def delete(work: Work, issue_id: str, version: int | None = None) -> None:
    """It was noted by mistake; what is solved is resolved instead."""
    delete_one(work, work.one(queries.by_id(work.user, issue_id), version=version))


def delete_one(work: Work, issue: Issue) -> None:
    """The same for an issue that the caller has found."""
    work.act("issue.delete", issue, title=issue.title)
    issue.escalate_at = None
    issue.delete(work.now)


def escalate(work: Work, issue: Issue) -> None:
    """It has waited for too long: the next person above its owner hears of it."""
    to_id = _next_up(work, issue)
    work.act("issue.escalate", issue, title=issue.title, to_id=to_id)
    if to_id is not None:
        issue.escalate(to_id, work.now)
    _plan_escalation(work, issue, work.now)


def hand_over(work: Work, issue: Issue, leaver_id: str, receiver_id: str, handover_id: str) -> None:
    """Somebody else solves it, or hears of it; its day, age and level stay."""
    work.act("issue.hand_over", issue, handover_id=handover_id, to_id=receiver_id)
    if issue.owner_id == leaver_id:
        issue.owner_id = receiver_id
    if issue.waits_for_id == leaver_id:
        issue.waits_for_id = receiver_id


def _check_people(work: Work, account_id: str, owner_id: str | None, contact_id: str | None) -> None:
    if contact_id is not None:
        person = accounts.part_by_id(work.user, Contact, contact_id)
        work.referred("/contact_id", person.where(Contact.account_id == account_id))
    if owner_id is not None and not work.referred("/owner_id", users.any_by_id(owner_id)).active:
        raise invalid("/owner_id", "not-active", N_("This user is not active."))


def _plan_escalation(work: Work, issue: Issue, since: datetime) -> None:
    """The next one above hears of it after the policy's hours; whoever has nobody above is reminded by the day."""
    hours = policies.current(work).issue_escalation_hours[issue.severity]
    issue.escalate_at = since + timedelta(hours=hours) if _next_up(work, issue) else None


def _next_up(work: Work, issue: Issue) -> str | None:
    """Who has not heard of it yet: the nearest active person above its owner beyond those whom earlier levels told."""
    return next(iter(deciders_above(work, issue.owner_id)[issue.escalations :]), None)
