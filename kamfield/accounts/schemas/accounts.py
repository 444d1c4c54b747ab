"""An account on the wire."""

from typing import Any, ClassVar

from marshmallow import fields

from kamfield.accounts.rules import Relationship, Status, Tier
from kamfield.web import fields as ours
from kamfield.web.paging import ListQuery
from kamfield.web.schema import Input, Schema


class AccountSchema(Schema):
    """A client as it stands in lists."""

    id = ours.Id(required=True)
    version = fields.Integer(required=True)
    code = fields.String(required=True, allow_none=True, metadata={"description": "The ERP number; unique."})
    name = fields.String(required=True)
    relationship = ours.Choice(Relationship, required=True)
    tier = ours.Choice(Tier, required=True, allow_none=True)
    status = ours.Choice(Status, required=True)
    parent_id = fields.String(required=True, allow_none=True)
    lead_id = fields.String(required=True)
    industry = fields.String(required=True, allow_none=True)
    tags = fields.List(fields.String(), required=True)
    time_zone = fields.String(required=True, allow_none=True)
    last_visited_on = ours.Day(required=True, allow_none=True)
    created_at = ours.Instant(required=True)
    updated_at = ours.Instant(required=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a33",
        "version": 4,
        "code": "CN-10023",
        "name": "苏州精密机械有限公司",
        "relationship": "partner",
        "tier": "A",
        "status": "active",
        "parent_id": None,
        "lead_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a11",
        "industry": "machinery",
        "tags": ["export"],
        "time_zone": "Asia/Shanghai",
        "last_visited_on": "2026-02-20",
        "created_at": "2025-03-01T01:00:00Z",
        "updated_at": "2026-02-20T08:30:00Z",
    }


class AccountQuery(ListQuery):
    """Filters of the list of accounts."""


class AccountDraft(Input):
    """A new account. Whoever adds it leads it, unless they name somebody they reach."""

    id = ours.Id()
    code = ours.Text(64, load_default=None, allow_none=True)
    name = ours.Text(200, required=True)
    lead_id = ours.Id()

    example: ClassVar[dict[str, Any]] = {"code": "CN-10023", "name": "苏州精密机械有限公司"}
