"""The confidential notes on a contact."""

from typing import Any

from kamfield.accounts.actions import notes
from kamfield.accounts.models import Contact
from kamfield.accounts.routes.blueprint import blueprint
from kamfield.accounts.schemas.notes import NotesSchema, NotesText
from kamfield.core.work import Work


@blueprint.get("/contacts/<id:contact_id>/notes", NotesSchema, records=True)
def read_contact_notes(work: Work, contact_id: str) -> Contact:
    """The confidential notes on a contact.

    The account's lead and the managers above the lead read them. Whoever stands in for one of these, and an admin,
    may read them too, and each such reading stands in the account's history for the lead to see. Everybody else who
    sees the contact (team members, managers of team members) gets 403.
    """
    return notes.read(work, contact_id)


@blueprint.put("/contacts/<id:contact_id>/notes", NotesText, NotesSchema)
def write_contact_notes(work: Work, body: dict[str, Any], version: int | None, contact_id: str) -> Contact:
    """Set the notes: for the account's lead, the managers above the lead, and who stands in for one of them.

    The history says that they changed and who did it, never what they said. The version is the contact's.
    """
    return notes.write(work, contact_id, body["notes"], version)
