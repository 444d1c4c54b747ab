"""Follow-ups on the wire."""

from typing import Any, ClassVar

from marshmallow import fields

from kamfield.core.names import Named
from kamfield.quotes.rules.states import FollowUpState
from kamfield.web import fields as ours
from kamfield.web.paging import ListQuery
from kamfield.web.schema import Input, Schema


class FollowUpSchema(Schema):
    """One step of chasing a quotation: `after-7` is seven days after sending, `agreed` on a day the client named."""

    id = ours.Id(required=True)
    version = fields.Integer(required=True)
    quote_id = fields.String(required=True)
    quote_number = ours.NameOf(Named.QUOTE)
    quote_title = ours.NameOf(Named.QUOTE_TITLE)
    account_id = fields.String(required=True)
    account_name = ours.NameOf(Named.ACCOUNT)
    owner_id = fields.String(required=True)
    owner_name = ours.NameOf(Named.USER)
    step = fields.String(required=True)
    due_on = ours.Day(required=True)
    state = ours.Choice(FollowUpState, required=True)
    said = fields.String(required=True, allow_none=True)
    next_on = ours.Day(required=True, allow_none=True)
    skipped_because = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "The reason somebody gave, or a code of the list `follow_up_skip_reason`."},
    )
    closed_at = ours.Instant(required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5c01",
        "version": 1,
        "quote_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5b01",
        "quote_number": "Q2026-0001",
        "quote_title": "40 seals",
        "account_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a11",
        "account_name": "Shanghai Bearing Works",
        "owner_id": "0199a7c2-7b1e-7c3a-8f55-000000000001",
        "owner_name": "Li Na",
        "step": "after-3",
        "due_on": "2026-03-05",
        "state": "due",
        "said": None,
        "next_on": None,
        "skipped_because": None,
        "closed_at": None,
    }


class FollowUpQuery(ListQuery):
    """Filters of the list of follow-ups."""

    state = ours.Choice(FollowUpState)
    due_until = ours.Day()
    quote_id = ours.Id()
    account_id = ours.Id()
    mine = ours.Flag(load_default=False, metadata={"description": "Only those of your own quotations."})


class Completion(Input):
    """What the client said, and when to ask again."""

    said = ours.Text(2000, required=True)
    next_on = ours.Day(allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "said": "Decision in the purchasing round of the 15th",
        "next_on": "2026-03-16",
    }


class Skip(Input):
    """Why a step is left out."""

    reason = ours.Text(500, required=True)

    example: ClassVar[dict[str, Any]] = {"reason": "We meet them tomorrow anyway."}


class ReplySchema(Schema):
    """What the client said about a quotation of their own accord."""

    id = ours.Id(required=True)
    version = fields.Integer(required=True)
    quote_id = fields.String(required=True)
    author_id = fields.String(required=True, metadata={"description": "Who of ours noted it."})
    author_name = ours.NameOf(Named.USER)
    replied_on = ours.Day(required=True)
    said = fields.String(required=True)
    next_on = ours.Day(required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5c91",
        "version": 1,
        "quote_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5b01",
        "author_id": "0199a7c2-7b1e-7c3a-8f55-000000000001",
        "author_name": "Li Na",
        "replied_on": "2026-03-09",
        "said": "The plant manager wants to see the sample first.",
        "next_on": "2026-03-20",
    }


class ReplyNote(Input):
    """What they said, on which day (today unless given), and when they want to be asked again."""

    id = ours.Id()
    said = ours.Text(2000, required=True)
    replied_on = ours.Day()
    next_on = ours.Day(allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "said": "The plant manager wants to see the sample first.",
        "next_on": "2026-03-20",
    }
