"""Merging, duplicates and candidates on the wire."""

from typing import Any, ClassVar

from marshmallow import fields, validate

from kamfield.accounts.actions.merges import CHOICES
from kamfield.web import fields as ours
from kamfield.web.schema import Input, Schema


class MergeOrder(Input):
    """Which account becomes part of this one, and which of its fields are taken."""

    from_id = ours.Id(required=True)
    take = fields.List(
        fields.String(validate=validate.OneOf(CHOICES)),
        load_default=list,
        metadata={"description": "Fields of the other one that count; what this one does not know is taken anyway."},
    )

    example: ClassVar[dict[str, Any]] = {"from_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a34", "take": ["name"]}


class CandidatesSchema(Schema):
    """The accounts that look the same, at most ten."""

    candidates = fields.List(
        fields.Dict(),
        required=True,
        metadata={
            "description": "Within your reach: `id`, `name`, `code` and the `reasons` (`code`, `name`, `phone`, "
            "`place`). Of others only that one `exists`, and whom to `ask`."
        },
    )

    example: ClassVar[dict[str, Any]] = {
        "candidates": [
            {
                "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a34",
                "name": "苏州精密机械股份公司",
                "code": None,
                "reasons": ["name"],
            },
            {"exists": True, "ask": "Ren"},
        ]
    }
