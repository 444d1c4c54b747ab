"""Whose phone has which rows.

Statements are made once for each table and `Sight`; what differs between users and pulls is a parameter of theirs.
Stand-ins do not count: a phone holds what is its owner's, not what they look at for two weeks.
"""

from collections.abc import Callable
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Date, String, and_, bindparam, exists, or_, select, true, union
from sqlalchemy.orm import aliased

from kamfield.accounts.models import Member
from kamfield.sync.queries.columns import stored
from kamfield.sync.rules import TABLES, Scope, Table
from kamfield.sync.rules.window import WINDOWED
from kamfield.users.models import Reach
from kamfield.users.rules import Role

ME: Any = bindparam("me", type_=String)
WINDOW_BEGINS: Any = bindparam("window_begins", type_=Date)
WINDOW_BEGAN: Any = bindparam("window_began", type_=Date)  # and where it did when the phone pulled last
_team = aliased(Member)
BY_NAME = {table.name: table for table in TABLES}


Asked = Callable[["Sight", Any], ColumnElement[bool]]


class Sight(StrEnum):
    """How far somebody sees."""

    OWN = "own"
    BELOW = "below"
    ALL = "all"


def sight_of(role: str) -> Sight:
    """By the role."""
    return {Role.ADMIN: Sight.ALL, Role.MANAGER: Sight.BELOW}.get(Role(role), Sight.OWN)


def reached(sight: Sight, person: Any) -> ColumnElement[bool]:
    """Whether a column names somebody this user reaches; asked of a few rows, one by one."""
    below = Reach.user_id == person
    return _reached(sight, person, exists(select(Reach.user_id).where(below, Reach.viewer_id == ME)))


def _all_reached(sight: Sight, person: Any) -> ColumnElement[bool]:
    """The same, asked so that the rows of all of them are found."""
    return _reached(sight, person, person.in_(select(Reach.user_id).where(Reach.viewer_id == ME)))


def _reached(sight: Sight, person: Any, below: ColumnElement[bool]) -> ColumnElement[bool]:
    if sight is Sight.ALL:
        return true()
    return person == ME if sight is Sight.OWN else below


def _reached_account(sight: Sight, account_id: Any) -> ColumnElement[bool]:
    """Whether a column names an account with somebody on its team whom this user reaches; row by row."""
    if sight is Sight.ALL:
        return true()
    team = select(_team.id).where(_team.account_id == account_id, _team.deleted_at.is_(None))
    return exists(team.where(reached(sight, _team.user_id)))


def _all_reached_accounts(sight: Sight, account_id: Any) -> ColumnElement[bool]:
    if sight is Sight.ALL:
        return true()
    team = select(_team.account_id).where(_all_reached(sight, _team.user_id), _team.deleted_at.is_(None))
    return account_id.in_(team)  # type: ignore[no-any-return]


def in_scope(table: Table, sight: Sight) -> ColumnElement[bool]:
    """Whether a row belongs to the user's phone, were it not deleted or too old."""
    rows = stored(table.name).c
    if table.scope is Scope.CHILD:
        return _has_parent(table, lambda parent: in_scope(parent, sight))
    return or_(*_ways(table, sight, rows, reached, _reached_account))


def visible(table: Table, sight: Sight) -> ColumnElement[bool]:
    """Whether a row is on the user's phone; asked of rows that are found in another way."""
    return and_(in_scope(table, sight) if table.scope is not Scope.CHILD else true(), shown(table, sight))


def shown(table: Table, sight: Sight) -> ColumnElement[bool]:
    """Whether a row in scope is on the phone: it lives, is not too old, and what it belongs to is there."""
    if table.scope is Scope.CHILD:
        return and_(_lives(table), _has_parent(table, lambda parent: visible(parent, sight)))
    return _lives(table)


def whole(table: Table, sight: Sight) -> ColumnElement[bool]:
    """The same as `visible`, asked so that all rows are found by the indexes of persons, accounts and parents."""
    rows = stored(table.name).c
    if table.scope is Scope.CHILD:
        return and_(_lives(table), rows[_parent_column(table)].in_(whole_ids(_parent(table), sight)))
    ways = _ways(table, sight, rows, _all_reached, _all_reached_accounts)
    if len(ways) > 1 and sight is not Sight.ALL:
        return and_(_lives(table), rows.id.in_(union(*(select(rows.id).where(way) for way in ways))))
    return and_(_lives(table), *ways[:1])


@cache
def whole_ids(table: Table, sight: Sight) -> Any:
    """The ids of all rows of a table that are on the user's phone."""
    return select(stored(table.name).c.id).where(whole(table, sight))


def _ways(table: Table, sight: Sight, rows: Any, person: Asked, account: Asked) -> list[ColumnElement[bool]]:
    """By what a row may belong to somebody: one of these is enough."""
    if table.scope is Scope.EVERYBODY:
        return [true()]
    if table.scope is Scope.MINE:
        return [rows[table.person] == ME]
    ways = []
    if table.person:
        ways.append(person(sight, rows[table.person]))
    if table.helper:
        ways.append(rows[table.helper] == ME)
    if table.scope in {Scope.ACCOUNT, Scope.EITHER}:
        ways.append(account(sight, rows.id if table.name == "accounts" else rows.account_id))
    return ways


def _lives(table: Table) -> ColumnElement[bool]:
    rows, day = stored(table.name).c, WINDOWED.get(table.name)
    lives: ColumnElement[bool] = rows.deleted_at.is_(None)
    return and_(lives, rows[day] >= WINDOW_BEGINS) if day else lives


def _has_parent(table: Table, condition: Any) -> ColumnElement[bool]:
    parent, rows = _parent(table), stored(table.name).c
    key = stored(parent.name).c.id
    return exists(select(key).where(key == rows[_parent_column(table)], condition(parent)))


def _parent(table: Table) -> Table:
    return BY_NAME[str(table.parent)]


def _parent_column(table: Table) -> str:
    return str(table.parent_column)
