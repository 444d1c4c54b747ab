"""The people at a client: what can be done with a contact."""

from datetime import date
from typing import Any

from kamfield.accounts import queries
from kamfield.accounts.actions.findings import keep_findable
from kamfield.accounts.models import Contact
from kamfield.accounts.queries.places import country_of
from kamfield.accounts.rules.phones import kept_phone
from kamfield.core.errors import invalid
from kamfield.core.texts import N_
from kamfield.core.work import Work

NUMBERS = ("phone", "mobile")
FOUND_BY = {"name", *NUMBERS}


def add(work: Work, account_id: str, *, region: str, **columns: Any) -> Contact:
    """A new contact. Numbers without a country belong to the main place's country, else to `region` (`CN`)."""
    account = work.one(queries.to_change(work.user, account_id))
    contact = work.add(Contact(account_id=account.id, **columns))
    work.act("contact.add", contact)
    _keep_numbers(work, contact, columns, region)
    keep_findable(work, [account.id])
    return contact


def change(work: Work, contact_id: str, *, region: str, version: int | None = None, **columns: Any) -> Contact:
    """Other words and numbers."""
    contact = work.one(queries.part_by_id(work.user, Contact, contact_id), version=version)
    work.act("contact.change", contact)
    for name, value in columns.items():
        setattr(contact, name, value)
    _keep_numbers(work, contact, columns, region)
    if FOUND_BY & columns.keys():
        keep_findable(work, [contact.account_id])
    return contact


def mark_left(work: Work, contact_id: str, left_on: date | None = None) -> Contact:
    """They work there no longer; everything written about them stays."""
    contact = work.one(queries.part_by_id(work.user, Contact, contact_id))
    work.act("contact.mark_left", contact, name=contact.name)
    if left_on is not None and left_on > work.today:
        raise invalid("/left_on", "in-the-future", N_("This day has not come yet."))
    contact.leave(left_on or work.today)
    keep_findable(work, [contact.account_id])
    return contact


def mark_back(work: Work, contact_id: str, version: int | None = None) -> Contact:
    """They are there after all, or again."""
    contact = work.one(queries.part_by_id(work.user, Contact, contact_id), version=version)
    work.act("contact.mark_back", contact, name=contact.name)
    contact.come_back()
    keep_findable(work, [contact.account_id])
    return contact


def delete(work: Work, contact_id: str, version: int | None = None) -> None:
    """Takes a contact out of the archive: for mistakes; who leaves a client is marked as having left."""
    contact = work.one(queries.part_by_id(work.user, Contact, contact_id), version=version)
    work.act("contact.delete", contact)
    contact.delete(work.now)
    keep_findable(work, [contact.account_id])


def _keep_numbers(work: Work, contact: Contact, columns: dict[str, Any], region: str) -> None:
    written = {name: columns[name] for name in NUMBERS if columns.get(name)}
    if written:
        country = work.db.scalar(country_of(contact.account_id)) or region
        for name, number in written.items():
            setattr(contact, name, kept_phone(number, country))
