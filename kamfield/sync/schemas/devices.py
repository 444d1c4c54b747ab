"""Phones on the wire."""

from typing import Any, ClassVar

from marshmallow import fields

from kamfield.core.names import Named
from kamfield.web import fields as ours
from kamfield.web.paging import ListQuery
from kamfield.web.schema import Schema


class DeviceSchema(Schema):
    """A phone: when it pulled and pushed last, how many rows it still held then, and what went wrong last."""

    id = ours.Id(required=True)
    user_id = fields.String(required=True)
    user_name = ours.NameOf(Named.USER)
    device_id = fields.String(required=True)
    app_version = fields.String(required=True, allow_none=True)
    schema_version = fields.Integer(required=True, allow_none=True)
    seen_at = ours.Instant(required=True)
    pulled_at = ours.Instant(required=True, allow_none=True)
    pushed_at = ours.Instant(required=True, allow_none=True)
    pending_rows = fields.Integer(
        required=True, allow_none=True, metadata={"description": "Not yet pushed when it was seen last."}
    )
    clock_ahead_seconds = fields.Integer(
        required=True, allow_none=True, metadata={"description": "How much its clock is fast (negative: slow)."}
    )
    error = fields.String(required=True, allow_none=True, metadata={"description": "Code of the last problem."})
    error_at = ours.Instant(required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5d77",
        "user_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a11",
        "user_name": "Li Na",
        "device_id": "lis-phone",
        "app_version": "2.4.1",
        "schema_version": 2,
        "seen_at": "2026-03-02T01:30:00Z",
        "pulled_at": "2026-03-02T01:30:00Z",
        "pushed_at": "2026-03-01T09:12:44Z",
        "pending_rows": 3,
        "clock_ahead_seconds": -2,
        "error": None,
        "error_at": None,
    }


class DeviceQuery(ListQuery):
    """Filters of the list of phones."""

    user_id = ours.Id()
    pending = ours.Flag(metadata={"description": "With rows that were not pushed yet, or without."})
    quiet_hours = ours.Whole(1, 8760, metadata={"description": "Not seen for so many hours."})
