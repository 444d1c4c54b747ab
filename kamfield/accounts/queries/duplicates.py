"""Which accounts have a mark in common with one that is about to be added."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, select

from kamfield.accounts.models import Account, Contact, Place
from kamfield.accounts.models.duplicates import Mark
from kamfield.users.models import User

MOST_HITS = 20_000  # for some hundred accounts at once; marks that so many share say nothing


def marks_of(account_ids: Collection[str]) -> Select[*tuple[Any, ...]]:
    """`(account_id, mark)` as they are kept."""
    return select(Mark.account_id, Mark.mark).where(Mark.account_id.in_(account_ids))


def marked(marks: Collection[str]) -> Select[*tuple[Any, ...]]:
    """`(mark, account_id)` of the accounts that have one of the marks."""
    return select(Mark.mark, Mark.account_id).where(Mark.mark.in_(marks)).limit(MOST_HITS)


def described(account_ids: Collection[str]) -> Select[*tuple[Any, ...]]:
    """What is compared of living accounts, and whom to ask about them."""
    columns = (Account.id, Account.name, Account.code, User.name.label("lead_name"))
    living = Account.deleted_at.is_(None)
    return select(*columns).join(User, User.id == Account.lead_id).where(Account.id.in_(account_ids), living)


def phones(account_ids: Collection[str]) -> Select[*tuple[Any, ...]]:
    """`(account_id, phone, mobile)` of their contacts."""
    living = Contact.deleted_at.is_(None)
    return select(Contact.account_id, Contact.phone, Contact.mobile).where(Contact.account_id.in_(account_ids), living)


def points(account_ids: Collection[str]) -> Select[*tuple[Any, ...]]:
    """`(account_id, latitude, longitude)` of their places that have a point."""
    columns = (Place.account_id, Place.latitude, Place.longitude)
    located = (Place.deleted_at.is_(None), Place.latitude.is_not(None), Place.longitude.is_not(None))
    return select(*columns).where(Place.account_id.in_(account_ids), *located)
