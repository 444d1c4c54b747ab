"""What a pull must know before it reads rows, in one statement."""

from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Date, Select, bindparam, exists, func, select

from kamfield.core.recalls import Reset
from kamfield.core.sync_clock import SyncClock
from kamfield.core.types import Stamp
from kamfield.sync.models import Restore, WindowDay
from kamfield.sync.queries.scope import ME
from kamfield.users.models import User

_CURSOR: Any = bindparam("cursor", type_=Stamp)
_BEGUN_ON: Any = bindparam("begun_on", type_=Date)


@lru_cache(1)
def clock_value() -> Select[int]:
    """What the clock says."""
    return select(SyncClock.value).where(SyncClock.id == 1)


@lru_cache(1)
def frame() -> Select[*tuple[Any, ...]]:
    """The user's role, the clock, what limits a cursor's trust, and how far the window has come.

    `trusted`: what the clock said on a day before a first pull by pages began. `lost`: whether the cursor is from a
    future that a backup undid.
    """
    role = select(User.role).where(User.id == ME).scalar_subquery()  # not the one that was remembered for a moment
    reset = select(Reset.seq).where(Reset.person_id == ME).scalar_subquery()
    latest = select(WindowDay.day).order_by(WindowDay.seq.desc()).limit(1).scalar_subquery()
    trusted = select(func.max(WindowDay.seq)).where(WindowDay.day < _BEGUN_ON).scalar_subquery()
    lost = exists(select(Restore.noted).where(Restore.noted < _CURSOR, Restore.resumed >= _CURSOR))
    clock = select(SyncClock.value, SyncClock.horizon).where(SyncClock.id == 1)
    named = (
        role.label("role"),
        reset.label("reset"),
        latest.label("day"),
        trusted.label("trusted"),
        lost.label("lost"),
    )
    return clock.add_columns(*named)


def is_lost(cursor: int) -> Select[bool]:
    """Whether a cursor is from a future that a backup undid."""
    return select(exists(select(Restore.noted).where(Restore.noted < cursor, Restore.resumed >= cursor)))


NO_DAY = date(1, 1, 1)
