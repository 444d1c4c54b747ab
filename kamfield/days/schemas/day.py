"""A day on the wire: small enough for a weak network."""

from typing import Any, ClassVar

from marshmallow import fields

from kamfield.accounts.rules import Tier
from kamfield.core.names import Named
from kamfield.days.rules.alerts import SENTENCES
from kamfield.todos.rules import Priority, Source
from kamfield.visits.rules.codes import Form, Purpose, State, W
from kamfield.web import fields as ours
from kamfield.web.schema import Schema


class DayQuery(Schema):
    """Which day, and whose."""

    on = ours.Day(metadata={"description": "Today, unless you say otherwise."})
    rep_id = ours.Id(metadata={"description": "Somebody below you; yourself, unless you say otherwise."})

    example: ClassVar[dict[str, Any]] = {"on": "2026-04-08"}


class PointSchema(Schema):
    """A position, WGS-84."""

    latitude = fields.Float(required=True)
    longitude = fields.Float(required=True)

    example: ClassVar[dict[str, Any]] = {"latitude": 31.2304, "longitude": 121.4737}


class LegSchema(Schema):
    """A way by car, estimated without a road map."""

    metres = fields.Function(lambda leg: round(leg.metres), metadata={"type": "integer"}, required=True)
    minutes = fields.Function(lambda leg: round(leg.minutes), metadata={"type": "integer"}, required=True)

    example: ClassVar[dict[str, Any]] = {"metres": 5200, "minutes": 12}


class DayVisitSchema(Schema):
    """One visit of the day. `leg` is the way from the one before, of the first from where your day starts."""

    id = ours.Id(required=True)
    version = fields.Integer(required=True)
    account_id = fields.String(required=True)
    account_name = fields.String(required=True)
    account_code = fields.String(required=True, allow_none=True)
    tier = ours.Choice(Tier, required=True, allow_none=True)
    state = ours.Choice(State, required=True)
    form = ours.Choice(Form, required=True, allow_none=True)
    purpose = ours.Choice(Purpose, required=True, allow_none=True)
    starts_at = ours.Instant(required=True, allow_none=True)
    minutes = fields.Integer(required=True, allow_none=True)
    urgent = fields.Boolean(required=True)
    missing = fields.List(ours.Choice(W), required=True)
    checked_in_at = ours.Instant(required=True, allow_none=True)
    report_due_at = ours.Instant(required=True, allow_none=True)
    place_name = fields.String(required=True, allow_none=True)
    address = fields.String(required=True, allow_none=True)
    contact_names = fields.List(fields.String(), required=True)
    objective = fields.String(required=True, allow_none=True, metadata={"description": "The first of its objectives."})
    leg = fields.Nested(LegSchema, required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5b00",
        "version": 2,
        "account_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a33",
        "account_name": "Renji Hospital",
        "account_code": "R-7",
        "tier": "A",
        "state": "planned",
        "form": "sales_visit",
        "purpose": "move_forward",
        "starts_at": "2026-04-08T06:00:00Z",
        "minutes": 60,
        "urgent": False,
        "missing": [],
        "checked_in_at": None,
        "report_due_at": None,
        "place_name": "Gate 2",
        "address": "Pujian Road 160",
        "contact_names": ["Mr Chen"],
        "objective": "Mr Chen signs the trial order for 40 seals.",
        "leg": LegSchema.example,
    }


class DayTodoSchema(Schema):
    """Something to do."""

    id = ours.Id(required=True)
    version = fields.Integer(required=True)
    title = fields.String(required=True)
    due_on = ours.Day(required=True, allow_none=True)
    priority = ours.Choice(Priority, required=True)
    account_id = fields.String(required=True, allow_none=True)
    account_name = fields.String(required=True, allow_none=True)
    source_kind = ours.Choice(Source, required=True)
    source_id = fields.String(required=True, allow_none=True)
    times_carried = fields.Integer(required=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "3f0c7a4f9b2e4d5c8a7b6c5d4e3f2a1b",
        "version": 1,
        "title": "Send the drawings",
        "due_on": "2026-04-08",
        "priority": "normal",
        "account_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a33",
        "account_name": "Renji Hospital",
        "source_kind": "next_step",
        "source_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5b00",
        "times_carried": 0,
    }


