"""Accounts and what belongs to them, valid and ready: every column may be named, none must be."""

from dataclasses import replace
from itertools import count
from typing import Any

from kamfield.accounts.actions import accounts, contacts, places
from kamfield.accounts.models import Account, Contact, Place
from kamfield.core.work import Work
from kamfield.geo.point import Point
from tests.cast import Cast, Person

BUND = Point(31.2400, 121.4900)

numbers = count(1)


def make_account(work: Work, lead: Person = Cast.li, *, last_visited_on: Any = None, **columns: Any) -> Account:
    """An account that `lead` leads and added; with a tier, the company decided it."""
    by = work if "tier" in columns else replace(work, user=lead.actor)
    account = accounts.add(by, lead_id=lead.id, **({"name": f"Client {next(numbers)}"} | columns))
    if last_visited_on is not None:
        account.visited(last_visited_on)
    work.db.flush()
    return account


def make_place(work: Work, account: Account, point: Point | None = BUND, **columns: Any) -> Place:
    """A place of an account, on the Bund in Shanghai; its first one is the main place."""
    place = places.add(work, account.id, point=point, **({"label": f"Plant {next(numbers)}"} | columns))
    work.db.flush()
    return place


def make_contact(work: Work, account: Account, **columns: Any) -> Contact:
    """A person at an account."""
    contact = contacts.add(work, account.id, region="CN", **({"name": f"Person {next(numbers)}"} | columns))
    work.db.flush()
    return contact
