"""What can be done with checklists, and with the results of one in a report."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kamfield.core.errors import Fault, Invalid, NotFound, Problem, invalid
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.visits.models import Checklist, Report, Visit
from kamfield.visits.queries import checklists as queries
from kamfield.visits.rules.checklists import BUILT_IN, MOST_LIVING, BuiltIn, built_in_for

Steps = Sequence[Mapping[str, Any]]


class TooManyChecklists(Problem):
    """An app shows them all."""

    status = 409
    title = N_("Too many checklists")
    detail = N_("There can be %(most)s checklists in use. Retire one that nobody needs.")


def in_use(work: Work) -> list[Checklist | BuiltIn]:
    """The company's own, the newest first, and then ours."""
    return [*work.all(queries.offered().limit(MOST_LIVING)), *BUILT_IN.values()]


def read(work: Work, checklist_id: str) -> Checklist | BuiltIn:
    """One of them, also a retired one."""
    return BUILT_IN.get(checklist_id) or work.one(queries.by_id(checklist_id))


def add(work: Work, *, steps: Steps, **columns: Any) -> Checklist:
    """A checklist of the company."""
    _refuse_equal_codes(steps)
    checklist = Checklist(steps=list(steps), **columns)
    work.act("checklist.add", checklist)
    if len(work.all(queries.offered())) >= MOST_LIVING:
        raise TooManyChecklists(most=MOST_LIVING)
    return work.add(checklist)


def revise(work: Work, checklist_id: str, *, id: str | None = None, **columns: Any) -> Checklist:
    """A new revision takes the place of a checklist; reports that were written with the old one keep it."""
    old = work.one(queries.by_id(checklist_id))
    _refuse_equal_codes(columns.get("steps", ()))
    said = {"form": old.form, "labels": old.labels, "steps": old.steps} | columns
    new = Checklist(**({"id": id} if id else {}), **said, revision=old.revision + 1, replaces_id=old.id)
    work.act("checklist.revise", new, replaces_id=old.id)
    old.retire(work.now)
    return work.add(new)


def retire(work: Work, checklist_id: str, version: int | None = None) -> None:
    """It is no longer offered."""
    checklist = work.one(queries.by_id(checklist_id), version=version)
    work.act("checklist.retire", checklist)
    checklist.retire(work.now)


def note_steps(work: Work, visit: Visit, report: Report, checklist_id: str | None, steps: Steps | None) -> None:
    """Keeps the results of a checklist: of the one named, else the one the report has, else that of the form."""
    if checklist_id is not None and checklist_id != report.checklist_id:
        report.checklist_id, report.steps = _named(work, checklist_id).id, []
    if steps is None:
        return
    usual = report.checklist_id or _usual(work, visit)
    if usual is None:
        raise invalid("/checklist_id", "required", N_("There is no checklist for this form of visit. Name one."))
    faults = [*_faults_in(_named(work, usual).steps, steps)]
    if faults:
        raise Invalid(faults)
    report.checklist_id, report.steps = usual, [dict(step) for step in steps]


def _named(work: Work, checklist_id: str) -> Checklist | BuiltIn:
    try:
        return read(work, checklist_id)
    except NotFound:
        text = N_("There is no such thing, or it is out of your reach.")
        raise invalid("/checklist_id", "unknown-reference", text) from None


def _usual(work: Work, visit: Visit) -> str | None:
    found = work.db.scalars(queries.offered_for(visit.form)).first() or built_in_for(visit.form)
    return found.id if found is not None else None


def _faults_in(known: Steps, steps: Steps) -> Iterator[Fault]:
    by_code = {step["code"]: step for step in known}
    codes = [step["code"] for step in steps]
    for place, step in enumerate(steps):
        if step["code"] not in by_code:
            yield Fault("unknown-reference", N_("The checklist has no such step."), f"/steps/{place}/code")
        elif step["code"] in codes[:place]:
            yield Fault("twice", N_("This step has a result already."), f"/steps/{place}/code")
        elif step.get("count") is not None and not by_code[step["code"]]["counts"]:
            yield Fault("not-for-this-kind", N_("Nothing is counted in this step."), f"/steps/{place}/count")


def _refuse_equal_codes(steps: Steps) -> None:
    codes = [step["code"] for step in steps]
    text = N_("Another step has this code.")
    faults = [Fault("twice", text, f"/steps/{n}/code") for n, code in enumerate(codes) if code in codes[:n]]
    if faults:
        raise Invalid(faults)
