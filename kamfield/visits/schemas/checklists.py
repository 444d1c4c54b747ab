"""Checklists on the wire, and the results of one."""

from typing import Any, ClassVar

from marshmallow import fields, validate

from kamfield.core.texts import LOCALES, N_
from kamfield.visits.rules.codes import Form, StepResult
from kamfield.web import fields as ours
from kamfield.web.said import Said
from kamfield.web.schema import Input, Schema

MOST_STEPS = 50
_CODE = validate.Regexp(
    r"\A[a-z][a-z0-9_]{0,39}\Z",
    error=Said("not-a-code", N_("A code has small letters, digits and underscores, and begins with a letter.")),
)


def _labels() -> fields.Dict:
    keys = fields.String(validate=validate.OneOf(LOCALES))
    said = {"description": "By language, at least one."}
    return fields.Dict(keys=keys, values=ours.Text(200), required=True, validate=validate.Length(min=1), metadata=said)


class ChecklistStepSchema(Input):
    """One step; `counts` when a number belongs to it."""

    code = fields.String(required=True, validate=_CODE)
    labels = _labels()
    counts = ours.Flag(load_default=False)

    example: ClassVar[dict[str, Any]] = {
        "code": "count_stock",
        "labels": {"en": "Count stock", "zh-CN": "清点库存"},
        "counts": True,
    }


class ChecklistDraft(Input):
    """The steps of a form of activity; without a form, reports name it themselves."""

    id = ours.Id()
    form = ours.Choice(Form, load_default=None, allow_none=True)
    labels = _labels()
    steps = fields.List(fields.Nested(ChecklistStepSchema), required=True, validate=validate.Length(1, MOST_STEPS))

    example: ClassVar[dict[str, Any]] = {
        "form": "solution_demo",
        "labels": {"en": "Demonstration", "zh-CN": "方案演示"},
        "steps": [ChecklistStepSchema.example],
    }


class ChecklistRevision(ChecklistDraft):
    """What is different from now on; the rest stays."""

    form = ours.Choice(Form, allow_none=True)
    labels = fields.Dict(
        keys=fields.String(validate=validate.OneOf(LOCALES)), values=ours.Text(200), validate=validate.Length(min=1)
    )
    steps = fields.List(fields.Nested(ChecklistStepSchema), validate=validate.Length(1, MOST_STEPS))

    example: ClassVar[dict[str, Any]] = {"steps": [ChecklistStepSchema.example]}


class ChecklistSchema(Schema):
    """A checklist. It never changes: a revision is another one, which `replaces_id` this."""

    id = ours.Id(required=True)
    version = fields.Integer(required=True)
    form = ours.Choice(Form, required=True, allow_none=True)
    labels = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    steps = fields.List(fields.Nested(ChecklistStepSchema), required=True)
    revision = fields.Integer(required=True)
    replaces_id = fields.String(required=True, allow_none=True)
    retired_at = ours.Instant(required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f8001",
        "version": 1,
        "form": "solution_demo",
        "labels": {"en": "Demonstration", "zh-CN": "方案演示"},
        "steps": [ChecklistStepSchema.example],
        "revision": 2,
        "replaces_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f8000",
        "retired_at": None,
    }


class ChecklistsSchema(Schema):
    """All that are in use: the company's own, the newest first, then the built-in ones."""

    items = fields.List(fields.Nested(ChecklistSchema), required=True)

    example: ClassVar[dict[str, Any]] = {"items": [ChecklistSchema.example]}


class StepResultDraft(Input):
    """What became of one step."""

    code = fields.String(required=True, validate=_CODE)
    result = ours.Choice(StepResult, required=True)
    count = ours.Whole(load_default=None, allow_none=True)
    note = ours.Text(1000, load_default=None, allow_none=True)

    example: ClassVar[dict[str, Any]] = {"code": "count_stock", "result": "done", "count": 36, "note": None}
