"""Rows of a pull that are looked at again although nobody wrote them, with what belongs to them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from math import inf

from kamfield.sync.queries.changes import PARTS
from kamfield.sync.rules import TABLES, Table

AT_ONCE = 500

Ids = Mapping[str, float]

# By what a row can be found when something that it belongs to is looked at: parent and column.
_PARENTS = {
    table.name: [(parent, column) for parent, parts in PARTS.items() for part, column in parts if part is table]
    for table in TABLES
}


@dataclass
class Looking:
    """Keeps, per table, which ids to look at and the instant before which a row was made that anybody is told of."""

    _wanted: dict[str, dict[str, float]] = field(default_factory=dict)
    _mine: dict[str, set[str]] = field(default_factory=dict)
    _seen: dict[str, dict[str, float]] = field(default_factory=dict)
    _told: dict[str, set[str]] = field(default_factory=dict)

    def want(self, table: str, row_id: str, before: float = inf, *, mine: bool = False) -> None:
        """A row to look at; `-inf` when nobody lost it.

        `mine` ones were sent by this user's own phones, which have them whatever we know.
        """
        _raise(self._wanted.setdefault(table, {}), row_id, before)
        if mine:
            self._mine.setdefault(table, set()).add(row_id)

    def is_mine(self, table: str, row_id: str) -> bool:
        """Whether one of this user's phones sent it in vain: it may have kept what it was told to drop."""
        return row_id in self._mine.get(table, ())

    def looks_at(self, table: str) -> bool:
        """Whether rows of this table will be looked at."""
        return table in self._wanted or any(parent in self._seen for parent, _ in _PARENTS[table])

    def is_news(self, table: str, row_id: str) -> bool:
        """Whether the row was not told yet; from now on it was."""
        told = self._told.setdefault(table, set())
        known = len(told)
        told.add(row_id)
        return len(told) > known

    def saw(self, table: str, rows: Iterable[str], before: float = inf) -> None:
        """These rows came or went: what belongs to them will be looked at."""
        if PARTS[table]:
            for row_id in rows:
                _raise(self._seen.setdefault(table, {}), row_id, before)

    def questions(self, table: Table) -> Iterator[tuple[str, Ids]]:
        """The column and the ids by which rows are to be found, not too many at once."""
        asked = [("id", self._wanted.get(table.name, {}))]
        asked += [(column, self._seen.get(parent, {})) for parent, column in _PARENTS[table.name]]
        for column, ids in asked:
            rest = iter(ids.items())
            while some := dict(islice(rest, AT_ONCE)):
                yield column, some

    def never_stored(self, table: str, asked: Iterable[str], found: set[str]) -> list[str]:
        """Those that this user's phones have and nobody else ever had."""
        return sorted((self._mine.get(table, set()) & set(asked)) - found)


def _raise(ids: dict[str, float], row_id: str, before: float) -> None:
    ids[row_id] = max(before, ids.get(row_id, -inf))
