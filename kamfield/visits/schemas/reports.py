"""A call report on the wire; its internal part has an address of its own."""

from typing import Any, ClassVar

from marshmallow import fields, validate

from kamfield.core.names import Named
from kamfield.visits.rules.codes import Outcome, Result
from kamfield.visits.schemas.checklists import MOST_STEPS, StepResultDraft
from kamfield.visits.schemas.commitments import CommitmentDraft
from kamfield.visits.schemas.drafts import MOST_OBJECTIVES, MOST_PEOPLE
from kamfield.visits.schemas.report_rows import (
    AnsweredDraft,
    AnsweredSchema,
    ComplaintDraft,
    ComplaintSchema,
    LearntDraft,
    LearntSchema,
    ObservationDraft,
    ObservationSchema,
)
from kamfield.web import fields as ours
from kamfield.web.paging import ListQuery
from kamfield.web.schema import Input, Schema

MOST_ROWS = 50


class ReportSchema(Schema):
    """A call report without its internal part."""

    id = ours.Id(required=True)
    version = fields.Integer(required=True)
    visit_id = fields.String(required=True)
    rep_id = fields.String(required=True)
    rep_name = ours.NameOf(Named.USER)
    account_id = fields.String(required=True)
    account_name = ours.NameOf(Named.ACCOUNT)
    outcome = ours.Choice(Outcome, required=True, allow_none=True)
    minutes_shared = fields.String(
        required=True, allow_none=True, metadata={"description": "Minutes that the client may read."}
    )
    needs = fields.String(required=True, allow_none=True)
    competitors = fields.String(required=True, allow_none=True)
    market = fields.String(required=True, allow_none=True)
    next_step = fields.String(required=True, allow_none=True)
    next_step_on = ours.Day(required=True, allow_none=True)
    next_step_owner_id = fields.String(required=True, allow_none=True)
    next_step_owner_name = ours.NameOf(Named.USER, allow_none=True)
    complaints = fields.List(fields.Nested(ComplaintSchema), required=True)
    facts = fields.List(fields.Nested(LearntSchema), required=True)
    observations = fields.List(fields.Nested(ObservationSchema), required=True)
    answers = fields.List(fields.Nested(AnsweredSchema), required=True)
    checklist_id = fields.String(required=True, allow_none=True)
    steps = fields.List(fields.Nested(StepResultDraft), required=True)
    submitted_at = ours.Instant(required=True, allow_none=True)
    late = fields.Boolean(required=True, allow_none=True)
    locked = fields.Boolean(required=True)
    comment = fields.String(required=True, allow_none=True)
    rating = fields.Integer(required=True, allow_none=True)
    reviewed_by_id = fields.String(required=True, allow_none=True)
    reviewed_by_name = ours.NameOf(Named.USER, allow_none=True)
    reviewed_at = ours.Instant(required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f6001",
        "version": 2,
        "visit_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5b00",
        "rep_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a11",
        "rep_name": "Li Na",
        "account_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a33",
        "account_name": "Shanghai Bearing Works",
        "outcome": "advance",
        "minutes_shared": "双方讨论了密封圈的耐温要求。",
        "needs": "耐温180度以上",
        "competitors": None,
        "market": None,
        "next_step": "寄送样品",
        "next_step_on": "2026-04-15",
        "next_step_owner_id": None,
        "next_step_owner_name": None,
        "complaints": [ComplaintSchema.example],
        "facts": [LearntSchema.example],
        "observations": [],
        "answers": [],
        "checklist_id": "store-visit",
        "steps": [StepResultDraft.example],
        "submitted_at": "2026-04-08T09:00:00Z",
        "late": False,
        "locked": True,
        "comment": None,
        "rating": None,
        "reviewed_by_id": None,
        "reviewed_by_name": None,
        "reviewed_at": None,
    }


class InternalSchema(Schema):
    """The part of a report that stays in our house."""

    visit_id = fields.String(required=True)
    internal = fields.String(required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "visit_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5b00",
        "internal": "采购主管对竞争对手的价格不满意。",
    }


class ReportQuery(ListQuery):
    """Filters of the list of reports."""

    rep_id = ours.Id()
    account_id = ours.Id()
    outcome = ours.Choice(Outcome)
    late = ours.Flag()
    submitted = ours.Flag(metadata={"description": "Handed in, or still being written."})
    reviewed = ours.Flag(metadata={"description": "With a manager's word on it, or without."})


class ResultDraft(Input):
    """What became of one objective."""

    objective_id = ours.Id(required=True)
    result = ours.Choice(Result, required=True)
    actual = ours.Amount(load_default=None, allow_none=True)
    note = ours.Text(1000, load_default=None, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "objective_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5b01",
        "result": "partly",
        "actual": "20",
        "note": "先试20件",
    }


class ReportParts(Input):
    """What a rep writes; what is not sent stays as it is. Lists replace what was there."""

    id = ours.Id(metadata={"description": "Of the report; heeded when it is written for the first time."})
    outcome = ours.Choice(Outcome, allow_none=True)
    minutes_shared = ours.LongText(allow_none=True)
    internal = ours.LongText(allow_none=True)
    needs = ours.LongText(allow_none=True)
    competitors = ours.LongText(allow_none=True)
    market = ours.LongText(allow_none=True)
    next_step = ours.Text(1000, allow_none=True)
    next_step_on = ours.Day(allow_none=True)
    next_step_owner_id = ours.Id(allow_none=True)
    attendee_ids = fields.List(ours.Id(), validate=validate.Length(max=MOST_PEOPLE))
    companion_ids = fields.List(
        ours.Id(), validate=validate.Length(max=MOST_PEOPLE), metadata={"description": "Who of ours came along."}
    )
    results = fields.List(fields.Nested(ResultDraft), validate=validate.Length(max=MOST_OBJECTIVES))
    commitments = fields.List(fields.Nested(CommitmentDraft), validate=validate.Length(max=MOST_OBJECTIVES))

    complaints = fields.List(fields.Nested(ComplaintDraft), validate=validate.Length(max=MOST_ROWS))
    facts = fields.List(fields.Nested(LearntDraft), validate=validate.Length(max=MOST_ROWS))
    observations = fields.List(fields.Nested(ObservationDraft), validate=validate.Length(max=MOST_ROWS))
    answers = fields.List(fields.Nested(AnsweredDraft), validate=validate.Length(max=MOST_ROWS))
    checklist_id = ours.Id(metadata={"description": "The newest checklist of the visit's form unless given."})
    steps = fields.List(fields.Nested(StepResultDraft), validate=validate.Length(max=MOST_STEPS))

    example: ClassVar[dict[str, Any]] = {
        "outcome": "advance",
        "minutes_shared": "双方讨论了密封圈的耐温要求。",
        "internal": "采购主管对竞争对手的价格不满意。",
        "next_step": "寄送样品",
        "next_step_on": "2026-04-15",
        "results": [ResultDraft.example],
        "commitments": [CommitmentDraft.example],
        "complaints": [ComplaintDraft.example],
        "facts": [LearntDraft.example],
        "steps": [StepResultDraft.example],
    }


class Unlocking(Input):
    """Why a submitted report is opened again."""

    reason = ours.Text(1000, required=True)

    example: ClassVar[dict[str, Any]] = {"reason": "Wrong outcome noted"}


class Review(Input):
    """A manager's word on a report, and 1 to 5 for the preparation."""

    comment = ours.Text(2000, load_default=None, allow_none=True)
    rating = ours.Whole(1, 5, load_default=None, allow_none=True)

    example: ClassVar[dict[str, Any]] = {"comment": "Well prepared.", "rating": 4}
