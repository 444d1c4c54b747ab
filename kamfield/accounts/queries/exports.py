"""Lists as a whole, read some hundred rows at a time."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, and_, func, or_, select

from kamfield.accounts.models import Account, Contact, Place
from kamfield.users.models import User

Statement = Select[*tuple[Any, ...]]


def account_page(statement: Statement, last: Any, limit: int) -> Statement:
    """The accounts of a list that follow row `last` (None for the first ones), by name."""
    if last is not None:
        later = or_(Account.name_key > last.name_key, and_(Account.name_key == last.name_key, Account.id > last.id))
        statement = statement.where(Account.name_key >= last.name_key, later)
    columns = statement.with_only_columns(*Account.__table__.c)
    return columns.order_by(None).order_by(Account.name_key, Account.id).limit(limit)


def more_than(statement: Statement, limit: int) -> Statement:
    """How many rows a list has, counted no further than one beyond `limit`."""
    some = statement.with_only_columns(Account.id).order_by(None).limit(limit + 1).subquery()
    return select(func.count()).select_from(some)


def main_places(account_ids: Collection[str]) -> Statement:
    """Their main places."""
    living = (Place.is_main, Place.deleted_at.is_(None))
    return select(*Place.__table__.c).where(Place.account_id.in_(account_ids), *living)


def people(user_ids: Collection[str]) -> Statement:
    """`(id, name, email)` of users."""
    return select(User.id, User.name, User.email).where(User.id.in_(user_ids))


def codes(account_ids: Collection[str]) -> Statement:
    """`(id, code)` of accounts."""
    return select(Account.id, Account.code).where(Account.id.in_(account_ids))


def contacts(account_ids: Collection[str]) -> Statement:
    """Their contacts, without the confidential notes."""
    columns = [column for column in Contact.__table__.c if column.key != "notes"]
    mine = (Contact.account_id.in_(account_ids), Contact.deleted_at.is_(None))
    return select(*columns).where(*mine).order_by(Contact.account_id, Contact.name_key, Contact.id)
