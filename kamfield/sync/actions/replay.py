"""Does one change of a phone after the other."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from kamfield.core import sync_clock
from kamfield.sync.actions.attempts import Attempts
from kamfield.sync.actions.issues import DeletedMeanwhile, NotForPhones
from kamfield.sync.actions.rows import Parcel, Pushed, read_stored
from kamfield.sync.queries.stored import living
from kamfield.sync.rules import TABLES
from kamfield.sync.rules.replays import REPLAYS, Move, Replay, Turn
from kamfield.sync.rules.values import day_of

NOTHING = Replay()
NATURAL = {"reports": ("visit_id",), "plans": ("month",)}

# They have no route of their own to be deleted by: a list of their visit or quotation leaves them out.
LISTED = frozenset({"visit_contacts", "visit_companions", "commitments", "quote_lines"})


@dataclass
class Player(Attempts):
    """One push at work: which route a row of the phone means, and in which order its acts are done."""

    names: dict[str, str] = field(default_factory=dict)  # of rows that exist already under another id
    _stale: dict[int, Pushed] = field(default_factory=dict)  # written since they were looked up

    def adopt(self, parcel: Parcel) -> None:
        """A report or plan that exists already under another id: the phone's is meant to be that one."""
        for name, columns in NATURAL.items():
            for one in parcel.rows.get(name, ()):
                if one.stored is None and (known := self._twin(one, columns)):
                    self.names[one.id] = known
                    sync_clock.recall(self.work.db, name, one.id, self.work.user.id)
                    one.id = known
                    read_stored(self.work.db, [one])
        for one in parcel.everything():
            one.row = {
                name: self.names.get(value, value) if _is_text(value) else value for name, value in one.row.items()
            }

    def write(self, one: Pushed) -> None:
        """The row as such: new, or with other words."""
        if (one.table.name, one.id) not in self.refused:
            self._row(one, REPLAYS.get(one.table.name, NOTHING))

    def play(self, one: Pushed, turn: Turn) -> None:
        """The acts that this turn has for one row."""
        if (one.table.name, one.id) in self.refused:
            return
        for move in REPLAYS.get(one.table.name, NOTHING).moves:
            if move.turn is turn and not move.first:
                self._move(one, move)

    def remove(self, one: Pushed) -> None:
        """Deletes a row that is there; of one that is not, nothing needs to be done."""
        if one.stored is None or one.stored.deleted or not one.table.verbs.get("deleted"):
            if one.stored and not one.stored.deleted:
                self.refuse(one, NotForPhones(), {"id": one.id})
            return
        call = REPLAYS.get(one.table.name, NOTHING).remove
        if call:
            self.do(one, call, dict(one.stored.row))

    def keep_the_rest(self, one: Pushed) -> None:
        """What no route took is kept: a state that is no step, a note without the act that it belongs to."""
        if (one.table.name, one.id) in self.kept:
            return
        if one.change == "deleted":
            if one.table.name in LISTED and one.stored and not one.stored.deleted:
                self.refuse(one, NotForPhones(), {"id": one.id})
            return
        left = {name for name, value in one.differing.items() if value and (one.id, name) not in self.taken}
        if left - ({"latitude", "longitude"} if (one.id, "point") in self.taken else set()):
            self.refuse(one, NotForPhones())

    def look_again(self, one: Pushed) -> None:
        """Whatever the phone has that is not stored, it hears of with its next pull."""
        place = (one.table.name, one.id)
        if place in self.refused or (one.change != "deleted" and one.spoiled):
            sync_clock.recall(self.work.db, *place, self.work.user.id)

    def forget(self, one: Pushed) -> None:
        """The phone's row has another id here, or is not for this phone: it lets go of it with the next pull."""
        sync_clock.recall(self.work.db, one.table.name, one.id, self.work.user.id)

    def look_up(self) -> None:
        """Reads what is stored of all rows that were written meanwhile."""
        read_stored(self.work.db, self._stale.values())
        self._stale.clear()

    def row_of(self, name: str, row_id: str) -> Pushed:
        """A row that is not in the push, as it is now."""
        table = next(table for table in TABLES if table.name == name)
        one = Pushed(table, row_id, "updated")
        read_stored(self.work.db, [one])
        return one

    def _row(self, one: Pushed, replay: Replay) -> None:
        if one.stored and one.stored.deleted:
            if one.differing:
                self.refuse(one, DeletedMeanwhile())
        elif one.stored is None:
            self._add(one, replay)
        elif one.differing:
            self._change(one, replay)

    def _add(self, one: Pushed, replay: Replay) -> None:
        if replay.add is None:
            if not one.table.verbs.get("created"):
                self.refuse(one, NotForPhones())
            return
        values = {name: value for name, value in one.told().items() if value is not None}
        if self.do(one, replay.add, {**values, "id": one.id}):
            self._stale[id(one)] = one

    def _change(self, one: Pushed, replay: Replay) -> None:
        for move in replay.moves:
            if move.first:
                self._move(one, move)
        taken = {move.column for move in replay.moves}
        self._look_again_at(one)
        changed = one.differing.keys() - taken
        if changed and replay.change and self.do(one, replay.change, one.told(), changed):
            self._stale[id(one)] = one

    def _move(self, one: Pushed, move: Move) -> None:
        if move.column not in one.row:
            return
        self._look_again_at(one)
        if move.column not in one.differing:
            return
        value = one.row.get(move.column)
        stored = one.stored.row.get(move.column) if one.stored else None
        if move.happens(value, stored):
            said = {name: told for name, told in one.told().items() if told is not None}
            values = {"id": one.id, "visit_id": one.row.get("visit_id")} if move.call.bare else {**said, "id": one.id}
            self.taken.add((one.id, move.column))
            if self.do(one, move.call, values):
                self._stale[id(one)] = one

    def _look_again_at(self, one: Pushed) -> None:
        if id(one) in self._stale:
            self.look_up()

    def _twin(self, one: Pushed, columns: Collection[str]) -> str | None:
        equal = {name: one.row.get(name) for name in columns}
        if not all(isinstance(value, str) for value in equal.values()):
            return None
        if one.table.name == "plans":
            equal = {"month": day_of(equal["month"]), "rep_id": self.work.user.id}
        found = self.work.db.execute(living(one.table.name, **equal)).first()
        return found.id if found else None


def _is_text(value: Any) -> bool:
    return isinstance(value, str)
