"""What belongs to a decision map, and whom it can be about."""

from kamfield.accounts import queries as accounts
from kamfield.accounts.models import Contact
from kamfield.core.work import Work
from kamfield.opportunities.models import Opportunity


def person_of(work: Work, opportunity: Opportunity, pointer: str, contact_id: str) -> Contact:
    """A person of the opportunity's client; one who left stays on the map until somebody takes them off."""
    there = accounts.parts_in(work.user, Contact, opportunity.account_id)
    return work.referred(pointer, there.where(Contact.id == contact_id))


def belongings(work: Work, opportunity: Opportunity) -> dict[str, str]:
    """What every row of a map has."""
    return {"opportunity_id": opportunity.id, "account_id": opportunity.account_id, "author_id": work.user.id}
