"""The history of a plan, on the wire."""

from typing import Any, ClassVar

from marshmallow import fields

from kamfield.core.names import Named
from kamfield.web import fields as ours
from kamfield.web.schema import Schema


class PlanStepSchema(Schema):
    """Something that was done to a plan or to one of its visits, as a sentence in the caller's language.

    Visits that were put on the plan one after the other are one step; `details.visit_ids` has them.
    """

    id = ours.Id(required=True)
    at = ours.Instant(required=True)
    round = fields.Integer(required=True, metadata={"description": "How often the plan had been handed in by then."})
    verb = fields.String(required=True)
    text = ours.Told(lambda step: step.params, required=True)
    actor_id = fields.String(required=True, metadata={"description": "`system` is Kamfield itself."})
    actor_name = fields.String(required=True, allow_none=True)
    on_behalf_of_id = fields.String(required=True, allow_none=True)
    on_behalf_of_name = fields.String(required=True, allow_none=True)
    comment = fields.String(required=True, allow_none=True)
    line_id = fields.String(required=True, allow_none=True)
    visit_id = fields.String(required=True, allow_none=True)
    account_id = fields.String(required=True, allow_none=True)
    account_name = ours.NameOf(Named.ACCOUNT, allow_none=True)
    details = fields.Dict(required=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f7a01",
        "at": "2026-03-25T09:12:00Z",
        "round": 1,
        "verb": "plan.return",
        "text": "周敏退回了计划：请先安排A类客户。",
        "actor_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a12",
        "actor_name": "周敏",
        "on_behalf_of_id": None,
        "on_behalf_of_name": None,
        "comment": "请先安排A类客户。",
        "line_id": None,
        "visit_id": None,
        "account_id": None,
        "account_name": None,
        "details": {"comment": "请先安排A类客户。"},
    }
