"""How an item of a week ends when the week is closed."""

from dataclasses import dataclass
from enum import StrEnum


class End(StrEnum):
    """What its rep says of an item."""

    DONE = "done"
    CARRY = "carry"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Ending:
    """What was said of one item; dropping it needs a reason."""

    item_id: str
    end: End
    reason: str = ""
