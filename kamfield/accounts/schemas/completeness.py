"""Completeness and freshness of a client's archive on the wire."""

from typing import Any, ClassVar

from marshmallow import fields

from kamfield.accounts.rules import Tier
from kamfield.web import fields as ours
from kamfield.web.schema import Schema


class GapSchema(Schema):
    """One thing missing or stale."""

    code = fields.String(required=True, metadata={"description": "Stable: `fact.payment_term`, `place.main`."})
    label = fields.String(required=True, metadata={"description": "In the caller's language."})
    since = ours.Day(required=True, metadata={"description": "Missing: since the account exists; stale: since when."})
    subject = fields.String(required=True, metadata={"description": "Which product category, where there are several."})
    fact_id = fields.String(required=True, allow_none=True, metadata={"description": "The stale fact, to confirm it."})

    example: ClassVar[dict[str, Any]] = {
        "code": "fact.purchase_volume",
        "label": "Annual purchase volume",
        "since": "2026-02-01",
        "subject": "轴承",
        "fact_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a44",
    }


class CompletenessSchema(Schema):
    """What the tier of an account requires, and how much of it is there and fresh."""

    account_id = ours.Id(required=True)
    tier = ours.Choice(Tier, required=True, allow_none=True)
    percent = fields.Integer(required=True, metadata={"description": "100 × met / required, rounded down."})
    required = fields.Integer(required=True)
    met = fields.Integer(required=True, metadata={"description": "There, and nothing of it stale."})
    missing = fields.List(fields.Nested(GapSchema), required=True)
    stale = fields.List(fields.Nested(GapSchema), required=True)

    example: ClassVar[dict[str, Any]] = {
        "account_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a33",
        "tier": "C",
        "percent": 85,
        "required": 7,
        "met": 6,
        "missing": [],
        "stale": [GapSchema.example],
    }
