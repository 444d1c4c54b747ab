"""Keeps the rows of a report that lead to something elsewhere once it is submitted; what is wrong is said at once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from kamfield.accounts import queries as accounts
from kamfield.accounts.rules import facts, intelligence
from kamfield.accounts.rules.facts import FactKind
from kamfield.accounts.rules.intelligence import IntelligenceKind
from kamfield.core import clock
from kamfield.core.errors import Fault, Invalid
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.opportunities import queries as opportunities
from kamfield.opportunities.models import Opportunity
from kamfield.opportunities.rules.gates import Reply
from kamfield.users import queries as users
from kamfield.visits.models import Report, Visit
from kamfield.visits.queries.visits import contacts_of
from kamfield.visits.rules.report_rows import faults_in_ids, kept

Rows = Sequence[Mapping[str, Any]]


def keep_rows(work: Work, visit: Visit, report: Report, name: str, rows: Rows) -> None:
    """The complaints, facts, observations or answers of a report: exactly these."""
    if name == "answers":
        rows = [{**row, "opportunity_id": row.get("opportunity_id") or visit.opportunity_id} for row in rows]
    faults = [*faults_in_ids(name, rows)]
    for place, row in enumerate(rows):
        pointed = CHECKS[name](work, visit, row)
        faults += [replace(fault, pointer=f"/{name}/{place}{fault.pointer}") for fault in pointed]
    if faults:
        raise Invalid(faults)
    setattr(report, name, kept(name, rows, getattr(report, name), clock.new_id))


def at_the_account(work: Work, visit: Visit) -> Work:
    """Work that reaches the account of a visit: who was there may tell of it, also when others have it by now."""
    lead_id = work.db.scalar(accounts.lead_of(visit.account_id))
    return replace(work, user=replace(work.user, viewers=(*work.user.viewers, lead_id or "")))


def _faults_in_complaint(work: Work, visit: Visit, row: Mapping[str, Any]) -> Iterator[Fault]:
    unknown = N_("There is no such thing, or it is out of your reach.")
    if row.get("contact_id"):
        people = contacts_of(at_the_account(work, visit).user, visit.account_id, [row["contact_id"]])
        if work.db.scalars(people).first() is None:
            yield Fault("unknown-reference", unknown, "/contact_id")
    if row.get("owner_id"):
        owner = work.db.scalars(users.any_by_id(row["owner_id"])).first()
        if owner is None or not owner.active:
            yield Fault("unknown-reference", unknown, "/owner_id")


def _faults_in_fact(_work: Work, _visit: Visit, row: Mapping[str, Any]) -> Iterator[Fault]:
    kind = FactKind(row["kind"])
    yield from facts.faults_in(kind, facts.with_unit(kind, row))


def _faults_in_observation(_work: Work, _visit: Visit, row: Mapping[str, Any]) -> Iterator[Fault]:
    yield from intelligence.faults_in(IntelligenceKind(row["kind"]), row)


def _faults_in_answer(work: Work, visit: Visit, row: Mapping[str, Any]) -> Iterator[Fault]:
    if row["opportunity_id"] is None:
        yield Fault("required", N_("The visit serves no opportunity: name the one it is about."), "/opportunity_id")
        return
    known = opportunities.by_id(at_the_account(work, visit).user, row["opportunity_id"])
    if work.db.scalars(known.where(Opportunity.account_id == visit.account_id)).first() is None:
        text = N_("There is no such thing, or it is out of your reach.")
        yield Fault("unknown-reference", text, "/opportunity_id")
    if row["reply"] == Reply.YES and not row.get("evidence"):
        yield Fault("required", N_("A yes needs evidence: what did you see or hear, from whom?"), "/evidence")


CHECKS: Mapping[str, Callable[[Work, Visit, Mapping[str, Any]], Iterator[Fault]]] = {
    "complaints": _faults_in_complaint,
    "facts": _faults_in_fact,
    "observations": _faults_in_observation,
    "answers": _faults_in_answer,
}
