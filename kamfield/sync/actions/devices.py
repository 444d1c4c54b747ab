"""What phones tell of themselves when they sync."""

from collections.abc import Sequence
from dataclasses import dataclass

from kamfield.core.work import Work
from kamfield.sync.models import Device
from kamfield.sync.queries.devices import beyond, device_named, with_unsent_rows

MOST = 20  # of one person; a phone names itself, and may do so anew each time


@dataclass(frozen=True)
class Told:
    """What came with one request, whether a pull or a push, and the code of the problem that it met."""

    device_id: str
    pushes: bool
    app_version: str | None = None
    schema_version: int | None = None
    pending_rows: int | None = None
    clock_ahead_seconds: int | None = None
    error: str | None = None

    @property
    def left(self) -> int | None:
        """How many rows the phone holds afterwards: a push that was taken has brought all that there were."""
        sent = self.pushes and self.error is None and self.pending_rows is not None
        return 0 if sent else self.pending_rows


def note(work: Work, told: Told) -> None:
    """Keeps it. A request that failed says nothing of how far the phone is."""
    device = work.db.scalars(device_named(work.user.id, told.device_id)).one_or_none()
    if device is None:
        for forgotten in work.all(beyond(work.user.id, MOST - 1)):
            work.db.delete(forgotten)
        device = work.add(Device(user_id=work.user.id, device_id=told.device_id, seen_at=work.now))
    device.seen_at, device.session_id = work.now, work.user.session_id
    device.app_version = told.app_version or device.app_version
    device.schema_version = told.schema_version or device.schema_version
    device.clock_ahead_seconds = told.clock_ahead_seconds
    if told.left is not None:
        device.pending_rows = told.left
    if told.error is not None:
        device.error, device.error_at = told.error, work.now
    elif told.pushes:
        device.pushed_at = work.now
    else:
        device.pulled_at = work.now


def unsent(work: Work, user_id: str) -> Sequence[Device]:
    """The phones that hold something of somebody which nobody else has: ask for it before moving what they own."""
    return work.all(with_unsent_rows(user_id))
