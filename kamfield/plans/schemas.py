"""A plan on the wire: as it stands in lists, and in full with lines, visits, findings and figures."""

from typing import Any, ClassVar

from marshmallow import fields

from kamfield.plans.rules.findings import Severity
from kamfield.plans.rules.states import LineState, State
from kamfield.visits.schemas.drafts import OwnVisitDraft
from kamfield.visits.schemas.visits import VisitSchema
from kamfield.web import fields as ours
from kamfield.web.paging import ListQuery
from kamfield.web.schema import Input, Schema


class PlanSchema(Schema):
    """A rep's plan for a month. `round` counts the submissions, `open_line_count` the lines that ask for a decision."""

    id = ours.Id(required=True)
    version = fields.Integer(required=True)
    rep_id = fields.String(required=True)
    month = ours.Month(required=True)
    state = ours.Choice(State, required=True)
    round = fields.Integer(required=True)
    line_count = fields.Integer(required=True)
    open_line_count = fields.Integer(required=True)
    submitted_at = ours.Instant(required=True, allow_none=True)
    decided_at = ours.Instant(required=True, allow_none=True)
    decided_by_id = fields.String(required=True, allow_none=True)
    on_behalf_of_id = fields.String(required=True, allow_none=True)
    comment = fields.String(required=True, allow_none=True, metadata={"description": "What the manager said."})
    closed_at = ours.Instant(required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f7001",
        "version": 5,
        "rep_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a11",
        "month": "2026-04",
        "state": "submitted",
        "round": 1,
        "line_count": 18,
        "open_line_count": 18,
        "submitted_at": "2026-03-24T08:00:00Z",
        "decided_at": None,
        "decided_by_id": None,
        "on_behalf_of_id": None,
        "comment": None,
        "closed_at": None,
    }


class LineSchema(Schema):
    """One line: what was decided about it, and with what probability it leads to a sale."""

    id = ours.Id(required=True)
    version = fields.Integer(required=True)
    plan_id = fields.String(required=True)
    visit_id = fields.String(required=True)
    state = ours.Choice(LineState, required=True)
    reason = fields.String(required=True, allow_none=True)
    opportunity_id = fields.String(required=True, allow_none=True)
    probability = fields.Integer(required=True, allow_none=True)
    approved_day = ours.Day(
        required=True, allow_none=True, metadata={"description": "The day the visit had when it was approved."}
    )
    decided_at = ours.Instant(required=True, allow_none=True)
    decided_by_id = fields.String(required=True, allow_none=True)
    on_behalf_of_id = fields.String(required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f7101",
        "version": 1,
        "plan_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f7001",
        "visit_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5b00",
        "state": "proposed",
        "reason": None,
        "opportunity_id": None,
        "probability": 60,
        "approved_day": None,
        "decided_at": None,
        "decided_by_id": None,
        "on_behalf_of_id": None,
    }


class LineWithVisitSchema(LineSchema):
    """A line and its visit."""

    visit = fields.Nested(VisitSchema, required=True)

    example: ClassVar[dict[str, Any]] = {**LineSchema.example, "visit": VisitSchema.example}


class PlanFindingSchema(Schema):
    """One thing the check found. Errors stop the submission; warnings need to be acknowledged."""

    code = fields.String(required=True)
    severity = ours.Choice(Severity, required=True)
    visit_id = fields.String(required=True, allow_none=True)
    account_id = fields.String(required=True, allow_none=True)
    text = ours.Told(lambda finding: finding.params, required=True)

    example: ClassVar[dict[str, Any]] = {
        "code": "overlap",
        "severity": "error",
        "visit_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5b00",
        "account_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a33",
        "text": "The visits to Acme and Globex on 2026-04-08 overlap.",
    }


