"""What keeps sync going by itself: the window moves on with the days."""

from kamfield.core import sync_clock
from kamfield.core.work import Work
from kamfield.sync.models import WindowDay


def begin_day(work: Work) -> None:
    """Notes what the clock says now that a day (of UTC) has begun; what grew too old leaves the phones."""
    today = work.now.date()
    if work.db.get(WindowDay, today) is None:
        work.db.add(WindowDay(day=today, seq=sync_clock.tick(work.db)))
