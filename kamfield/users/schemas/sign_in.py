"""Sign-in and passwords on the wire."""

from typing import Any, ClassVar

from marshmallow import fields

from kamfield.users.schemas.people import Password, UserSchema
from kamfield.web import fields as ours
from kamfield.web.schema import Input, Schema


class SignIn(Input):
    """Email, password, and which device it is."""

    email = ours.Text(200, required=True)
    password = Password(required=True)
    device_id = ours.Id(required=True)
    device_name = ours.Text(100, load_default=None)

    example: ClassVar[dict[str, Any]] = {
        "email": "li.na@example.com",
        "password": "a long sentence is a good password",
        "device_id": "phone-1",
        "device_name": "Li Na's phone",
    }


class BrowserSignIn(Schema):
    """The same on a page, and where it leads afterwards."""

    email = ours.Text(200, required=True)
    password = Password(required=True)
    to = fields.String(load_default="")


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


class ResetWish(Input):
    """The address of whoever forgot the password."""

    email = ours.Text(200, required=True)

    example: ClassVar[dict[str, Any]] = {"email": "li.na@example.com"}


class ResetForm(Schema):
    """The same on a page."""

    email = ours.Text(200, required=True)


class NewPassword(Input):
    """The token of a mailed link, and the password it sets."""

    token = ours.Text(200, required=True)
    password = Password(required=True)

    example: ClassVar[dict[str, Any]] = {
        "token": "p3mS0mEt0kEnFr0mAMaIl",
        "password": "a long sentence is a good password",
    }


class PasswordChange(Input):
    """The password as it was and as it shall be."""

    old_password = Password(required=True)
    new_password = Password(required=True)

    example: ClassVar[dict[str, Any]] = {
        "old_password": "a long sentence is a good password",
        "new_password": "another long sentence is as good",
    }
