"""What can be done with the policies."""

from dataclasses import asdict
from typing import Any

from kamfield.core.errors import ChangedMeanwhile, Fault, Invalid
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.policies import queries
from kamfield.policies.models import COMPANY, CompanyPolicies
from kamfield.policies.rules.policies import Policies, plain, policies_of
from kamfield.policies.rules.working_days import NO_COUNTRY, is_country


def change(work: Work, changes: dict[str, Any], version: int | None = None) -> Policies:
    """Sets the policies that are named; None returns one to the usual."""
    row = work.db.scalars(queries.stored()).one_or_none()
    seen = row.version if row else 0
    if version is not None and version != seen:
        raise ChangedMeanwhile(members={"version": seen})
    row = row or work.add(CompanyPolicies(id=COMPANY))
    before = policies_of(row.changed, seen)
    work.act("policies.change", row, **_told(before, changes))
    row.change({name: plain(value) for name, value in changes.items()})
    _check(policies_of(row.changed, seen))
    work.db.flush()
    work.db.info.pop("policies", None)
    return queries.current(work)


def _told(before: Policies, changes: dict[str, Any]) -> dict[str, Any]:
    values = asdict(before)
    return {name: {"from": plain(values[name]), "to": plain(value)} for name, value in changes.items()}


def _check(policies: Policies) -> None:
    """What no single value can tell."""
    faults = []
    if policies.quiet_from == policies.quiet_until:
        faults.append(Fault("empty-span", N_("Quiet hours cannot begin and end at the same time."), "/quiet_from"))
    if policies.holiday_country != NO_COUNTRY and not is_country(policies.holiday_country):
        text = N_("No holiday calendar is known for this country.")
        faults.append(Fault("unknown-country", text, "/holiday_country"))
    elif policies.holiday_subdivision and not is_country(policies.holiday_country, policies.holiday_subdivision):
        text = N_("The holiday calendar of this country has no such part.")
        faults.append(Fault("unknown-subdivision", text, "/holiday_subdivision"))
    if faults:
        raise Invalid(faults)
