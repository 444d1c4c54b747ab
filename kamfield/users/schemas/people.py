"""What crosses the wire about people."""

from typing import Any, ClassVar

from marshmallow import fields

from kamfield.users.rules import Role
from kamfield.web import fields as ours
from kamfield.web.paging import ListQuery
from kamfield.web.schema import Input, Schema


class UserSchema(Schema):
    """A user as others see them."""

    id = ours.Id(required=True)
    version = fields.Integer(required=True)
    name = fields.String(required=True)
    email = fields.String(required=True)
    role = ours.Choice(Role, required=True)
    manager_id = fields.String(required=True, allow_none=True)
    locale = fields.String(required=True)
    time_zone = fields.String(required=True)
    start_latitude = fields.Float(required=True, allow_none=True)
    start_longitude = fields.Float(required=True, allow_none=True)
    working_hours = fields.Dict(required=True)
    active = fields.Boolean(required=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a11",
        "version": 3,
        "name": "李娜",
        "email": "li.na@example.com",
        "role": "rep",
        "manager_id": "0199a7c2-7b1e-7c3a-8f55-000000000001",
        "locale": "zh-CN",
        "time_zone": "Asia/Shanghai",
        "start_latitude": 31.2304,
        "start_longitude": 121.4737,
        "working_hours": {"mon": [["09:00", "18:00"]]},
        "active": True,
    }


class UserQuery(ListQuery):
    """Filters of the list of users."""

    role = ours.Choice(Role)
    active = ours.Flag()


class SignIn(Input):
    """Email, password, and which device it is."""

    email = ours.Text(200, required=True)
    password = fields.String(required=True, load_only=True)
    device_id = ours.Id(required=True)
    device_name = ours.Text(100, load_default=None)

    example: ClassVar[dict[str, Any]] = {
        "email": "li.na@example.com",
        "password": "a long sentence is a good password",
        "device_id": "phone-1",
        "device_name": "Li Na's phone",
    }


class Refresh(Input):
    """The refresh token that came last."""

    refresh_token = ours.Text(2000, required=True)

    example: ClassVar[dict[str, Any]] = {"refresh_token": "eyJhbGciOi…"}


class Tokens(Schema):
    """What a device keeps: a short access token and the refresh token for the next one."""

    access_token = fields.String(required=True)
    token_type = fields.String(required=True)
    expires_in = fields.Integer(required=True, metadata={"description": "Seconds."})
    refresh_token = fields.String(required=True)
    session_id = fields.String(required=True)
    user = fields.Nested(UserSchema, required=True)

    example: ClassVar[dict[str, Any]] = {
        "access_token": "eyJhbGciOi…",
        "token_type": "Bearer",
        "expires_in": 900,
        "refresh_token": "eyJhbGciOi…",
        "session_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a22",
        "user": UserSchema.example,
    }


class SessionSchema(Schema):
    """A signed-in device."""

    id = ours.Id(required=True)
    device_id = fields.String(required=True)
    device_name = fields.String(required=True, allow_none=True)
    started_at = ours.Instant(required=True)
    last_seen_at = ours.Instant(required=True)
    expires_at = ours.Instant(required=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a22",
        "device_id": "phone-1",
        "device_name": "Li Na's phone",
        "started_at": "2026-03-01T01:00:00Z",
        "last_seen_at": "2026-03-02T01:00:00Z",
        "expires_at": "2026-05-01T01:00:00Z",
    }
