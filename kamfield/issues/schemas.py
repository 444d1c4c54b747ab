"""What crosses the wire about issues."""

from typing import Any, ClassVar

from marshmallow import fields

from kamfield.accounts.rules.facts import Source
from kamfield.core.names import Named
from kamfield.issues.rules import Kind, Severity, State
from kamfield.web import fields as ours
from kamfield.web.paging import ListQuery
from kamfield.web.schema import Input, Schema


class IssueSchema(Schema):
    """Something a client is not content with, or wants. `waits_for_id` is who heard of it last, above the owner."""

    id = ours.Id(required=True)
    version = fields.Integer(required=True)
    account_id = fields.String(required=True)
    account_name = ours.NameOf(Named.ACCOUNT)
    owner_id = fields.String(required=True, metadata={"description": "Who is to solve it."})
    owner_name = ours.NameOf(Named.USER)
    author_id = fields.String(required=True)
    author_name = ours.NameOf(Named.USER)
    contact_id = fields.String(required=True, allow_none=True, metadata={"description": "Who at the client said so."})
    contact_name = ours.NameOf(Named.CONTACT, allow_none=True)
    kind = ours.Choice(Kind, required=True)
    severity = ours.Choice(Severity, required=True)
    title = fields.String(required=True)
    description = fields.String(required=True)
    due_on = ours.Day(required=True)
    state = ours.Choice(State, required=True)
    opened_at = ours.Instant(required=True, metadata={"description": "From then on its age counts."})
    resolution = fields.String(required=True, allow_none=True)
    resolved_at = ours.Instant(required=True, allow_none=True)
    resolved_by_id = fields.String(required=True, allow_none=True)
    resolved_by_name = ours.NameOf(Named.USER, allow_none=True)
    closed_at = ours.Instant(required=True, allow_none=True)
    escalate_at = ours.Instant(
        required=True, allow_none=True, metadata={"description": "When the next one above hears of it."}
    )
    escalations = fields.Integer(required=True, metadata={"description": "How many levels above have heard of it."})
    escalated_at = ours.Instant(required=True, allow_none=True)
    waits_for_id = fields.String(required=True, allow_none=True)
    waits_for_name = ours.NameOf(Named.USER, allow_none=True)
    source_kind = ours.Choice(Source, required=True)
    source_id = fields.String(required=True, allow_none=True)
    created_at = ours.Instant(required=True)
    updated_at = ours.Instant(required=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f7001",
        "version": 2,
        "account_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a33",
        "account_name": "Shanghai Bearing Works",
        "owner_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a11",
        "owner_name": "Li Na",
        "author_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a11",
        "author_name": "Li Na",
        "contact_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5c01",
        "contact_name": "陈经理",
        "kind": "complaint",
        "severity": "high",
        "title": "三号泵密封两周后渗漏",
        "description": "批号 2603-17，介质为碱液。",
        "due_on": "2026-04-11",
        "state": "open",
        "opened_at": "2026-04-08T07:00:00Z",
        "resolution": None,
        "resolved_at": None,
        "resolved_by_id": None,
        "resolved_by_name": None,
        "closed_at": None,
        "escalate_at": "2026-04-14T07:00:00Z",
        "escalations": 1,
        "escalated_at": "2026-04-11T07:00:00Z",
        "waits_for_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a10",
        "waits_for_name": "周敏",
        "source_kind": "visit",
        "source_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5b00",
        "created_at": "2026-04-08T09:00:00Z",
        "updated_at": "2026-04-11T07:00:00Z",
    }


class IssueChange(Input):
    """Other words, another severity, owner or day. A severity does not move a day that is set."""

    kind = ours.Choice(Kind)
    severity = ours.Choice(Severity)
    title = ours.Text(200)
    description = ours.LongText()
    contact_id = ours.Id(allow_none=True)
    owner_id = ours.Id(metadata={"description": "Who is to solve it: any active colleague."})
    due_on = ours.Day()

    example: ClassVar[dict[str, Any]] = {"severity": "critical", "due_on": "2026-04-09"}


class IssueDraft(IssueChange):
    """A new issue: yours unless an owner is named, due when its severity says so."""

    id = ours.Id()
    account_id = ours.Id(required=True)
    kind = ours.Choice(Kind, required=True)
    title = ours.Text(200, required=True)

    example: ClassVar[dict[str, Any]] = {
        "account_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a33",
        "kind": "complaint",
        "severity": "high",
        "title": "三号泵密封两周后渗漏",
    }


class IssueQuery(ListQuery):
    """Filters of the list of issues."""

    account_id = ours.Id()
    owner_id = ours.Id()
    waits_for_id = ours.Id(metadata={"description": "Who heard of it last, above its owner."})
    kind = ours.Choice(Kind)
    severity = ours.Choice(Severity)
    state = ours.Choice(State)
    source_id = ours.Id(metadata={"description": "The visit it came from."})
    due_until = ours.Day()


class Resolution(Input):
    """How it was solved."""

    resolution = ours.Text(4000, required=True)

    example: ClassVar[dict[str, Any]] = {"resolution": "换装耐碱材质密封，客户试用一周无渗漏。"}


class Reopening(Schema):
    """Why it was not solved after all."""

    reason = ours.Text(1000, required=True)

    example: ClassVar[dict[str, Any]] = {"reason": "It leaks again"}
