"""What keeps sync going by itself: the window moves on with the days, and what phones need no longer is forgotten."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, func, select

from kamfield.core import sync_clock
from kamfield.core.journal import Entry
from kamfield.core.recalls import Recall
from kamfield.core.sync_clock import SyncClock
from kamfield.core.work import Work
from kamfield.sync.actions import company, devices
from kamfield.sync.models import Device, WindowDay

REMEMBERED = timedelta(days=180)


def begin_day(work: Work) -> None:
    """Notes what the clock says now that a day (of UTC) has begun; what grew too old leaves the phones."""
    today = work.now.date()
    if work.db.get(WindowDay, today) is None:
        work.db.add(WindowDay(day=today, seq=sync_clock.tick(work.db)))


def forget(work: Work) -> None:
    """Moves the horizon up to what was 180 days ago: an older phone begins anew, and what led there can go."""
    sync_clock.hold(work.db)
    past = select(func.max(WindowDay.seq)).where(WindowDay.day <= work.now.date() - REMEMBERED)
    horizon, clock = work.db.scalar(past), work.db.get_one(SyncClock, 1)
    if horizon is not None and horizon > clock.horizon:
        clock.horizon = horizon
        work.db.execute(delete(Recall).where(Recall.seq <= horizon))
        work.db.execute(delete(WindowDay).where(WindowDay.seq < horizon))


def follow_the_release(work: Work) -> None:
    """Phones get the code lists and the usual policies as this release has them."""
    company.say_codes(work)
    company.say_policies(work)


def follow_the_policies(work: Work, _entry: Entry) -> None:
    """An administrator changed how the company works: phones hear of the values that are others now."""
    company.say_policies(work)


def unsent(work: Work, user_id: str) -> Sequence[Device]:
    """The phones of somebody with rows that were not pushed yet."""
    return devices.unsent(work, user_id)
