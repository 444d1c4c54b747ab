"""Takes over what a phone wrote, by the routes of the API, and never refuses a single value.

What cannot be done is kept as an issue, and the phone is told to look at the row again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kamfield.core import sync_clock
from kamfield.core.afterwards import gathered
from kamfield.core.errors import Problem
from kamfield.core.journal import written_last
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.sync.actions import quote_parts, visit_parts
from kamfield.sync.actions.attempts import Ask
from kamfield.sync.actions.issues import note_unreadable
from kamfield.sync.actions.out_of_sight import out_of_sight
from kamfield.sync.actions.replay import Player
from kamfield.sync.actions.rows import Parcel, Pushed, read_stored, unpacked
from kamfield.sync.queries.frames import is_lost
from kamfield.sync.rules import TABLES
from kamfield.sync.rules.portions import MOST_AT_ONCE, cut
from kamfield.sync.rules.replays import Turn

TOGETHER = {**visit_parts.TOGETHER, **quote_parts.TOGETHER}
MOST_ROWS = 10_000
STAMPS_A_ROW = 3  # a visit with its people and its list of questions has more, most rows have one


class PulledTooLongAgo(Problem):
    """Something that was pushed has changed here since the phone pulled: it pulls, merges and pushes again."""

    status = 409
    title = N_("Changed on the server meanwhile")
    detail = N_("Pull first, then push again. Nothing of this push was kept, and nothing on the phone is lost.")


class PushTooLarge(Problem):
    """More rows than one push may have."""

    status = 413
    title = N_("Too many rows at once")
    detail = N_("A push has at most %(most)s rows. Nothing of this one was kept, and nothing on the phone is lost.")


@dataclass(frozen=True)
class Outcome:
    """What became of a push, or of a portion."""

    written: int = 0
    issues: int = 0
    ignored: int = 0

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(self.written + other.written, self.issues + other.issues, self.ignored + other.ignored)


def portions(work: Work, changes: Mapping[str, Any], cursor: int) -> list[Mapping[str, Any]]:
    """A push as it is taken over, one transaction each: as a whole, or when it is large in portions.

    Of a large one a conflict is looked for before anything is written. One that comes up later, or a process that dies,
    leaves whole portions: the phone sends everything again, and what is stored already is no write.
    """
    parcel = unpacked(changes)
    if len(parcel) > MOST_ROWS:
        raise PushTooLarge(most=MOST_ROWS)
    if len(parcel) <= MOST_AT_ONCE:
        return [changes]
    read_stored(work.db, parcel.everything())
    _refuse_conflicts(parcel, cursor)
    known = {(one.table.name, one.id): one.stored.row for one in parcel.everything() if one.stored}
    return cut(changes, [table.name for table in TABLES], known)


def push(work: Work, changes: Mapping[str, Any], cursor: int, ask: Ask, device_id: str | None = None) -> Outcome:
    """Does all of a portion. `cursor` is what the phone had pulled before; `PulledTooLongAgo` keeps nothing of it."""
    parcel = unpacked(changes)
    latest = sync_clock.held(work.db)  # before the look at what is stored: nobody writes between it and the writing
    if cursor > latest or work.db.scalar(is_lost(cursor)):
        raise PulledTooLongAgo
    read_stored(work.db, parcel.everything())
    player = Player(work, cursor, ask, device_id)
    player.adopt(parcel)
    _refuse_conflicts(parcel, cursor)
    for table, row in parcel.unreadable:
        player.noted += note_unreadable(work, device_id, table, row)
    made = [one for one in parcel.everything() if one.stored is None]
    with sync_clock.drawn_ahead(work.db, STAMPS_A_ROW * len(parcel)), gathered(work), written_last(work.db):
        _play(player, parcel)
        for one in out_of_sight(work, made):
            player.forget(one)
    return Outcome(player.written, player.noted, parcel.ignored)


def _refuse_conflicts(parcel: Parcel, cursor: int) -> None:
    for one in parcel.everything():
        stored = one.stored
        if stored and not stored.deleted and stored.stamp > cursor and (one.change == "deleted" or one.differing):
            raise PulledTooLongAgo


def _play(player: Player, parcel: Parcel) -> None:
    """Parents before children; what is said of things after the things, deletions before endings."""
    for table in TABLES:
        if table.name in TOGETHER:
            player.look_up()
            TOGETHER[table.name](player, parcel)
        for one in _of(parcel, table.name):
            player.write(one)
        for one in _of(parcel, table.name):
            player.play(one, Turn.ROWS)
    _take_turn(player, parcel, Turn.RESULTS)
    for table in reversed(TABLES):
        for one in parcel.gone.get(table.name, ()):
            player.remove(one)
    _take_turn(player, parcel, Turn.ENDINGS)
    player.look_up()
    for one in parcel.everything():
        player.keep_the_rest(one)
        player.look_again(one)


def _take_turn(player: Player, parcel: Parcel, turn: Turn) -> None:
    for table in TABLES:
        for one in _of(parcel, table.name):
            player.play(one, turn)


def _of(parcel: Parcel, name: str) -> Sequence[Pushed]:
    """The rows of a table; people arrive and leave in the order of their phones' clocks."""
    rows = parcel.rows.get(name, [])
    return sorted(rows, key=_instant) if name == "checks" else rows


def _instant(check: Pushed) -> float:
    at = check.row.get("device_at")
    return at if isinstance(at, int | float) else 0
