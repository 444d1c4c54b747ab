"""What can be read of the policies; they are the same for everybody."""

from sqlalchemy import Select, select

from kamfield.core.work import Work
from kamfield.policies.models import CompanyPolicies
from kamfield.policies.rules.policies import USUAL, Policies, policies_of


def stored() -> Select[CompanyPolicies]:
    """The one row, if somebody changed something."""
    return select(CompanyPolicies)


def current(work: Work) -> Policies:
    """The policies in force: one small read per work, so ask whenever you need one."""
    found: Policies | None = work.db.info.get("policies")
    if found is None:
        row = work.db.execute(select(CompanyPolicies.changed, CompanyPolicies.version)).one_or_none()
        found = work.db.info["policies"] = policies_of(row.changed, row.version) if row else USUAL
    return found
