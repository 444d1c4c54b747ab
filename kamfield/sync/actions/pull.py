"""What a phone must be told since it pulled last; piece by piece, in one snapshot of the database."""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import inf
from typing import Any

import orjson

from kamfield.core.db import is_postgresql
from kamfield.core.work import Work
from kamfield.sync.actions.frames import WHOLE, Frame, Way, day_before, frame_of
from kamfield.sync.actions.looking import Ids, Looking
from kamfield.sync.actions.reading import Row, packed, portions
from kamfield.sync.queries import again, changes
from kamfield.sync.queries.told import booleans_of
from kamfield.sync.rules import TABLES, Table
from kamfield.sync.rules.cursors import Cursor
from kamfield.sync.rules.window import WINDOWED
from kamfield.sync.rules.wishes import Wish

log = logging.getLogger(__name__)

MANY_ROWS = 10_000
_A_MINUTE = 60_000  # instants are those at which requests began: one that waited for the clock may be overtaken
_ID = 5  # where the phone's columns begin in a row that is looked at again


@dataclass
class Pull:
    """One answer in the making."""

    work: Work
    wish: Wish
    frame: Frame
    until: int
    values: dict[str, Any]
    touched: frozenset[str]
    remaining: int = 0
    told: int = 0
    looking: Looking = field(default_factory=Looking)


def pull(work: Work, wish: Wish) -> Iterator[bytes]:
    """The answer as JSON."""
    made = _begun(work, wish, frame_of(work, wish))
    yield b'{"changes":{'
    for number, table in enumerate(one for one in TABLES if one.since <= wish.version):
        yield b'%s"%s":{"created":[],"updated":[' % (b"," if number else b"", table.name.encode())
        deleted: list[str] = []
        written = False
        for piece in _updated(made, table, deleted):
            if piece:
                yield b"," + piece if written else piece
                written = True
        yield b'],"deleted":%s}' % orjson.dumps(deleted)
    yield b"},%s" % orjson.dumps(_ending(made))[1:]
    if made.told > MANY_ROWS and made.frame.way in WHOLE:
        log.warning("the phone of %s holds %s rows", work.user.id, made.told)


def nothing_new(version: int, cursor: Cursor) -> bytes:
    """The answer for a phone that has everything."""
    lists = {"created": (), "updated": (), "deleted": ()}
    tables = {table.name: lists for table in TABLES if table.since <= version}
    return orjson.dumps({"changes": tables, "timestamp": cursor.number, "has_more": False})


def _begun(work: Work, wish: Wish, frame: Frame) -> Pull:
    values = dict(frame.until(frame.value))
    tables = [table for table in TABLES if table.since <= wish.version]
    touched = _touched(work, frame, values, tables)
    if "days" in touched:
        values["window_began"] = day_before(work, frame)
    made = Pull(work, wish, frame, frame.value, values, touched)
    if wish.page_size and not wish.late and frame.way in {Way.FIRST, Way.CHANGES}:
        _cut(made, tables, wish.page_size)
    if frame.way is Way.CHANGES:
        _look_again(made)
    return made


def _touched(work: Work, frame: Frame, values: Mapping[str, Any], tables: list[Table]) -> frozenset[str]:
    """The tables in which anybody wrote anything; for a whole pull all of them."""
    if frame.way in WHOLE:
        return frozenset(table.name for table in tables)
    found = work.db.execute(changes.touched(tuple(table.name for table in tables)), dict(values)).one()
    return frozenset(name for name, there in found._mapping.items() if there)


def _cut(made: Pull, tables: list[Table], size: int) -> None:
    """A page ends with the stamp of its last row: the next one begins there."""
    first, frame = made.frame.way is Way.FIRST, made.frame
    found: list[int] = []
    for table in tables:
        if table.name in made.touched:
            for rows in portions(made.work.db, changes.stamps(table, frame.sight, first), made.values):
                found += [row[0] for row in rows]
    if len(found) > size:
        found.sort()
        made.until = made.values["until"] = found[size - 1]
        made.remaining = len(found) - size


