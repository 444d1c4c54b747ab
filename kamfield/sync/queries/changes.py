"""Which rows a pull tells, a statement per table.

Each gives rows that begin with whether the row is on the phone now; then come the columns of `told.columns_of`. The
parameters are those of `scope`, and: every row up to `position` is on the phone, what was lost up to `since` is known
there, and the answer goes up to `until`.
"""

from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, String, bindparam, exists, literal_column, or_, select

from kamfield.core.plain import milliseconds
from kamfield.core.recalls import Recall
from kamfield.core.types import Stamp
from kamfield.sync.models import WindowDay
from kamfield.sync.queries.columns import stored
from kamfield.sync.queries.scope import WINDOW_BEGAN, Sight, in_scope, shown, visible, whole
from kamfield.sync.queries.told import columns_of
from kamfield.sync.rules import TABLES, Table
from kamfield.sync.rules.window import WINDOWED

POSITION: Any = bindparam("position", type_=Stamp)
SINCE: Any = bindparam("since", type_=Stamp)
UNTIL: Any = bindparam("until", type_=Stamp)
IDS: Any = bindparam("ids", type_=String, expanding=True)

Rows = Select[*tuple[Any, ...]]
_YES: Any = literal_column("1").label("on_phone")


@lru_cache(500)
def everything(table: Table, version: int, sight: Sight) -> Rows:
    """Every row that is on the user's phone, for whoever begins."""
    rows = stored(table.name).c
    return select(_YES, *columns_of(table, version)).where(rows.sync_seq <= UNTIL, whole(table, sight))


@lru_cache(500)
def changed(table: Table, version: int, sight: Sight) -> Rows:
    """What was written in between, also what is gone by it."""
    on_phone = shown(table, sight)
    return select(on_phone.label("on_phone"), *columns_of(table, version)).where(*_written(table, sight))


@lru_cache(500)
def again(table: Table, version: int, sight: Sight, by: str) -> Rows:
    """The rows whose column `by` (`id`, or what names the row they belong to) is one of `ids`, whatever they are now.

    After `on_phone`: stamp, whether it is deleted, when it was made in milliseconds, and the id by which it was found.
    """
    rows = stored(table.name).c
    on_phone = visible(table, sight).label("on_phone")
    state = (rows.sync_seq, rows.deleted_at.is_not(None), milliseconds(rows.created_at), rows[by].label("found_by"))
    found = select(on_phone, *state, *columns_of(table, version)).where(rows[by].in_(IDS))
    day = WINDOWED.get(table.name)
    return found if day is None else found.where(rows[day] >= WINDOW_BEGAN)  # older ones were never on the phone


@lru_cache(500)
def seen(table: Table, sight: Sight) -> Select[str]:
    """Which of the rows `ids` are on the user's phone, or will be."""
    rows = stored(table.name).c
    return select(rows.id).where(rows.id.in_(IDS), visible(table, sight))


@lru_cache(500)
def known_late(table: Table, version: int, sight: Sight, names: tuple[str, ...]) -> Rows:
    """What was there before an app learned of the table, or of these columns: rows in which one of them is told."""
    rows = stored(table.name).c
    found = select(_YES, *columns_of(table, version)).where(rows.sync_seq <= POSITION, whole(table, sight))
    return found.where(or_(*(rows[name].is_not(None) for name in names))) if names else found


@lru_cache(500)
def stamps(table: Table, sight: Sight, first: bool) -> Select[int]:
    """The stamps of what a pull would tell of a table, by which a page is cut."""
    rows = stored(table.name).c
    if first:
        return select(rows.sync_seq).where(rows.sync_seq > POSITION, rows.sync_seq <= UNTIL, whole(table, sight))
    return select(rows.sync_seq).where(*_written(table, sight))


@lru_cache(10)
def touched(names: tuple[str, ...]) -> Rows:
    """Which tables have any row with a stamp after `position`, and whether there are recalls or days after `since`."""
    found: list[ColumnElement[bool]] = [
        exists(select(stored(name).c.id).where(stored(name).c.sync_seq > POSITION)).label(name) for name in names
    ]
    found.append(exists(select(Recall.seq).where(Recall.seq > SINCE)).label("recalls"))
    found.append(exists(select(WindowDay.seq).where(WindowDay.seq > SINCE)).label("days"))
    return select(*found)


def _written(table: Table, sight: Sight) -> tuple[ColumnElement[bool], ...]:
    seq = stored(table.name).c.sync_seq
    told = or_(seq > SINCE, shown(table, sight))  # what was gone before a first pull by pages began is no news
    return seq > POSITION, seq <= UNTIL, in_scope(table, sight), told


PARTS: dict[str, tuple[tuple[Table, str], ...]] = {
    parent.name: tuple(
        (table, "account_id" if parent.name == "accounts" else str(table.parent_column))
        for table in TABLES
        if table.parent == parent.name
        or (parent.name == "accounts" and table.name != "accounts" and table.scope in {"account", "either"})
    )
    for parent in TABLES
}
