"""What the check of a plan can find: the stable codes, how grave each is, and its sentence."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from kamfield.core.texts import N_


class Severity(StrEnum):
    """An error stops the submission; a warning needs one acknowledgement."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing about one visit or one account; `params` fill the sentence of its code in."""

    code: str
    visit_id: str | None = None
    account_id: str | None = None
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """How grave it is."""
        return SENTENCES[self.code][0]

    @property
    def text(self) -> str:
        """The English sentence, to be translated and filled in."""
        return SENTENCES[self.code][1]


ERROR, WARNING = Severity.ERROR, Severity.WARNING

SENTENCES: dict[str, tuple[Severity, str]] = {
    "outside-the-month": (ERROR, N_("The visit to %(account)s on %(day)s is not in the month of the plan.")),
    "visit-not-open": (ERROR, N_("The visit to %(account)s on %(day)s is no longer open.")),
    "overlap": (ERROR, N_("The visits to %(account)s and %(other)s on %(day)s overlap.")),
    "changed-since-proposed": (
        WARNING,
        N_("The visit to %(account)s on %(day)s was changed after approval was asked for."),
    ),
    "w-missing": (WARNING, N_("The visit to %(account)s on %(day)s has no answer yet to: %(missing)s.")),
    "objective-weak": (WARNING, N_("An objective of the visit to %(account)s on %(day)s is weak.")),
    "travel-too-long": (
        WARNING,
        N_("From %(other)s to %(account)s on %(day)s it takes about %(needed)s minutes; %(there)s are left."),
    ),
    "over-capacity": (
        WARNING,
        N_("%(day)s needs about %(needed)s minutes with travel; the working day has %(there)s."),
    ),
    "day-not-feasible": (
        WARNING,
        N_("On %(day)s the rep is under way from %(leaves)s to %(returns)s; that is longer than the working day."),
    ),
    "not-a-working-day": (WARNING, N_("%(day)s is not a working day of the rep.")),
    "holiday": (WARNING, N_("%(day)s is a public holiday.")),
    "day-off": (WARNING, N_("The rep is away on %(day)s.")),
    "outside-working-hours": (
        WARNING,
        N_("The visit to %(account)s on %(day)s lies outside the rep's working hours."),
    ),
    "outside-visiting-hours": (
        WARNING,
        N_("The visit to %(account)s on %(day)s lies outside the hours at which they receive visitors."),
    ),
    "too-close-together": (WARNING, N_("%(account)s is visited on %(other_day)s and again on %(day)s.")),
    "account-missing": (WARNING, N_("%(account)s (tier %(tier)s) is due this month and is not on the plan.")),
    "account-too-rare": (
        WARNING,
        N_("%(account)s (tier %(tier)s): visits due this month %(required)s, planned %(planned)s."),
    ),
    "opportunity-without-visit": (WARNING, N_("No visit of this month serves the opportunity %(opportunity)s.")),
    "no-executive-visit": (WARNING, N_("%(account)s is strategic and has no executive visit this quarter.")),
}
