"""The contacts of accounts."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, select

from kamfield.accounts.models import Contact
from kamfield.accounts.queries.reach import parts_in
from kamfield.core.work import Actor

SORTS = {"name": Contact.name_key, "created_at": Contact.created_at}


def of_account(user: Actor, account_id: str, **equal: Any) -> Select[Contact]:
    """The contacts of an account; `equal` are columns and their values."""
    return parts_in(user, Contact, account_id).filter_by(**equal)


def with_ids(contact_ids: Collection[str]) -> Select[Contact]:
    """Some contacts, without asking for reach: for the background and for acts that have found them."""
    return select(Contact).where(Contact.id.in_(contact_ids), Contact.deleted_at.is_(None)).order_by(Contact.id)
