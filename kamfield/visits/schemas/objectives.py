"""An objective on the wire, and what the checker says about it."""

from typing import Any, ClassVar

from marshmallow import fields

from kamfield.core.names import Named
from kamfield.visits.rules.codes import ObjectiveKind, Result
from kamfield.web import fields as ours
from kamfield.web.schema import Input, Schema


def _excerpt(finding: Any) -> dict[str, Any]:
    return {"excerpt": finding.excerpt}


class ObjectiveFindingSchema(Schema):
    """One weakness of an objective: a stable code, and why and how to mend it in the caller's language."""

    code = fields.String(required=True)
    severity = fields.String(required=True, metadata={"description": "`weak` counts against it, `hint` does not."})
    field = fields.String(required=True, metadata={"description": "The field it is about."})
    excerpt = fields.String(required=True, metadata={"description": "The words it is about, or nothing."})
    explanation = ours.Told(_excerpt, required=True)
    suggestion = ours.Told(_excerpt, required=True)

    example: ClassVar[dict[str, Any]] = {
        "code": "own-act",
        "severity": "weak",
        "field": "client_action",
        "excerpt": "present",
        "explanation": '"present" is what you do, not what the client does.',
        "suggestion": "Say what the client does because of it: signs, tests, names a date, hands over a document.",
    }


class ObjectiveFindingsSchema(Schema):
    """Everything the checker says about an objective."""

    weak = fields.Boolean(required=True)
    findings = fields.List(fields.Nested(ObjectiveFindingSchema), required=True)

    example: ClassVar[dict[str, Any]] = {"weak": True, "findings": [ObjectiveFindingSchema.example]}


class ObjectiveSchema(Schema):
    """What the client will do by when, how it is measured, what the checker found, what became of it."""

    id = ours.Id(required=True)
    version = fields.Integer(required=True)
    visit_id = fields.String(required=True)
    kind = ours.Choice(ObjectiveKind, required=True)
    client_action = fields.String(required=True)
    due_on = ours.Day(required=True, allow_none=True)
    client_contact_id = fields.String(required=True, allow_none=True)
    client_contact_name = ours.NameOf(Named.CONTACT, allow_none=True)
    client_actor = fields.String(required=True, allow_none=True)
    target = ours.Amount(required=True, allow_none=True)
    unit = fields.String(required=True, allow_none=True)
    event = fields.String(required=True, allow_none=True)
    fallback = fields.String(required=True, allow_none=True)
    weak = fields.Boolean(required=True)
    findings = fields.List(fields.Nested(ObjectiveFindingSchema), required=True, attribute="told_findings")
    override_reason = fields.String(required=True, allow_none=True)
    result = ours.Choice(Result, required=True, allow_none=True)
    actual = ours.Amount(required=True, allow_none=True)
    result_note = fields.String(required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5b01",
        "version": 1,
        "visit_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5b00",
        "kind": "advance_sale",
        "client_action": "陈经理签订40件密封圈的试订单",
        "due_on": "2026-04-30",
        "client_contact_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5c01",
        "client_contact_name": "陈经理",
        "client_actor": None,
        "target": "40",
        "unit": "件",
        "event": None,
        "fallback": "陈经理确定技术会议的日期",
        "weak": False,
        "findings": [],
        "override_reason": None,
        "result": None,
        "actual": None,
        "result_note": None,
    }


class ObjectiveChange(Input):
    """Other words, another measure, another date. The checker looks at it again."""

    kind = ours.Choice(ObjectiveKind)
    client_action = ours.LongText(2000)
    due_on = ours.Day(allow_none=True)
    client_contact_id = ours.Id(allow_none=True, metadata={"description": "Who at the client does it: a contact."})
    client_actor = ours.Text(200, allow_none=True, metadata={"description": "Or, in words: a name or a post."})
    target = ours.Amount(allow_none=True)
    unit = ours.Text(50, allow_none=True)
    event = ours.Text(1000, allow_none=True, metadata={"description": "Instead of a number: what can be verified."})
    fallback = ours.Text(1000, allow_none=True)
    override_reason = ours.Text(1000, allow_none=True)

    example: ClassVar[dict[str, Any]] = {"due_on": "2026-05-15"}


class ObjectiveDraft(ObjectiveChange):
    """A new objective; only its kind must be said, the findings tell what is missing."""

    id = ours.Id()
    kind = ours.Choice(ObjectiveKind, required=True)
    client_action = ours.LongText(2000, load_default="")

    example: ClassVar[dict[str, Any]] = {
        "kind": "advance_sale",
        "client_action": "陈经理签订40件密封圈的试订单",
        "client_actor": "陈经理",
        "due_on": "2026-04-30",
        "target": "40",
        "unit": "件",
        "fallback": "陈经理确定技术会议的日期",
    }
