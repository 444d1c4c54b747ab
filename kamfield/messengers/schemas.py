"""What crosses the wire about messengers."""

from typing import Any, ClassVar

from marshmallow import fields, validate

from kamfield.messengers.rules import Service, State, Topic
from kamfield.web import fields as ours
from kamfield.web.paging import ListQuery
from kamfield.web.schema import Input, Schema


class NewMessengerSchema(Schema):
    """A robot to write to. The address is the one its service shows when the robot is made."""

    label = ours.Text(required=True)
    address = ours.Text(most=1000, required=True)
    topics = fields.List(ours.Choice(Topic), required=True, validate=validate.Length(min=1, max=len(Topic)))

    example: ClassVar[dict[str, Any]] = {
        "label": "Team South",
        "address": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa",
        "topics": ["team", "notices"],
    }


class MessengerChange(Input):
    """What is to be different about a robot."""

    label = ours.Text()
    address = ours.Text(most=1000)
    topics = fields.List(ours.Choice(Topic), validate=validate.Length(min=1, max=len(Topic)))

    example: ClassVar[dict[str, Any]] = {"topics": ["week", "notices"]}


class MessengerSchema(Schema):
    """A robot we write to. Of its address only where it leads and its end are told.

    `gone_at`: it answered that it was deleted, or that its settings forbid what we write (what it said is the `refusal`
    of its last message). Nothing is written there until its address is changed or a trial arrives.
    """

    id = ours.Id(required=True)
    label = fields.String(required=True)
    service = ours.Choice(Service, required=True)
    hint = fields.String(required=True)
    topics = fields.List(ours.Choice(Topic), required=True)
    created_at = ours.Instant(required=True)
    gone_at = ours.Instant(required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f9001",
        "label": "Team South",
        "service": "wecom",
        "hint": "qyapi.weixin.qq.com/…5aaa",
        "topics": ["team", "notices"],
        "created_at": "2026-03-02T02:00:00Z",
        "gone_at": None,
    }


class MessageSchema(Schema):
    """What was written to a robot, or waits. `occasion` is the id of the reminder; `parked_at`: given up."""

    id = ours.Id(required=True)
    occasion = fields.String(required=True)
    title = fields.String(required=True)
    state = ours.Choice(State, required=True)
    attempts = fields.Integer(required=True)
    created_at = ours.Instant(required=True)
    closed_at = ours.Instant(required=True, allow_none=True)
    parked_at = ours.Instant(required=True, allow_none=True)
    last_error = fields.String(required=True, allow_none=True)
    refusal = fields.String(required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f9002",
        "occasion": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5d01",
        "title": "Your week: 3 visits, 2 to-dos, 1 follow-up",
        "state": "sent",
        "attempts": 0,
        "created_at": "2026-03-01T23:30:01Z",
        "closed_at": "2026-03-01T23:30:03Z",
        "parked_at": None,
        "last_error": None,
        "refusal": None,
    }


class MessengerQuery(ListQuery):
    """The list of messengers has no filters."""