def _look_again(made: Pull) -> None:
    """Notes what came or went without being written itself."""
    sight, looking, db = made.frame.sight, made.looking, made.work.db
    if "recalls" in made.touched:
        for row in db.execute(again.recalled(sight), made.values):
            looking.want(row.kind, row.row_id, -inf if row.at is None else row.at, mine=bool(row.mine))
    if "account_members" in made.touched:
        for row in db.execute(again.teams_changed(sight), made.values):
            looking.want("accounts", row.row_id, row.at)
    if "days" in made.touched:
        for table in (one for one in TABLES if one.name in WINDOWED):
            for row in db.execute(again.grown_old(table, sight), made.values):
                looking.want(table.name, row.row_id)


def _updated(made: Pull, table: Table, deleted: list[str]) -> Iterator[bytes]:
    """The rows of a table, and into `deleted` the ids of those that are gone."""
    shape = (made.wish.version, made.frame.sight)
    if made.frame.way in WHOLE:
        yield from _told(made, table, changes.everything(table, *shape), deleted)
        return
    if table.name in made.touched:
        yield from _told(made, table, changes.changed(table, *shape), deleted)
    if table.name in made.wish.late:
        yield from _told(made, table, changes.known_late(table, *shape, made.wish.late[table.name]), deleted)
    yield from _found_again(made, table, deleted)


def _told(made: Pull, table: Table, statement: changes.Rows, deleted: list[str]) -> Iterator[bytes]:
    looks = made.looking.looks_at(table.name) or table.name in made.wish.late
    for rows in portions(made.work.db, statement, made.values):
        gone = [row[1] for row in rows if not row[0]]
        there = [row[1:] for row in rows if row[0]]
        if looks:
            there = [row for row in there if made.looking.is_news(table.name, row[0])]
            gone = [row_id for row_id in gone if made.looking.is_news(table.name, row_id)]
        made.looking.saw(table.name, gone)
        deleted += gone
        yield _packed(made, table, there)


def _found_again(made: Pull, table: Table, deleted: list[str]) -> Iterator[bytes]:
    for by, ids in made.looking.questions(table):
        statement = changes.again(table, made.wish.version, made.frame.sight, by)
        found: set[str] = set()
        for rows in portions(made.work.db, statement, {**made.values, "ids": list(ids)}):
            found.update(row[_ID] for row in rows)
            yield _packed(made, table, [row[_ID:] for row in rows if _looked_at(made, table, row, ids, deleted)])
        if by == "id":
            never = made.looking.never_stored(table.name, ids, found)
            deleted += [row_id for row_id in never if made.looking.is_news(table.name, row_id)]


def _looked_at(made: Pull, table: Table, row: Row, ids: Ids, deleted: list[str]) -> bool:
    """Whether the row is told as one that is on the phone; what is not, and was, goes into `deleted`."""
    on_phone, seq, is_deleted, made_at, found_by, row_id = row[: _ID + 1]
    before = ids[found_by]
    known_gone = made_at > before + _A_MINUTE or (is_deleted and seq <= made.frame.since)
    if not on_phone and known_gone and not made.looking.is_mine(table.name, row_id):
        return False
    made.looking.saw(table.name, [row_id], before)
    if on_phone:  # what was written since is told for that, now or with a later page
        return seq <= made.frame.position and made.looking.is_news(table.name, row_id)
    if made.looking.is_news(table.name, row_id):
        deleted.append(row_id)
    return False


def _packed(made: Pull, table: Table, rows: list[Any]) -> bytes:
    made.told += len(rows)
    names = ["id", *(column.name for column in table.at(made.wish.version))]
    booleans = () if is_postgresql(made.work.db) else booleans_of(table, made.wish.version)
    return packed(names, rows, booleans)


def _ending(made: Pull) -> dict[str, Any]:
    """What follows after the changes."""
    frame, cut = made.frame, made.until < made.frame.value
    begun_on = made.wish.cursor.begun_on or (made.work.now.date() if frame.way is Way.FIRST else None)
    ending: dict[str, Any] = {"timestamp": Cursor(made.until, begun_on if cut else None).number, "has_more": cut}
    if made.wish.page_size:
        ending["remaining"] = made.remaining
    if frame.way is Way.REPLACEMENT:
        ending["experimentalStrategy"] = "replacement"
    if frame.way is Way.RESYNC:
        ending["resync"] = True
    return ending
