"""Proposals on the wire."""

from typing import Any, ClassVar

from marshmallow import fields, validate

from kamfield.core.names import Named
from kamfield.proposals.rules.states import SENTENCES, LineKind, LineState, State
from kamfield.web import fields as ours
from kamfield.web.paging import ListQuery
from kamfield.web.schema import Input, Schema

MOST_LINES = 1000


class PlannerReasonSchema(Schema):
    """Why, as a stable code and as a sentence."""

    code = fields.String(required=True, validate=validate.OneOf(sorted(SENTENCES)))
    text = ours.Told(lambda reason: dict(reason.params), required=True)

    example: ClassVar[dict[str, Any]] = {
        "code": "due",
        "text": "Tier A is visited every 7 days; the last visit was on 2026-03-30, so it is due on 2026-04-06.",
    }


class ProposalLineSchema(Schema):
    """A visit that the planner would add or move, with its reasons; the way before it is an estimate."""

    id = ours.Id(required=True)
    kind = ours.Choice(LineKind, required=True)
    state = ours.Choice(LineState, required=True)
    account_id = fields.String(required=True)
    account_name = ours.NameOf(Named.ACCOUNT)
    place_id = fields.String(required=True, allow_none=True)
    place_name = ours.NameOf(Named.PLACE, allow_none=True)
    visit_id = fields.String(required=True, allow_none=True)
    day = ours.Day(required=True)
    starts_at = ours.Instant(required=True)
    minutes = fields.Integer(required=True)
    way_minutes = fields.Integer(required=True)
    reasons = fields.List(fields.Nested(PlannerReasonSchema), required=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f8002",
        "kind": "add",
        "state": "open",
        "account_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a33",
        "account_name": "Shanghai Bearing Works",
        "place_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a44",
        "place_name": "Gate 2",
        "visit_id": None,
        "day": "2026-04-06",
        "starts_at": "2026-04-06T01:30:00Z",
        "minutes": 60,
        "way_minutes": 24,
        "reasons": [PlannerReasonSchema.example],
    }


class LeftOutSchema(Schema):
    """An account that is due and found no room, or an appointment that its day cannot hold."""

    account_id = fields.String(required=True)
    account_name = ours.NameOf(Named.ACCOUNT)
    visit_id = fields.String(required=True, allow_none=True)
    code = fields.String(required=True)
    text = ours.Told(lambda reason: dict(reason.params), required=True)

    example: ClassVar[dict[str, Any]] = {
        "account_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a35",
        "account_name": "Shanghai Bearing Works",
        "visit_id": None,
        "code": "no-room",
        "text": "Pudong Pumps is due, but the days that are left are full or the way is too far.",
    }


class ProposalSchema(Schema):
    """A proposal in a list. It plans the days from `from_on` to the end of the month."""

    id = ours.Id(required=True)
    plan_id = fields.String(required=True)
    rep_id = fields.String(required=True)
    rep_name = ours.NameOf(Named.USER)
    state = ours.Choice(State, required=True)
    from_on = ours.Day(required=True)
    created_at = ours.Instant(required=True)
    finished_at = ours.Instant(required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f8001",
        "plan_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f7001",
        "rep_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a11",
        "rep_name": "Li Na",
        "state": "ready",
        "from_on": "2026-04-01",
        "created_at": "2026-03-20T08:00:00Z",
        "finished_at": "2026-03-20T08:00:04Z",
    }


class ProposalInFullSchema(ProposalSchema):
    """A proposal with its lines in the order of the month, and what found no room."""

    lines = fields.List(fields.Nested(ProposalLineSchema), required=True)
    left_out = fields.List(fields.Nested(LeftOutSchema), required=True)

    example: ClassVar[dict[str, Any]] = ProposalSchema.example | {
        "lines": [ProposalLineSchema.example],
        "left_out": [LeftOutSchema.example],
    }


class ProposalQuery(ListQuery):
    """The proposals for a plan."""


class LineChoice(Input):
    """Which lines are meant; left out, all that are open."""

    line_ids = fields.List(ours.Id(), validate=validate.Length(1, MOST_LINES))

    example: ClassVar[dict[str, Any]] = {"line_ids": ["0199a7c2-7b1e-7c3a-8f55-2c1f3f0f8002"]}
