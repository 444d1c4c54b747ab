"""What is stored of the rows that a phone sent."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from kamfield.accounts.models import Member
from kamfield.sync.queries.columns import stored
from kamfield.sync.rules.registry import Table


def stored_rows(table: Table, ids: Sequence[str]) -> Select[*tuple[Any, ...]]:
    """The rows with these ids, also the deleted ones, as they are in the database; without asking for reach."""
    columns = stored(table.name).c
    wanted = ("id", "sync_seq", "deleted_at", *(column.name for column in table.columns))
    return select(*(columns[name] for name in dict.fromkeys(wanted))).where(columns.id.in_(ids))


def account_of(name: str, row_id: str) -> Select[str]:
    """The account of a row of a table."""
    columns = stored(name).c
    return select(columns.id if name == "accounts" else columns.account_id).where(columns.id == row_id)


def left_since(user_id: str, account_ids: Collection[str], cursor: int, since: datetime) -> Select[str]:
    """Those of these accounts whose team somebody left after a cursor, and not long ago."""
    left = select(Member.account_id).where(Member.user_id == user_id, Member.account_id.in_(account_ids))
    return left.where(Member.deleted_at >= since, Member.sync_seq > cursor)


def living(name: str, **equal: Any) -> Select[*tuple[Any, ...]]:
    """The living rows of a table with these values, such as what belongs to a visit."""
    table = stored(name)
    return select(table).where(table.c.deleted_at.is_(None), *(table.c[key] == value for key, value in equal.items()))
