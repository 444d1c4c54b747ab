"""Two ways to narrow a list to some accounts: by looking up a few, or by walking the list and asking each of many.

Either one is slow in the other's place, and SQLite has no statistics to choose by; so we count, and not far.
"""

from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session

from kamfield.accounts.models import Account

RARE = 2000  # so many look-ups cost a few milliseconds, and when there are more, a walk soon fills a page

Statement = Select[*tuple[Any, ...]]


def count_some(db: Session, statement: Statement) -> int:
    """How many rows a statement has; more than `RARE` count as one more."""
    some = statement.limit(RARE + 1).subquery()
    return db.scalar(select(func.count()).select_from(some)) or 0


def is_rare(db: Session, statement: Statement) -> bool:
    """Whether it has few enough rows to look them up."""
    return count_some(db, statement) <= RARE


def is_among(db: Session, account_ids: Select[str]) -> ColumnElement[bool]:
    """Whether an account is one of those a statement names, in the cheaper of the two ways."""
    (named,) = account_ids.selected_columns
    if is_rare(db, account_ids):
        return Account.id.in_(account_ids)
    return exists(account_ids.where(named == Account.id).correlate(Account))
