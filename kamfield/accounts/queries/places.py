"""The places of accounts."""

from sqlalchemy import Delete, Select, Update, delete, select, update

from kamfield.accounts.models import Locating, Place
from kamfield.accounts.rules import Location

SORTS = {"created_at": Place.created_at, "label": Place.label}


def of_account(account_id: str) -> Select[Place]:
    """The living places of an account, oldest first, without asking for reach."""
    statement = select(Place).where(Place.account_id == account_id, Place.deleted_at.is_(None))
    return statement.order_by(Place.created_at, Place.id)


def main_of(account_id: str) -> Select[Place]:
    """The main one of them."""
    return of_account(account_id).where(Place.is_main)


def country_of(account_id: str) -> Select[str | None]:
    """The country of the main place: where its phone numbers are at home."""
    return main_of(account_id).with_only_columns(Place.country)


def waiting(place_id: str) -> Select[Place]:
    """A place if it still waits for the map."""
    return select(Place).where(Place.id == place_id, Place.deleted_at.is_(None), Place.location == Location.WAITING)


def answered() -> Delete:
    """Questions to the map that are done with."""
    return delete(Locating).where(Locating.due_at.is_(None), Locating.parked_at.is_(None))


def parked_taken_up(at: object) -> Update:
    """Addresses that the map did not answer about are due again."""
    again = {"due_at": at, "parked_at": None, "attempts": 0}
    return update(Locating).where(Locating.parked_at.is_not(None)).values(again)
