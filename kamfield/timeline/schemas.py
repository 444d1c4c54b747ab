"""The timeline and the journal on the wire."""

from typing import Any, ClassVar

from marshmallow import ValidationError, fields, validates_schema

from kamfield.core.names import Named
from kamfield.timeline.rules.kinds import Kind
from kamfield.web import fields as ours
from kamfield.web.paging import ListQuery
from kamfield.web.said import REQUIRED
from kamfield.web.schema import Schema

_ACTOR = {"description": "`system` is Kamfield itself."}


class EventSchema(Schema):
    """Something that happened with a client, as a sentence in the caller's language."""

    id = ours.Id(required=True)
    at = ours.Instant(required=True)
    kind = ours.Choice(Kind, required=True)
    verb = fields.String(required=True)
    text = fields.String(required=True)
    actor_id = fields.String(required=True, metadata=_ACTOR)
    actor_name = fields.String(required=True)
    on_behalf_of_name = fields.String(required=True, allow_none=True)
    subject_kind = fields.String(required=True, metadata={"description": "What it was done to: `facts`, `accounts`."})
    subject_id = fields.String(required=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a88",
        "at": "2026-02-20T08:30:00Z",
        "kind": "fact",
        "verb": "fact.learn",
        "text": "李娜 登记了“年采购量 (轴承): 1200 t”。",
        "actor_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a11",
        "actor_name": "李娜",
        "on_behalf_of_name": None,
        "subject_kind": "facts",
        "subject_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a44",
    }


class TimelineQuery(ListQuery):
    """Filters of a timeline."""

    kind = ours.Choice(Kind)


class ActSchema(Schema):
    """One act in the journal: what was before and after it. Confidential columns are shown as `…`."""

    id = ours.Id(required=True)
    at = ours.Instant(required=True)
    verb = fields.String(required=True)
    actor_id = fields.String(required=True, metadata=_ACTOR)
    actor_name = fields.String(required=True, allow_none=True)
    on_behalf_of_id = fields.String(required=True, allow_none=True)
    on_behalf_of_name = ours.NameOf(Named.USER, allow_none=True)
    subject_kind = fields.String(required=True)
    subject_id = fields.String(required=True)
    account_id = fields.String(required=True, allow_none=True)
    account_name = ours.NameOf(Named.ACCOUNT, allow_none=True)
    details = fields.Dict(required=True)
    before = fields.Dict(required=True, allow_none=True)
    after = fields.Dict(required=True, allow_none=True)
    also = fields.List(
        fields.Dict(),
        required=True,
        allow_none=True,
        metadata={"description": "Other rows that the act changed; null for all but admins."},
    )
    request_id = fields.String(required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a99",
        "at": "2026-02-20T08:30:00Z",
        "verb": "intelligence.change",
        "actor_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a11",
        "actor_name": "李娜",
        "on_behalf_of_id": None,
        "on_behalf_of_name": None,
        "subject_kind": "intelligence",
        "subject_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a66",
        "account_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a33",
        "account_name": "Shanghai Bearing Works",
        "details": {"kind": "competitor", "name": "Nordlager AG"},
        "before": {"price": "8 % below ours"},
        "after": {"price": "5 % below ours"},
        "also": None,
        "request_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5b00",
    }


class HistoryQuery(ListQuery):
    """Filters of an account's history."""

    subject_kind = ours.Text(40)
    subject_id = ours.Id(metadata={"description": "With `subject_kind`: what was done to one thing."})
    actor_id = ours.Id()
    verb = ours.Text(60)
    since = ours.Instant()
    until = ours.Instant(metadata={"description": "Not itself in the span."})

    @validates_schema
    def _kind_with_id(self, query: dict[str, Any], **_options: Any) -> None:
        if "subject_id" in query and "subject_kind" not in query:
            raise ValidationError(REQUIRED, "subject_kind")


class JournalQuery(HistoryQuery):
    """Filters of the journal."""

    account_id = ours.Id()
