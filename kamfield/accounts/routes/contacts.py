"""The contacts of an account."""

from typing import Any

from sqlalchemy import Select

from kamfield.accounts import queries
from kamfield.accounts.actions import contacts
from kamfield.accounts.models import Contact
from kamfield.accounts.queries.contacts import SORTS, of_account
from kamfield.accounts.routes.blueprint import blueprint
from kamfield.accounts.schemas.contacts import ContactChange, ContactDraft, ContactQuery, ContactSchema, Departure
from kamfield.core.work import Work
from kamfield.web.site import site


@blueprint.list("/accounts/<id:account_id>/contacts", ContactQuery, ContactSchema, sorts=SORTS)
def list_contacts(work: Work, query: dict[str, Any], account_id: str) -> Select[Contact]:
    """The people at a client."""
    work.row(queries.reached_id(work.user, account_id))
    return of_account(work.user, account_id, **query)


@blueprint.post("/accounts/<id:account_id>/contacts", ContactDraft, ContactSchema, status=201)
def add_contact(work: Work, body: dict[str, Any], account_id: str) -> Contact:
    """Add a contact. A phone number without a country code belongs to the country of the client's main place."""
    return contacts.add(work, account_id, region=site().settings.phone_region, **body)


@blueprint.get("/contacts/<id:contact_id>", ContactSchema)
def read_contact(work: Work, contact_id: str) -> Any:
    """One contact."""
    return work.row(queries.part_by_id(work.user, Contact, contact_id).with_only_columns(*Contact.__table__.c))


@blueprint.patch("/contacts/<id:contact_id>", ContactChange, ContactSchema)
def change_contact(work: Work, body: dict[str, Any], version: int | None, contact_id: str) -> Contact:
    """Change a contact."""
    return contacts.change(work, contact_id, region=site().settings.phone_region, version=version, **body)


@blueprint.post("/contacts/<id:contact_id>/departure", Departure, ContactSchema)
def mark_contact_left(work: Work, body: dict[str, Any], contact_id: str) -> Contact:
    """Say that a contact has left the client. Everything written about them stays."""
    return contacts.mark_left(work, contact_id, **body)


@blueprint.delete("/contacts/<id:contact_id>/departure", ContactSchema)
def mark_contact_back(work: Work, version: int | None, contact_id: str) -> Contact:
    """Take it back: the contact is still there, or there again."""
    return contacts.mark_back(work, contact_id, version)


@blueprint.delete("/contacts/<id:contact_id>")
def delete_contact(work: Work, version: int | None, contact_id: str) -> None:
    """Take a contact out of the archive, for mistakes: the client's lead and those above."""
    contacts.delete(work, contact_id, version)
