"""What clients promised, on the wire."""

from typing import Any, ClassVar

from marshmallow import fields

from kamfield.core.names import Named
from kamfield.visits.rules.codes import CommitmentState
from kamfield.web import fields as ours
from kamfield.web.paging import ListQuery
from kamfield.web.schema import Input, Schema


class CommitmentSchema(Schema):
    """What the client promised by a day."""

    id = ours.Id(required=True)
    version = fields.Integer(required=True)
    visit_id = fields.String(required=True)
    rep_id = fields.String(required=True)
    rep_name = ours.NameOf(Named.USER)
    account_id = fields.String(required=True)
    account_name = ours.NameOf(Named.ACCOUNT)
    contact_id = fields.String(required=True, allow_none=True)
    contact_name = ours.NameOf(Named.CONTACT, allow_none=True)
    contact_title = ours.NameOf(Named.CONTACT_TITLE, allow_none=True)
    text = fields.String(required=True)
    due_on = ours.Day(required=True)
    state = ours.Choice(CommitmentState, required=True)
    concluded_at = ours.Instant(required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5f01",
        "version": 1,
        "visit_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5b00",
        "rep_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a11",
        "rep_name": "Li Na",
        "account_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a33",
        "account_name": "Shanghai Bearing Works",
        "contact_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5c01",
        "contact_name": "陈经理",
        "contact_title": "采购经理",
        "text": "陈经理周五前寄出图纸",
        "due_on": "2026-04-10",
        "state": "open",
        "concluded_at": None,
    }


class CommitmentQuery(ListQuery):
    """Filters of the list of commitments."""

    rep_id = ours.Id()
    account_id = ours.Id()
    state = ours.Choice(CommitmentState)
    due_to = ours.Day()


class CommitmentDraft(Input):
    """Something the client will do by a day."""

    id = ours.Id()
    text = ours.Text(1000, required=True)
    due_on = ours.Day(required=True)
    contact_id = ours.Id(load_default=None, allow_none=True)

    example: ClassVar[dict[str, Any]] = {"text": "陈经理周五前寄出图纸", "due_on": "2026-04-10"}


class CommitmentOutcome(Input):
    """Whether the client did it."""

    state = ours.Choice(CommitmentState, required=True)

    example: ClassVar[dict[str, Any]] = {"state": "kept"}
