"""After a backup was restored."""

from datetime import UTC, datetime

from kamfield.core import sync_clock
from kamfield.core.sync_clock import SyncClock
from kamfield.core.work import Work
from kamfield.sync.models import Restore

LEAP = 10**9  # more than is written between a backup and its restoration
A_SECOND = 1_000  # and more than is ever written in one, year in and year out
_FIRST = datetime(2026, 1, 1, tzinfo=UTC)


def restored(work: Work) -> tuple[int, int]:
    """Lets the clock leap over all that it may have said since the backup; where it stood, and where it goes on.

    Phones remember stamps from that time. Given a second time they would mean something else. A backup from before an
    earlier restoration does not know how far that one leapt; the time of day does, so the later one goes further.
    """
    noted = sync_clock.held(work.db)
    sync_clock.tick(work.db, max(LEAP, int((work.now - _FIRST).total_seconds()) * A_SECOND - noted))
    clock = work.db.get_one(SyncClock, 1, populate_existing=True)
    clock.restored_at = work.now
    work.db.add(Restore(noted=noted, resumed=clock.value, at=work.now))
    return noted, clock.value
