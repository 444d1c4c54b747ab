"""Gates, answers and steps on the wire."""

from typing import Any, ClassVar

from marshmallow import fields

from kamfield.accounts.rules.facts import Source
from kamfield.core.names import Named
from kamfield.opportunities.rules.gates import Gate, Lack, Question, Reply
from kamfield.opportunities.rules.stages import Status
from kamfield.web import fields as ours
from kamfield.web.paging import ListQuery
from kamfield.web.schema import Input, Schema


class AnswerSchema(Schema):
    """What somebody said to a question. While `superseded_at` is null it is the answer that counts."""

    id = ours.Id(required=True)
    version = fields.Integer(required=True)
    opportunity_id = fields.String(required=True)
    question = ours.Choice(Question, required=True)
    reply = ours.Choice(Reply, required=True)
    evidence = fields.String(required=True, allow_none=True)
    answered_on = ours.Day(required=True)
    source_kind = ours.Choice(Source, required=True)
    source_id = fields.String(required=True, allow_none=True)
    author_id = fields.String(required=True, allow_none=True)
    author_name = ours.NameOf(Named.USER, allow_none=True)
    superseded_at = ours.Instant(required=True, allow_none=True)
    created_at = ours.Instant(required=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f8101",
        "version": 1,
        "opportunity_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f8001",
        "question": "funds_secured",
        "reply": "yes",
        "evidence": "Ms Wu showed the approved budget for June",
        "answered_on": "2026-03-02",
        "source_kind": "own",
        "source_id": None,
        "author_id": "0199a7c2-7b1e-7c3a-8f55-000000000001",
        "author_name": "Li Na",
        "superseded_at": None,
        "created_at": "2026-03-02T03:00:00Z",
    }


class AnswerDraft(Input):
    """An answer; a yes needs evidence. The day is today unless given; the source is named when it is not oneself."""

    id = ours.Id()
    question = ours.Choice(Question, required=True)
    reply = ours.Choice(Reply, required=True)
    evidence = ours.Text(2000, load_default=None, allow_none=True)
    answered_on = ours.Day(load_default=None, allow_none=True)
    source_kind = ours.Choice(Source, load_default=Source.OWN)
    source_id = ours.Id(load_default=None, allow_none=True)

    example: ClassVar[dict[str, Any]] = {name: AnswerSchema.example[name] for name in ("question", "reply", "evidence")}


class AnswerQuery(ListQuery):
    """Filters of the answers of an opportunity."""

    question = ours.Choice(Question)
    history = ours.Flag(load_default=False, metadata={"description": "Also those that a later one took the place of."})


class StepSchema(Schema):
    """One step of an opportunity; `missing` are the questions that were not settled when a gate was passed anyway."""

    id = ours.Id(required=True)
    opportunity_id = fields.String(required=True)
    from_status = ours.Choice(Status, required=True)
    to_status = ours.Choice(Status, required=True)
    taken_at = ours.Instant(required=True)
    taken_on = ours.Day(required=True)
    by_id = fields.String(required=True, allow_none=True)
    by_name = ours.NameOf(Named.USER, allow_none=True)
    on_behalf_of_id = fields.String(required=True, allow_none=True)
    on_behalf_of_name = ours.NameOf(Named.USER, allow_none=True)
    reason = fields.String(required=True, allow_none=True)
    missing = fields.List(ours.Choice(Question), required=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f8201",
        "opportunity_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f8001",
        "from_status": "potential",
        "to_status": "project",
        "taken_at": "2026-03-02T03:00:00Z",
        "taken_on": "2026-03-02",
        "by_id": "0199a7c2-7b1e-7c3a-8f55-000000000002",
        "by_name": "周敏",
        "on_behalf_of_id": None,
        "on_behalf_of_name": None,
        "reason": "The plant manager told me the money is there; I will get it in writing.",
        "missing": ["funds_secured"],
    }


class AskedSchema(Schema):
    """One question. `lack` says why it is not settled (null when it is), since which day and for how many days."""

    question = ours.Choice(Question, required=True)
    text = ours.Told(required=True)
    answer = fields.Nested(AnswerSchema, required=True, allow_none=True)
    lack = ours.Choice(Lack, required=True, allow_none=True)
    lacking_since = ours.Day(required=True, allow_none=True)
    lacking_days = fields.Integer(required=True, allow_none=True)
    points = fields.Integer(required=True, metadata={"description": "Per cent it adds to the suggestion now."})
    most_points = fields.Integer(required=True, metadata={"description": "What a fresh yes would add."})

    example: ClassVar[dict[str, Any]] = {
        "question": "funds_secured",
        "text": "Are the funds secured?",
        "answer": AnswerSchema.example,
        "lack": "stale",
        "lacking_since": "2026-05-02",
        "lacking_days": 12,
        "points": 2,
        "most_points": 4,
    }


class GateSchema(Schema):
    """One gate of five questions; `passage` is the step with which it was passed last."""

    gate = ours.Choice(Gate, required=True)
    text = ours.Told(required=True)
    opens = ours.Choice(Status, required=True)
    is_passed = fields.Boolean(required=True)
    may_be_passed = fields.Boolean(required=True, metadata={"description": "All five are settled."})
    missing = fields.List(ours.Choice(Question), required=True)
    points = fields.Integer(required=True)
    most_points = fields.Integer(required=True)
    passage = fields.Nested(StepSchema, required=True, allow_none=True)
    questions = fields.List(fields.Nested(AskedSchema), required=True)

    example: ClassVar[dict[str, Any]] = {
        "gate": "is_project",
        "text": "Is it a project?",
        "opens": "project",
        "is_passed": True,
        "may_be_passed": False,
        "missing": ["funds_secured"],
        "points": 18,
        "most_points": 20,
        "passage": StepSchema.example,
        "questions": [AskedSchema.example],
    }


class GatesSchema(Schema):
    """The gates of an opportunity today, and the probability they suggest beside the owner's own.

    The suggestion is the sum of the points of all fifteen questions, in per cent: a fresh yes is worth 4 at the first
    gate, 6 at the second and 9 at the third, one that is out of date half of it (rounded down), an open question 1, a
    no nothing. What was won has 100, what was lost 0.
    """

    opportunity_id = fields.String(required=True)
    status = ours.Choice(Status, required=True)
    next_gate = ours.Choice(Gate, required=True, allow_none=True)
    probability = fields.Integer(required=True)
    suggested_probability = fields.Integer(required=True)
    gates = fields.List(fields.Nested(GateSchema), required=True)

    example: ClassVar[dict[str, Any]] = {
        "opportunity_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f8001",
        "status": "project",
        "next_gate": "is_ours",
        "probability": 40,
        "suggested_probability": 28,
        "gates": [GateSchema.example],
    }


class Advance(Input):
    """Why a gate is passed although answers are missing: for managers."""

    reason = ours.Text(1000, load_default=None, allow_none=True)

    example: ClassVar[dict[str, Any]] = {"reason": "The plant manager told me the money is there."}
