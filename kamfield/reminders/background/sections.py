"""The parts of a mail that are lists, cut to what one reads."""

from collections.abc import Sequence
from dataclasses import dataclass
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


def cut(rows: Sequence[Any]) -> Section:
    """The rows a mail shows, and how many there are besides."""
    return Section(rows[:MOST_ROWS], max(0, len(rows) - MOST_ROWS))


def some(work: Work, statement: Select[*tuple[Any, ...]]) -> Sequence[Any]:
    """As many rows as are counted; what is beyond is told by nobody."""
    return work.db.execute(statement.limit(MOST_COUNTED)).all()
