"""Days off and stand-ins on the wire."""

from typing import Any, ClassVar

from marshmallow import fields

from kamfield.core.names import Named
from kamfield.users.rules import AbsenceKind
from kamfield.web import fields as ours
from kamfield.web.paging import ListQuery
from kamfield.web.schema import Input, Schema


class DelegationSchema(Schema):
    """Who stands in for which manager; both days are included and are days of the manager's time zone."""

    id = ours.Id(required=True)
    version = fields.Integer(required=True)
    manager_id = fields.String(required=True)
    manager_name = ours.NameOf(Named.USER)
    stand_in_id = fields.String(required=True)
    stand_in_name = ours.NameOf(Named.USER)
    from_on = ours.Day(required=True)
    to_on = ours.Day(required=True)
    note = fields.String(required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a33",
        "version": 1,
        "manager_id": "0199a7c2-7b1e-7c3a-8f55-000000000001",
        "manager_name": "周敏",
        "stand_in_id": "0199a7c2-7b1e-7c3a-8f55-000000000002",
        "stand_in_name": "陈静",
        "from_on": "2026-04-01",
        "to_on": "2026-04-10",
        "note": None,
    }


class DelegationDraft(Input):
    """A stand-in for yourself, or for the manager you name."""

    stand_in_id = ours.Id(required=True)
    from_on = ours.Day(required=True)
    to_on = ours.Day(required=True)
    manager_id = ours.Id()
    note = ours.LongText(1000, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "stand_in_id": "0199a7c2-7b1e-7c3a-8f55-000000000002",
        "from_on": "2026-04-01",
        "to_on": "2026-04-10",
    }


class AbsenceSchema(Schema):
    """Days off; both days are included and are days of the person's time zone."""

    id = ours.Id(required=True)
    version = fields.Integer(required=True)
    user_id = fields.String(required=True)
    user_name = ours.NameOf(Named.USER)
    from_on = ours.Day(required=True)
    to_on = ours.Day(required=True)
    kind = ours.Choice(AbsenceKind, required=True)
    note = fields.String(required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a44",
        "version": 1,
        "user_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a11",
        "user_name": "Li Na",
        "from_on": "2026-04-01",
        "to_on": "2026-04-10",
        "kind": "vacation",
        "note": "清明节",
    }


class AbsenceQuery(ListQuery):
    """Filters of the list of absences: whose, and which days they touch."""

    user_id = ours.Id()
    first = ours.Day()
    last = ours.Day()


class AbsenceChange(Input):
    """Other days, another kind, another note."""

    from_on = ours.Day()
    to_on = ours.Day()
    kind = ours.Choice(AbsenceKind)
    note = ours.LongText(1000, allow_none=True)

    example: ClassVar[dict[str, Any]] = {"to_on": "2026-04-12"}


class AbsenceDraft(AbsenceChange):
    """Days off, your own unless you name somebody."""

    from_on = ours.Day(required=True)
    to_on = ours.Day(required=True)
    user_id = ours.Id()
    id = ours.Id()

    example: ClassVar[dict[str, Any]] = {"from_on": "2026-04-01", "to_on": "2026-04-10", "kind": "vacation"}
