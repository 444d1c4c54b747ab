"""The phones of people, as those above see them."""

from datetime import datetime

from sqlalchemy import Select, func, select

from kamfield.core.work import Actor
from kamfield.sync.models import Device
from kamfield.users.queries import reached

DEVICE_SORTS = {"seen_at": Device.seen_at}


def devices_of(
    user: Actor, *, user_id: str | None = None, pending: bool | None = None, quiet_since: datetime | None = None
) -> Select[Device]:
    """Those of the people a user reaches: of one of them, with unsent rows or without, not seen since an instant."""
    statement = select(Device).where(reached(user, Device.user_id))
    if user_id is not None:
        statement = statement.where(Device.user_id == user_id)
    if quiet_since is not None:
        statement = statement.where(Device.seen_at < quiet_since)
    if pending is None:
        return statement
    return statement.where(Device.pending_rows > 0 if pending else Device.pending_rows == 0)


def device_named(user_id: str, device_id: str) -> Select[Device]:
    """One phone of somebody; without asking for reach."""
    return select(Device).where(Device.user_id == user_id, Device.device_id == device_id)


def with_unsent_rows(user_id: str) -> Select[Device]:
    """The phones of somebody that hold what nobody else has; without asking for reach."""
    return select(Device).where(Device.user_id == user_id, Device.pending_rows > 0).order_by(Device.seen_at, Device.id)


def beyond(user_id: str, kept: int) -> Select[Device]:
    """The phones of somebody that were not seen for the longest time, all but so many; unsent rows count for more."""
    mine = select(Device).where(Device.user_id == user_id)
    return mine.order_by(func.coalesce(Device.pending_rows, 0) == 0, Device.seen_at.desc(), Device.id).offset(kept)
