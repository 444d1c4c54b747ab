"""What could not be taken over, on the wire."""

from typing import Any, ClassVar

from marshmallow import fields

from kamfield.core.names import Named
from kamfield.web import fields as ours
from kamfield.web.paging import ListQuery
from kamfield.web.schema import Schema


class SyncIssueSchema(Schema):
    """A change that a phone sent and that was not carried out; `payload` is the row as the phone had it."""

    id = ours.Id(required=True)
    version = fields.Integer(required=True)
    user_id = fields.String(required=True)
    user_name = ours.NameOf(Named.USER)
    device_id = fields.String(required=True, allow_none=True)
    kind = fields.String(required=True, metadata={"description": "The table of the phone."})
    row_id = fields.String(required=True)
    change = fields.String(required=True, metadata={"description": "`created`, `updated` or `deleted`."})
    operation = fields.String(
        required=True, allow_none=True, metadata={"description": "The operation of this API that refused it."}
    )
    code = fields.String(required=True, metadata={"description": "The code of the problem it met."})
    detail = fields.String(required=True, metadata={"description": "In the language of whoever sent it."})
    faults = fields.List(fields.Dict(), required=True)
    payload = fields.Dict(required=True)
    noted_at = ours.Instant(required=True)
    acknowledged_at = ours.Instant(required=True, allow_none=True)
    acknowledged_by_id = fields.String(required=True, allow_none=True)
    acknowledged_by_name = ours.NameOf(Named.USER, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "5f1c0d6a9b3e4c2f8a7d6e5f4c3b2a19",
        "version": 1,
        "user_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a11",
        "user_name": "Li Na",
        "device_id": "lis-phone",
        "kind": "reports",
        "row_id": "Xq3vB7nK2mPd9sLa",
        "change": "updated",
        "operation": "save_report",
        "code": "report-locked",
        "detail": "The report was submitted and is locked. A manager can unlock it.",
        "faults": [],
        "payload": {"id": "Xq3vB7nK2mPd9sLa", "needs": "耐温180度以上"},
        "noted_at": "2026-04-08T09:00:00Z",
        "acknowledged_at": None,
        "acknowledged_by_id": None,
        "acknowledged_by_name": None,
    }


class SyncIssueQuery(ListQuery):
    """Filters of the list of what could not be taken over."""

    user_id = ours.Id()
    kind = ours.Text(64, metadata={"description": "A table of the phone."})
    acknowledged = ours.Flag(metadata={"description": "Seen to, or not yet."})
