"""The parts of a mail that are lists: cut to what one reads, and each thing said once with all its days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select

from kamfield.core.work import Work
from kamfield.reminders.rules import MOST_COUNTED, MOST_ROWS


@dataclass(frozen=True)
class Section:
    """Lines of a mail, and how many more there are than it shows."""

    rows: Sequence[Any]
    more: int = 0

    @property
    def count(self) -> int:
        """All of them."""
        return len(self.rows) + self.more


@dataclass(frozen=True)
class Thing:
    """What is due on one day or on several, as the first row that tells of it."""

    row: Any
    days: Sequence[date]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.row, name)


def cut(rows: Sequence[Any]) -> Section:
    """The rows a mail shows, and how many there are besides."""
    return Section(rows[:MOST_ROWS], max(0, len(rows) - MOST_ROWS))


def some(work: Work, statement: Select[*tuple[Any, ...]]) -> Sequence[Any]:
    """As many rows as are counted; what is beyond is told by nobody."""
    return work.db.execute(statement.limit(MOST_COUNTED)).all()


def once_each(rows: Iterable[Any], *same: str) -> list[Thing]:
    """Rows that are the same in these columns are one thing: two steps of a quotation are one call to make."""
    found: dict[tuple[Any, ...], list[Any]] = {}
    for one in rows:
        found.setdefault(tuple(getattr(one, name) for name in same), []).append(one)
    return [Thing(several[0], _days(several)) for several in found.values()]


def _days(rows: Iterable[Any]) -> list[date]:
    return sorted({one.due_on for one in rows if one.due_on is not None})