class DayFollowUpSchema(Schema):
    """A quotation to chase, once: as its earliest step that is due, with all `days` on which it was to be done."""

    id = ours.Id(required=True)
    step = fields.String(required=True)
    due_on = ours.Day(required=True)
    days = fields.List(ours.Day(), required=True)
    quote_id = fields.String(required=True)
    quote_number = fields.String(required=True)
    quote_title = fields.String(required=True)
    amount = ours.Amount(currency="currency", required=True, allow_none=True)
    currency = fields.String(required=True)
    account_id = fields.String(required=True)
    account_name = fields.String(required=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f6101",
        "step": "after-3",
        "due_on": "2026-04-08",
        "days": ["2026-04-08"],
        "quote_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f6001",
        "quote_number": "Q2026-0001",
        "quote_title": "40 seals",
        "amount": "18600.00",
        "currency": "CNY",
        "account_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a33",
        "account_name": "Renji Hospital",
    }


class AlertSchema(Schema):
    """What deserves attention. Programs decide by `code`; one alert may stand for `count` things."""

    code = fields.String(required=True, metadata={"enum": list(SENTENCES)})
    text = ours.Told(lambda alert: alert.params, required=True)
    subject_kind = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "The table it is in, as a notice and the timeline say."},
    )
    subject_id = fields.String(required=True, allow_none=True)
    account_id = fields.String(required=True, allow_none=True)
    account_name = fields.String(required=True, allow_none=True)
    count = fields.Integer(required=True)

    example: ClassVar[dict[str, Any]] = {
        "code": "report-late",
        "text": "The report of the visit to Acme on 2026-04-07 is late.",
        "subject_kind": "visits",
        "subject_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5b01",
        "account_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a34",
        "account_name": "Acme",
        "count": 1,
    }


class SomeTodosSchema(Schema):
    """The first ten, the soonest due first, and how many there are."""

    count = fields.Integer(required=True)
    items = fields.List(fields.Nested(DayTodoSchema), required=True)

    example: ClassVar[dict[str, Any]] = {"count": 1, "items": [DayTodoSchema.example]}


class SomeFollowUpsSchema(Schema):
    """The first ten, the longest due first, and how many there are."""

    count = fields.Integer(required=True)
    items = fields.List(fields.Nested(DayFollowUpSchema), required=True)

    example: ClassVar[dict[str, Any]] = {"count": 1, "items": [DayFollowUpSchema.example]}


class SomeAlertsSchema(Schema):
    """At most twenty, the most pressing first, and how many things there are in all."""

    count = fields.Integer(required=True)
    items = fields.List(fields.Nested(AlertSchema), required=True)

    example: ClassVar[dict[str, Any]] = {"count": 1, "items": [AlertSchema.example]}


class DayWeekSchema(Schema):
    """The week's list."""

    id = ours.Id(required=True)
    iso_year = fields.Integer(required=True)
    iso_week = fields.Integer(required=True)
    confirmed_at = ours.Instant(required=True, allow_none=True)
    closed_at = ours.Instant(required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5e01",
        "iso_year": 2026,
        "iso_week": 15,
        "confirmed_at": "2026-04-06T01:10:00Z",
        "closed_at": None,
    }


class DaySchema(Schema):
    """The phone's home screen. Days and hours are those of `time_zone`, the rep's own."""

    on = ours.Day(required=True)
    rep_id = fields.String(required=True)
    rep_name = ours.NameOf(Named.USER)
    time_zone = fields.String(required=True)
    away = fields.Boolean(required=True, metadata={"description": "Whether the rep has this day off."})
    start = fields.Nested(PointSchema, required=True, allow_none=True)
    visits = fields.List(fields.Nested(DayVisitSchema), required=True)
    travel = fields.Nested(LegSchema, required=True, metadata={"description": "All known legs together."})
    week = fields.Nested(DayWeekSchema, required=True, allow_none=True)
    todos = fields.Nested(SomeTodosSchema, required=True)
    follow_ups = fields.Nested(SomeFollowUpsSchema, required=True)
    alerts = fields.Nested(SomeAlertsSchema, required=True)

    example: ClassVar[dict[str, Any]] = {
        "on": "2026-04-08",
        "rep_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a11",
        "rep_name": "Li Na",
        "time_zone": "Asia/Shanghai",
        "away": False,
        "start": PointSchema.example,
        "visits": [DayVisitSchema.example],
        "travel": LegSchema.example,
        "week": DayWeekSchema.example,
        "todos": SomeTodosSchema.example,
        "follow_ups": SomeFollowUpsSchema.example,
        "alerts": SomeAlertsSchema.example,
    }
