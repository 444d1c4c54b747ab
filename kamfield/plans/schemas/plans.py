"""A plan on the wire: as it stands in lists, and in full."""

from typing import Any, ClassVar

from marshmallow import fields

from kamfield.core.names import Named
from kamfield.plans.rules.states import State
from kamfield.plans.schemas.checked import (
    CheckedPlanSchema,
    CoverSchema,
    DayLoadSchema,
    PlanFindingSchema,
    WorkloadSchema,
    WorthSchema,
)
from kamfield.plans.schemas.lines import LineWithVisitSchema
from kamfield.plans.schemas.waiting import WaitingSchema
from kamfield.web import fields as ours
from kamfield.web.paging import ListQuery
from kamfield.web.schema import Schema


class PlanSchema(Schema):
    """A rep's plan for a month. `round` counts the submissions, `open_line_count` the lines that ask for a decision."""

    id = ours.Id(required=True)
    version = fields.Integer(required=True)
    rep_id = fields.String(required=True)
    rep_name = ours.NameOf(Named.USER)
    month = ours.Month(required=True)
    state = ours.Choice(State, required=True)
    round = fields.Integer(required=True)
    line_count = fields.Integer(required=True)
    open_line_count = fields.Integer(required=True)
    submitted_at = ours.Instant(required=True, allow_none=True)
    decided_at = ours.Instant(required=True, allow_none=True)
    decided_by_id = fields.String(required=True, allow_none=True)
    decided_by_name = ours.NameOf(Named.USER, allow_none=True)
    on_behalf_of_id = fields.String(required=True, allow_none=True)
    on_behalf_of_name = ours.NameOf(Named.USER, allow_none=True)
    by_policy = fields.Boolean(required=True, metadata={"description": "Approved by the policy, by no person."})
    comment = fields.String(required=True, allow_none=True, metadata={"description": "What the manager said."})
    closed_at = ours.Instant(required=True, allow_none=True)
    due_on = ours.Day(
        required=True, metadata={"description": "By the end of this day, where the rep lives, it is to be handed in."}
    )
    overdue = fields.Boolean(
        required=True, metadata={"description": "It should have been handed in by now and lies with the rep."}
    )
    waiting_since = ours.Instant(
        required=True,
        allow_none=True,
        metadata={"description": "Since when a decision is asked for: about the plan, or about single lines of it."},
    )
    waiting_for_id = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Who is asked; empty while it waits: the administrators."},
    )
    waiting_for_name = ours.NameOf(Named.USER, allow_none=True)
    escalations = fields.Integer(
        required=True, metadata={"description": "How many levels up it went because nobody decided in time."}
    )

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f7001",
        "version": 5,
        "rep_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a11",
        "rep_name": "Li Na",
        "month": "2026-04",
        "state": "submitted",
        "round": 1,
        "line_count": 18,
        "open_line_count": 18,
        "submitted_at": "2026-03-24T08:00:00Z",
        "decided_at": None,
        "decided_by_id": None,
        "decided_by_name": None,
        "on_behalf_of_id": None,
        "on_behalf_of_name": None,
        "by_policy": False,
        "comment": None,
        "closed_at": None,
        "due_on": "2026-03-25",
        "overdue": False,
        "waiting_since": "2026-03-24T08:00:00Z",
        "waiting_for_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a13",
        "waiting_for_name": "陈静",
        "escalations": 1,
    }


class PlanInFullSchema(PlanSchema):
    """A plan with its lines in the order of the month, what the check finds, load and coverage, for whom it waits."""

    stamp = fields.Integer(
        required=True,
        metadata={"description": "Rises with each change of plan, lines and visits: send it with your approval."},
    )
    lines = fields.List(fields.Nested(LineWithVisitSchema), required=True)
    findings = fields.List(fields.Nested(PlanFindingSchema), required=True)
    workload = fields.Nested(WorkloadSchema, required=True)
    days = fields.List(fields.Nested(DayLoadSchema), required=True)
    coverage = fields.List(fields.Nested(CoverSchema), required=True)
    value = fields.List(fields.Nested(WorthSchema), required=True, metadata={"description": "One for each currency."})
    waiting = fields.Nested(WaitingSchema, required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        **PlanSchema.example,
        "stamp": 1842,
        "lines": [LineWithVisitSchema.example],
        **CheckedPlanSchema.example,
        "waiting": WaitingSchema.example,
    }


class PlanQuery(ListQuery):
    """Filters of the list of plans."""

    rep_id = ours.Id()
    month = ours.Month()
    state = ours.Choice(State)
    overdue = ours.Flag(metadata={"description": "Whether it is late: due, and still with the rep."})
    waiting_for = ours.Id(
        metadata={"description": "`me`: what lies on your table, or on one you stand in for; else a user's id."}
    )
