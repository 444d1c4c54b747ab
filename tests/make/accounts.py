"""Accounts and what belongs to them, valid and ready: every column may be named, none must be."""

from dataclasses import replace
from itertools import count
from typing import Any

from kamfield.accounts.actions import accounts
from kamfield.accounts.models import Account, Contact, Place
from kamfield.core.work import Work
from tests.cast import Cast, Person

numbers = count(1)


def make_account(work: Work, lead: Person = Cast.li, **columns: Any) -> Account:
    """An account that `lead` leads and added."""
    columns.setdefault("name", f"Client {next(numbers)}")
    account = accounts.add(replace(work, user=lead.actor), **columns)
    work.db.flush()
    return account


def make_place(work: Work, account: Account, **columns: Any) -> Place:
    """A place of an account, on the Bund in Shanghai."""
    usual = {"label": "Plant", "latitude": 31.2400, "longitude": 121.4900}
    place = work.add(Place(account_id=account.id, **(usual | columns)))
    work.db.flush()
    return place


def make_contact(work: Work, account: Account, **columns: Any) -> Contact:
    """A person at an account."""
    columns.setdefault("name", f"Person {next(numbers)}")
    contact = work.add(Contact(account_id=account.id, **columns))
    work.db.flush()
    return contact
