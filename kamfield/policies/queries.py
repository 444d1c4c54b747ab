"""What can be read of the policies; they are the same for everybody."""

from typing import Any

from sqlalchemy import Select, select

from kamfield.core.made_once import made_once
from kamfield.core.prepared import rows_of
from kamfield.core.work import Work
from kamfield.policies.models import CompanyPolicies
from kamfield.policies.rules.policies import USUAL, Policies, policies_of


def stored() -> Select[CompanyPolicies]:
    """The one row, if somebody changed something."""
    return select(CompanyPolicies)


@made_once
def _in_force() -> Select[*tuple[Any, ...]]:
    return select(CompanyPolicies.changed, CompanyPolicies.version)


def current(work: Work) -> Policies:
    """The policies in force: one small read per work, so ask whenever you need one."""
    found: Policies | None = work.db.info.get("policies")
    if found is None:
        row = next(iter(rows_of(work.db, _in_force())), None)
        found = work.db.info["policies"] = policies_of(row.changed, row.version) if row else USUAL
    return found
