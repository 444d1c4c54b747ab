"""Who has not synced."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Select

from kamfield.core.work import Work
from kamfield.sync.models import Device
from kamfield.sync.queries.devices import DEVICE_SORTS, devices_of
from kamfield.sync.routes.blueprint import blueprint
from kamfield.sync.schemas.devices import DeviceQuery, DeviceSchema


@blueprint.list("/sync/devices", DeviceQuery, DeviceSchema, sorts=DEVICE_SORTS)
def list_sync_devices(work: Work, query: dict[str, Any]) -> Select[Device]:
    """The phones of the people you reach, those that were not seen for the longest time first.

    What a phone says of itself comes with its requests (`X-App-Version`, `X-Pending-Rows`, `X-Device-Time`).
    """
    hours = query.pop("quiet_hours", None)
    return devices_of(work.user, quiet_since=None if hours is None else work.now - timedelta(hours=hours), **query)
