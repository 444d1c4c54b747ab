"""The confidential notes on a contact: who reads them, and who writes them."""

from kamfield.accounts import queries
from kamfield.accounts.models import Contact
from kamfield.core.work import Work
from kamfield.users.queries import managers_above


def read(work: Work, contact_id: str) -> Contact:
    """The contact, for its notes. Whoever is neither the lead nor above the lead leaves a trace, or is refused."""
    contact = work.one(queries.part_by_id(work.user, Contact, contact_id))
    if not _are_for(work, contact):
        work.act("contact.read_notes", contact)
    return contact


def write(work: Work, contact_id: str, text: str | None, version: int | None = None) -> Contact:
    """Other notes; the journal says that they changed, not what they say."""
    contact = work.one(queries.part_by_id(work.user, Contact, contact_id), version=version)
    work.act("contact.write_notes", contact)
    contact.notes = text or None
    return contact


def _are_for(work: Work, contact: Contact) -> bool:
    lead_id = work.db.scalars(queries.lead_of(contact.account_id)).one()
    return work.user.id == lead_id or work.user.id in work.all(managers_above(lead_id))
