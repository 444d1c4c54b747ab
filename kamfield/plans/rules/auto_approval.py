"""When a plan needs no manager."""

from collections.abc import Collection, Iterable, Mapping

from kamfield.plans.rules.findings import SENTENCES, Finding
from kamfield.policies.rules.codes import AutoApproval

AGAINST: Mapping[str, Collection[str]] = {
    AutoApproval.NO_WARNINGS: SENTENCES.keys(),
    AutoApproval.ACCOUNTS_COVERED: {"account-missing", "account-too-rare"},
    AutoApproval.WITHIN_CAPACITY: {"over-capacity", "travel-too-long", "day-not-feasible"},
}


def hold(conditions: Iterable[str], findings: Iterable[Finding]) -> bool:
    """Whether all of these hold of a plan with these findings; without a condition a manager is needed."""
    against = {code for condition in conditions for code in AGAINST[condition]}
    return bool(against) and not any(finding.code in against for finding in findings)
