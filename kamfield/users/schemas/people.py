"""Users on the wire."""

from typing import Any, ClassVar

from marshmallow import ValidationError, fields, validate, validates_schema

from kamfield.core.names import Named
from kamfield.core.texts import N_
from kamfield.users.rules import Role
from kamfield.users.rules.passwords import MOST
from kamfield.web import fields as ours
from kamfield.web.hours import WeeklyHours
from kamfield.web.paging import ListQuery
from kamfield.web.said import Said
from kamfield.web.schema import Input, Schema

HALF_A_POINT = Said("half-a-point", N_("Latitude and longitude come together, or both are null."))


_TYPEABLE = validate.Regexp(r"\A[^\x00]*\Z", error=Said("not-a-text", N_("This must be a text.")))


class Email(ours.Text):
    """An email address."""

    def __init__(self, **options: Any) -> None:
        super().__init__(200, checks=[validate.Email()], metadata={"format": "email"}, **options)


class Password(fields.String):
    """A password exactly as it was typed, blanks included."""

    def __init__(self, **options: Any) -> None:
        super().__init__(load_only=True, validate=[validate.Length(1, MOST), _TYPEABLE], **options)


class UserSchema(Schema):
    """A user as others see them."""

    id = ours.Id(required=True)
    version = fields.Integer(required=True)
    name = fields.String(required=True)
    email = fields.String(required=True)
    role = ours.Choice(Role, required=True)
    manager_id = fields.String(required=True, allow_none=True)
    manager_name = ours.NameOf(Named.USER, allow_none=True)
    locale = fields.String(required=True)
    time_zone = fields.String(required=True)
    start_latitude = fields.Float(required=True, allow_none=True)
    start_longitude = fields.Float(required=True, allow_none=True)
    working_hours = WeeklyHours(required=True)
    active = fields.Boolean(required=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a11",
        "version": 3,
        "name": "李娜",
        "email": "li.na@example.com",
        "role": "rep",
        "manager_id": "0199a7c2-7b1e-7c3a-8f55-000000000001",
        "manager_name": "周敏",
        "locale": "zh-CN",
        "time_zone": "Asia/Shanghai",
        "start_latitude": 31.2304,
        "start_longitude": 121.4737,
        "working_hours": {"mon": [["09:00", "12:00"], ["13:00", "18:00"]]},
        "active": True,
    }


class UserQuery(ListQuery):
    """Filters of the list of users."""

    role = ours.Choice(Role)
    active = ours.Flag()
    manager_id = ours.Id()


class UserChange(Input):
    """What is to change. Locale, time zone, start point and working hours are everybody's own."""

    name = ours.Text(200)
    email = Email()
    role = ours.Choice(Role)
    manager_id = ours.Id(allow_none=True)
    locale = ours.Locale()
    time_zone = ours.TimeZone()
    start_latitude = ours.Latitude(allow_none=True)
    start_longitude = ours.Longitude(allow_none=True)
    working_hours = WeeklyHours()

    example: ClassVar[dict[str, Any]] = {
        "time_zone": "Asia/Shanghai",
        "start_latitude": 31.2304,
        "start_longitude": 121.4737,
        "working_hours": {"mon": [["09:00", "12:00"], ["13:00", "18:00"]]},
    }

    @validates_schema
    def _whole_point(self, body: dict[str, Any], **_options: Any) -> None:
        latitude, longitude = (body.get(name, "absent") for name in ("start_latitude", "start_longitude"))
        if "absent" in {latitude, longitude} and latitude != longitude:
            raise ValidationError({"start_longitude" if longitude == "absent" else "start_latitude": [HALF_A_POINT]})
        if (latitude is None) != (longitude is None):
            raise ValidationError({"start_longitude": [HALF_A_POINT]})


class UserDraft(UserChange):
    """A new user; without a password they are invited by mail."""

    name = ours.Text(200, required=True)
    email = Email(required=True)
    role = ours.Choice(Role, required=True)
    password = Password()

    example: ClassVar[dict[str, Any]] = {
        "name": "李娜",
        "email": "li.na@example.com",
        "role": "rep",
        "manager_id": "0199a7c2-7b1e-7c3a-8f55-000000000001",
        "locale": "zh-CN",
        "time_zone": "Asia/Shanghai",
    }


class UnsentRows(Schema):
    """A phone that holds what nobody else has yet."""

    device_id = fields.String(required=True)
    pending_rows = fields.Integer(required=True)
    seen_at = ours.Instant(required=True)

    example: ClassVar[dict[str, Any]] = {
        "device_id": "lis-phone",
        "pending_rows": 3,
        "seen_at": "2026-03-02T01:30:00Z",
    }


class Deactivation(Input):
    """Whether it is known that rows wait on somebody's phones."""

    acknowledged = ours.Flag(load_default=False)

    example: ClassVar[dict[str, Any]] = {"acknowledged": True}


class Belongings(Schema):
    """How many things of each kind somebody owns: what a hand-over would move; and what still waits on their phones."""

    owned = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    unsent = fields.List(fields.Nested(UnsentRows), required=True)

    example: ClassVar[dict[str, Any]] = {
        "owned": {"accounts": 42, "memberships": 3, "people": 2},
        "unsent": [UnsentRows.example],
    }


class PersonSchema(Schema):
    """As much of a colleague as one needs to choose them."""

    id = ours.Id(required=True)
    name = fields.String(required=True)
    role = ours.Choice(Role, required=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a11",
        "name": "王伟",
        "role": "manager",
    }
