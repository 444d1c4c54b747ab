"""What is told beside the ids of clients, their people and places: whoever sees the id in an answer may know it."""

from typing import Any

from sqlalchemy import select

from kamfield.accounts.models import Account, Contact, Place
from kamfield.core.names import Rows


def of_accounts(ids: Any) -> Rows:
    """Id and name."""
    return select(Account.id, Account.name).where(Account.id.in_(ids))


def of_contacts(ids: Any) -> Rows:
    """Id and name."""
    return select(Contact.id, Contact.name).where(Contact.id.in_(ids))


def titles_of_contacts(ids: Any) -> Rows:
    """Id and title."""
    return select(Contact.id, Contact.title).where(Contact.id.in_(ids))


def of_places(ids: Any) -> Rows:
    """Id and label."""
    return select(Place.id, Place.label).where(Place.id.in_(ids))
