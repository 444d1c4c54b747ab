"""What is told: a new verb gets a line in `TOLD` of its slice's file here, or one in `NOT_TOLD`."""

from kamfield.timeline.rules.kinds import Kind, Told
from kamfield.timeline.rules.told import (
    accounts,
    attachments,
    calendars,
    decision_maps,
    issues,
    messengers,
    opportunities,
    people,
    plans,
    proposals,
    quotes,
    reminders,
    sync,
    todos,
    visits,
)

TOLD: dict[str, Told] = accounts.TOLD | issues.TOLD | opportunities.TOLD | quotes.TOLD | visits.TOLD
NOT_TOLD: set[str] = {
    *people.NOT_TOLD,
    *accounts.NOT_TOLD,
    *attachments.NOT_TOLD,
    *issues.NOT_TOLD,
    *opportunities.NOT_TOLD,
    *decision_maps.NOT_TOLD,
    *quotes.NOT_TOLD,
    *visits.NOT_TOLD,
    *plans.NOT_TOLD,
    *proposals.NOT_TOLD,
    *calendars.NOT_TOLD,
    *messengers.NOT_TOLD,
    *todos.NOT_TOLD,
    *reminders.NOT_TOLD,
    *sync.NOT_TOLD,
}


def verbs_of(kind: Kind | None = None) -> list[str]:
    """The verbs that are told, all or those of one kind."""
    return [verb for verb, told in TOLD.items() if kind is None or told.kind == kind]
