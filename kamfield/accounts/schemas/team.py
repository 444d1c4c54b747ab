"""The team of an account on the wire."""

from typing import Any, ClassVar

from marshmallow import fields

from kamfield.accounts.rules import MemberRole
from kamfield.web import fields as ours
from kamfield.web.paging import ListQuery
from kamfield.web.schema import Input, Schema


class MemberSchema(Schema):
    """Somebody on the team of an account, named so that teammates know whom they share it with."""

    id = ours.Id(required=True)
    version = fields.Integer(required=True)
    account_id = fields.String(required=True)
    user_id = fields.String(required=True)
    user_name = fields.String(required=True)
    role = ours.Choice(MemberRole, required=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a66",
        "version": 1,
        "account_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a33",
        "user_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a11",
        "user_name": "李娜",
        "role": "lead",
    }


class MemberQuery(ListQuery):
    """The list of an account's team takes no filters of its own."""


class NewMember(Input):
    """Who joins the team."""

    user_id = ours.Id(required=True)

    example: ClassVar[dict[str, Any]] = {"user_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a12"}
