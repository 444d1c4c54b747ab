"""What becomes of one row: added, changed, unchanged or bad, and which fields change from what to what."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from kamfield.accounts.rules.import_rows import Reading


class Fate(StrEnum):
    """What becomes of a row."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    BAD = "bad"


@dataclass
class Outcome:
    """A row, the account it is about (None while it is to be added), and `changes` as `{field: [before, after]}`."""

    reading: Reading
    fate: Fate = Fate.UNCHANGED
    account: Any = None
    changes: dict[str, list[Any]] = field(default_factory=dict)

    def compare(self, name: str, before: Any, after: Any) -> None:
        """Notes a field that the row changes."""
        if before != after:
            self.changes[name] = [_plain(before), _plain(after)]
            self.fate = Fate.CHANGED

    def refuse(self) -> "Outcome":
        """The row is bad."""
        self.fate = Fate.BAD
        self.changes = {}
        return self


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
