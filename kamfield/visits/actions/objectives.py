"""What can be done with the objectives of a visit; each is checked whenever it is written."""

from datetime import date
from decimal import Decimal
from typing import Any

from kamfield.core.errors import Fault, Problem
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.policies import queries as policies
from kamfield.policies.rules.codes import WeakObjective as Weak
from kamfield.visits import queries
from kamfield.visits.actions.days import today_of
from kamfield.visits.actions.preparation import note_missing
from kamfield.visits.models import Objective, Visit
from kamfield.visits.queries import parts
from kamfield.visits.queries.visits import contacts_of
from kamfield.visits.rules.objectives import Draft, Finding, check, is_weak


class WeakObjective(Problem):
    """The company wants strong objectives: this one needs mending, or an `override_reason`."""

    status = 422
    title = N_("This objective is weak")
    detail = N_("Mend the objective, or say why it must stay like this.")


def tried(work: Work, **draft: Any) -> dict[str, Any]:
    """What the checker says about an objective that is still being written."""
    findings = findings_of(Objective(**draft), work.now.astimezone(work.user.zone).date())
    return {"weak": is_weak(findings), "findings": findings}


def read(work: Work, visit_id: str, objective_id: str) -> Objective:
    """One objective."""
    return work.one(parts.objective(work.user, visit_id, objective_id))


def add(work: Work, visit_id: str, **draft: Any) -> Objective:
    """A further objective of a visit."""
    visit = work.one(queries.by_id(work.user, visit_id))
    work.act("objective.add", visit)
    visit.step("prepare")
    objective = add_to(work, visit, **draft)
    note_missing(work, visit)
    return objective


def add_to(work: Work, visit: Visit, place: str = "", /, **draft: Any) -> Objective:
    """An objective of a visit that is being written, at a place of the body; the caller acts."""
    objective = work.add(Objective(visit_id=visit.id, **draft))
    _note_findings(work, visit, objective, place)
    return objective


def change(work: Work, visit_id: str, objective_id: str, version: int | None = None, **columns: Any) -> Objective:
    """Other words, another measure, another date."""
    visit = work.one(queries.by_id(work.user, visit_id))
    objective = work.one(parts.objective(work.user, visit_id, objective_id), version=version)
    work.act("objective.change", visit, objective_id=objective_id)
    visit.step("prepare")
    for name, value in columns.items():
        setattr(objective, name, value)
    _note_findings(work, visit, objective)
    return objective


def remove(work: Work, visit_id: str, objective_id: str, version: int | None = None) -> None:
    """No longer an objective of the visit."""
    visit = work.one(queries.by_id(work.user, visit_id))
    objective = work.one(parts.objective(work.user, visit_id, objective_id), version=version)
    work.act("objective.remove", visit, objective_id=objective_id)
    visit.step("prepare")
    objective.delete(work.now)
    note_missing(work, visit)


def findings_of(objective: Objective, today: date) -> tuple[Finding, ...]:
    """What the checker says about an objective on a day in the rep's time zone."""
    draft = Draft(
        kind=objective.kind,  # type: ignore[arg-type]
        client_action=objective.client_action,
        due_on=objective.due_on,
        client_actor=objective.client_contact_id or objective.client_actor,
        target=None if objective.target is None else Decimal(objective.target),
        unit=objective.unit,
        event=objective.event,
        fallback=objective.fallback,
    )
    return check(draft, today=today)


def stored(finding: Finding) -> dict[str, str]:
    """A finding as it is kept: its sentences are found again by the code."""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "field": finding.field,
        "excerpt": finding.excerpt,
    }


def _note_findings(work: Work, visit: Visit, objective: Objective, place: str = "") -> None:
    if objective.client_contact_id is not None:
        person = contacts_of(work.user, visit.account_id, [objective.client_contact_id])
        with work.db.no_autoflush:  # the database would only say that something is wrong
            work.referred(f"{place}/client_contact_id", person)
    findings = findings_of(objective, today_of(work, visit.rep_id))
    objective.findings = [stored(finding) for finding in findings]
    objective.weak = is_weak(findings)
    if objective.weak and policies.current(work).weak_objective is Weak.BLOCK and not objective.override_reason:
        raise WeakObjective([_fault(finding, place) for finding in findings])


def _fault(finding: Finding, place: str) -> Fault:
    return Fault(finding.code, finding.explanation, f"{place}/{finding.field}", params={"excerpt": finding.excerpt})
