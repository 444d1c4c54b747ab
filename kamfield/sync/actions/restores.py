"""After a backup was restored."""

from kamfield.core import sync_clock
from kamfield.core.sync_clock import SyncClock
from kamfield.core.work import Work
from kamfield.sync.models import Restore

LEAP = 10**9  # more than is written between a backup and its restoration


def restored(work: Work) -> tuple[int, int]:
    """Lets the clock leap over all that it may have said since the backup; where it stood, and where it goes on.

    Phones remember stamps from that time. Given a second time they would mean something else.
    """
    noted = sync_clock.tick(work.db, LEAP) - 1
    clock = work.db.get_one(SyncClock, 1, populate_existing=True)
    clock.restored_at = work.now
    work.db.add(Restore(noted=noted, resumed=clock.value, at=work.now))
    return noted, clock.value