class CoverSchema(Schema):
    """The clients of one tier: how many, how many of them are planned, visits required and planned."""

    tier = fields.String(required=True)
    clients = fields.Integer(required=True)
    clients_planned = fields.Integer(required=True)
    required = fields.Integer(required=True)
    planned = fields.Integer(required=True)

    example: ClassVar[dict[str, Any]] = {
        "tier": "A",
        "clients": 4,
        "clients_planned": 4,
        "required": 16,
        "planned": 14,
    }


class LoadSchema(Schema):
    """What the month asks: visits, minutes with clients, and the ways between one day's visits (estimates)."""

    visits = fields.Integer(required=True)
    visit_minutes = fields.Integer(required=True)
    travel_metres = fields.Integer(required=True)
    travel_minutes = fields.Integer(required=True)

    example: ClassVar[dict[str, Any]] = {
        "visits": 18,
        "visit_minutes": 1080,
        "travel_metres": 184000,
        "travel_minutes": 412,
    }


class CheckedPlanSchema(Schema):
    """What the check says about a plan now."""

    findings = fields.List(fields.Nested(PlanFindingSchema), required=True)
    workload = fields.Nested(LoadSchema, required=True)
    coverage = fields.List(fields.Nested(CoverSchema), required=True)

    example: ClassVar[dict[str, Any]] = {
        "findings": [PlanFindingSchema.example],
        "workload": LoadSchema.example,
        "coverage": [CoverSchema.example],
    }


class PlanInFullSchema(PlanSchema):
    """A plan with its lines in the order of the month, what the check finds, load and coverage."""

    lines = fields.List(fields.Nested(LineWithVisitSchema), required=True)
    findings = fields.List(fields.Nested(PlanFindingSchema), required=True)
    workload = fields.Nested(LoadSchema, required=True)
    coverage = fields.List(fields.Nested(CoverSchema), required=True)

    example: ClassVar[dict[str, Any]] = {
        **PlanSchema.example,
        "lines": [LineWithVisitSchema.example],
        **CheckedPlanSchema.example,
    }


class PlanQuery(ListQuery):
    """Filters of the list of plans."""

    rep_id = ours.Id()
    month = ours.Month()
    state = ours.Choice(State)


class PlanDraft(Input):
    """A month to plan."""

    id = ours.Id()
    month = ours.Month(required=True)

    example: ClassVar[dict[str, Any]] = {"month": "2026-04"}


class LineDraft(Input):
    """A visit that is there (`visit_id`), or a new one (`visit`)."""

    id = ours.Id()
    visit_id = ours.Id()
    visit = fields.Nested(OwnVisitDraft)
    opportunity_id = ours.Id(allow_none=True)
    probability = ours.Whole(0, 100, allow_none=True)

    example: ClassVar[dict[str, Any]] = {"visit": OwnVisitDraft.example, "probability": 60}


class LineChange(Input):
    """Another opportunity or probability; no probability takes the opportunity's own."""

    opportunity_id = ours.Id(allow_none=True)
    probability = ours.Whole(0, 100, allow_none=True)

    example: ClassVar[dict[str, Any]] = {"probability": 75}


class Submission(Input):
    """Whether the warnings were read."""

    acknowledged = ours.Flag(load_default=False)

    example: ClassVar[dict[str, Any]] = {"acknowledged": True}


def _version_read() -> fields.Field[Any]:
    return ours.Whole(
        1, load_default=None, allow_none=True, metadata={"description": "The version you read: 412 when it changed."}
    )


class Approval(Input):
    """Yes."""

    version = _version_read()

    example: ClassVar[dict[str, Any]] = {"version": 5}


class Return(Input):
    """What is to be mended."""

    comment = ours.Text(2000, required=True)
    version = _version_read()

    example: ClassVar[dict[str, Any]] = {"comment": "请先安排A类客户。", "version": 5}


class LineRefusal(Input):
    """Why a line is returned or rejected."""

    reason = ours.Text(1000, required=True)
    version = _version_read()

    example: ClassVar[dict[str, Any]] = {"reason": "上周刚拜访过", "version": 1}
