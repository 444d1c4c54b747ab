"""What deserves a rep's attention today: stable codes, the most pressing first, and a sentence for each."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from kamfield.core.texts import N_

MOST_ALERTS = 20

SENTENCES: dict[str, str] = {
    "visit-not-left": N_("You have not checked out of the visit to %(account)s on %(day)s."),
    "report-late": N_("The report of the visit to %(account)s on %(day)s is late."),
    "report-owed": N_("The report of the visit to %(account)s on %(day)s is owed until %(until)s."),
    "contact-left": N_("%(contact)s, to be met at %(account)s on %(day)s, works there no longer."),
    "visit-unprepared": N_("The visit to %(account)s on %(day)s has no answer yet to: %(missing)s."),
    "visit-missed": N_(
        "The visit to %(account)s on %(day)s did not take place as far as we know: report it, move it or cancel it."
    ),
    "plan-returned": N_("The plan for %(month)s came back: %(comment)s"),
    "plan-overdue": N_("The plan for %(month)s was due on %(due_on)s."),
    "plan-due": N_("The plan for %(month)s is due on %(due_on)s."),
    "week-unconfirmed": N_("Go through this week's list and confirm it, by %(until)s."),
    "plans-waiting": N_("Plans that wait for your decision: %(count)s."),
    "prices-waiting": N_("Prices that wait for your decision: %(count)s."),
    "issue-due": N_("%(account)s waits for this since %(day)s: %(title)s"),
    "account-overdue": N_(
        "%(account)s (tier %(tier)s) should have been visited by %(due_on)s, and no visit is planned."
    ),
}
ORDER = {code: place for place, code in enumerate(SENTENCES)}


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing, what it is about and how its sentence is filled in. `count` of them when one stands for several."""

    code: str
    subject_kind: str | None = None
    subject_id: str | None = None
    account_id: str | None = None
    account_name: str | None = None
    params: dict[str, Any] = field(default_factory=dict)
    count: int = 1

    @property
    def text(self) -> str:
        """The English sentence, to be translated and filled in."""
        return SENTENCES[self.code]


def in_order(alerts: Iterable[Alert]) -> list[Alert]:
    """The most pressing first; what came first of one kind stays first."""
    return sorted(alerts, key=lambda alert: ORDER[alert.code])
