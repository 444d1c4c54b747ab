"""Rows that tell of one thing are said once, with all its days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Thing:
    """What is due on one day or on several, as the first row that tells of it."""

    row: Any
    days: Sequence[date]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.row, name)


def once_each(rows: Iterable[Any], *same: str) -> list[Thing]:
    """Rows that are the same in these columns are one thing: two steps of a quotation are one call to make."""
    found: dict[tuple[Any, ...], list[Any]] = {}
    for one in rows:
        found.setdefault(tuple(getattr(one, name) for name in same), []).append(one)
    return [Thing(several[0], _days(several)) for several in found.values()]


def _days(rows: Iterable[Any]) -> list[date]:
    return sorted({one.due_on for one in rows if one.due_on is not None})
