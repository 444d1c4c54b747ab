"""From where to where a pull tells what changed, and whether the phone can follow at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from kamfield.core.work import Work
from kamfield.sync.queries import again, frames
from kamfield.sync.queries.scope import Sight, sight_of
from kamfield.sync.rules.cursors import Cursor
from kamfield.sync.rules.window import begins
from kamfield.sync.rules.wishes import Wish


class Way(StrEnum):
    """How a phone is brought up to date."""

    FIRST = "first"  # everything: it has nothing
    CHANGES = "changes"
    REPLACEMENT = "replacement"  # everything, and it throws away what it has
    RESYNC = "resync"  # everything; what it has and we lost stays there


WHOLE = frozenset({Way.FIRST, Way.REPLACEMENT, Way.RESYNC})


@dataclass(frozen=True)
class Frame:
    """A pull before it reads rows. `position` is up to where rows are on the phone, `since` what was lost."""

    way: Way
    sight: Sight
    user_id: str
    position: int
    since: int
    value: int
    day: date | None

    def until(self, stamp: int, window_began: date | None = None) -> Mapping[str, Any]:
        """The parameters of statements that tell what was written up to a stamp."""
        return {
            "me": self.user_id,
            "position": self.position,
            "since": self.since,
            "until": stamp,
            "window_begins": begins(self.day),
            "window_began": begins(self.day) if window_began is None else window_began,
        }


def frame_of(work: Work, wish: Wish) -> Frame:
    """Reads the clock: everything that follows in this snapshot is what was true then."""
    cursor = wish.cursor
    named = {"me": work.user.id, "cursor": cursor.position, "begun_on": cursor.begun_on or frames.NO_DAY}
    row = work.db.execute(frames.frame(), named).one()
    since = max(cursor.position, row.trusted or 0)
    way = _way(cursor, since, row)
    position = cursor.position if way is Way.CHANGES else 0
    since = since if way is Way.CHANGES else 0
    return Frame(way, sight_of(row.role), work.user.id, position, since, row.value, row.day)


def day_before(work: Work, frame: Frame) -> date:
    """Where the window began when the phone pulled last."""
    return begins(work.db.scalar(again.day_at(), dict(frame.until(frame.value))))


def _way(cursor: Cursor, since: int, row: Any) -> Way:
    if cursor.position == 0:
        return Way.FIRST
    if cursor.position > row.value or row.lost:
        return Way.RESYNC
    return Way.REPLACEMENT if since < max(row.horizon, row.reset or 0) else Way.CHANGES
