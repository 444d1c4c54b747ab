"""Hand-overs on the wire."""

from typing import Any, ClassVar

from marshmallow import ValidationError, fields, validate, validates_schema

from kamfield.core.names import Named
from kamfield.core.texts import N_
from kamfield.core.work import Actor
from kamfield.users.rules import HandoverState, Role
from kamfield.web import fields as ours
from kamfield.web.said import Said
from kamfield.web.schema import Input, Schema

_LEAVER, _RECEIVER = "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a11", "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a12"
_ACCOUNT, _OTHER = "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5b01", "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a13"
TWICE = Said("twice", N_("This account is named twice."))


class Override(Input):
    """An account whose things go to somebody else than the rest."""

    account_id = ours.Id(required=True)
    receiver_id = ours.Id(required=True)

    example: ClassVar[dict[str, Any]] = {"account_id": _ACCOUNT, "receiver_id": _OTHER}


def _known_to(user: Actor, one: dict[str, Any]) -> bool:
    """Whether the name of an account may be told: it has moved, so the leaver was part of it; an admin sees all."""
    return one.get("moved", False) or user.role == Role.ADMIN


class ElsewhereSchema(Schema):
    """An account whose things go to somebody else. Its name is told once they have moved, to an admin at once."""

    account_id = fields.String(required=True)
    account_name = ours.NameOf(Named.ACCOUNT, _known_to, allow_none=True)
    receiver_id = fields.String(required=True)
    receiver_name = ours.NameOf(Named.USER)

    example: ClassVar[dict[str, Any]] = {
        **Override.example,
        "account_name": "Shanghai Bearing Works",
        "receiver_name": "王芳",
    }


class IgnoredAccountSchema(Schema):
    """An account that was named although the leaver has no part in it; its name is told to an admin."""

    account_id = fields.String(required=True)
    account_name = ours.NameOf(Named.ACCOUNT, _known_to, allow_none=True)

    example: ClassVar[dict[str, Any]] = {"account_id": _ACCOUNT, "account_name": None}


class HandoverDraft(Input):
    """Who leaves, who gets everything, and which accounts go to somebody else."""

    leaver_id = ours.Id(required=True)
    receiver_id = ours.Id(required=True)
    overrides = fields.List(fields.Nested(Override), validate=validate.Length(max=2000))
    note = ours.LongText(allow_none=True)
    acknowledged = ours.Flag(metadata={"description": "That rows wait on the leaver's phones is known."})

    example: ClassVar[dict[str, Any]] = {
        "leaver_id": _LEAVER,
        "receiver_id": _RECEIVER,
        "overrides": [Override.example],
        "note": "张工 prefers mornings.",
    }

    @validates_schema
    def _each_account_once(self, body: dict[str, Any], **_options: Any) -> None:
        seen: set[str] = set()
        for number, one in enumerate(body.get("overrides", [])):
            if one["account_id"] in seen:
                raise ValidationError({"overrides": {number: {"account_id": [TWICE]}}})
            seen.add(one["account_id"])


class Moved(Schema):
    """How many things of a kind went to whom; null for nobody (the top of the company has no manager)."""

    kind = fields.String(required=True)
    receiver_id = fields.String(required=True, allow_none=True)
    receiver_name = ours.NameOf(Named.USER, allow_none=True)
    count = fields.Integer(required=True)

    example: ClassVar[dict[str, Any]] = {
        "kind": "accounts",
        "receiver_id": _RECEIVER,
        "receiver_name": "陈静",
        "count": 41,
    }


class HandoverSchema(Schema):
    """A hand-over: what was wished, how far it is, and what moved to whom."""

    id = ours.Id(required=True)
    leaver_id = fields.String(required=True)
    leaver_name = ours.NameOf(Named.USER)
    receiver_id = fields.String(required=True)
    receiver_name = ours.NameOf(Named.USER)
    overrides = fields.List(fields.Nested(ElsewhereSchema), required=True, attribute="exceptions")
    note = fields.String(required=True, allow_none=True)
    by_id = fields.String(required=True)
    by_name = ours.NameOf(Named.USER)
    at = ours.Instant(required=True)
    state = ours.Choice(HandoverState, required=True)
    moved = fields.List(fields.Nested(Moved), required=True)
    ignored = fields.List(fields.Nested(IgnoredAccountSchema), required=True, attribute="misses")
    done_at = ours.Instant(required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a55",
        "leaver_id": _LEAVER,
        "leaver_name": "Li Na",
        "receiver_id": _RECEIVER,
        "receiver_name": "陈静",
        "overrides": [ElsewhereSchema.example],
        "note": None,
        "by_id": "0199a7c2-7b1e-7c3a-8f55-000000000001",
        "by_name": "周敏",
        "at": "2026-03-01T01:00:00Z",
        "state": "done",
        "moved": [Moved.example],
        "ignored": [],
        "done_at": "2026-03-01T01:00:03Z",
    }
