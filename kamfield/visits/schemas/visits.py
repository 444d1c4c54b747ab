"""A visit on the wire."""

from typing import Any, ClassVar

from marshmallow import fields, validate

from kamfield.geo.fence import Verdict
from kamfield.geo.point import Datum
from kamfield.visits.rules.codes import CancelReason, CheckKind, CommitmentState, Form, Purpose, State, W
from kamfield.visits.schemas.objectives import ObjectiveDraft, ObjectiveSchema
from kamfield.web import fields as ours
from kamfield.web.paging import ListQuery
from kamfield.web.schema import Input, Schema

MOST_PEOPLE = 50
MOST_OBJECTIVES = 20
LONGEST = 7 * 24 * 60


def _latitude(**options: Any) -> fields.Float:
    return fields.Float(validate=validate.Range(-90, 90), **options)


def _longitude(**options: Any) -> fields.Float:
    return fields.Float(validate=validate.Range(-180, 180), **options)


class VisitSchema(Schema):
    """A visit as it stands in lists. `missing` names the Ws without an answer."""

    id = ours.Id(required=True)
    version = fields.Integer(required=True)
    rep_id = fields.String(required=True)
    account_id = fields.String(required=True)
    place_id = fields.String(required=True, allow_none=True)
    latitude = fields.Float(required=True, allow_none=True)
    longitude = fields.Float(required=True, allow_none=True)
    opportunity_id = fields.String(required=True, allow_none=True, metadata={"description": "Why: what it serves."})
    quote_id = fields.String(required=True, allow_none=True)
    form = ours.Choice(Form, required=True, allow_none=True)
    purpose = ours.Choice(Purpose, required=True, allow_none=True)
    day = ours.Day(required=True, metadata={"description": "The day in the rep's time zone."})
    starts_at = ours.Instant(required=True, allow_none=True)
    minutes = fields.Integer(required=True, allow_none=True)
    state = ours.Choice(State, required=True)
    urgent = fields.Boolean(required=True)
    missing = fields.List(ours.Choice(W), required=True)
    cancel_reason = ours.Choice(CancelReason, required=True, allow_none=True)
    cancel_note = fields.String(required=True, allow_none=True)
    checked_in_at = ours.Instant(required=True, allow_none=True)
    checked_out_at = ours.Instant(required=True, allow_none=True)
    report_due_at = ours.Instant(required=True, allow_none=True)
    created_at = ours.Instant(required=True)
    updated_at = ours.Instant(required=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5b00",
        "version": 2,
        "rep_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a11",
        "account_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a33",
        "place_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5d01",
        "latitude": None,
        "longitude": None,
        "opportunity_id": None,
        "quote_id": None,
        "form": "sales_visit",
        "purpose": "move_forward",
        "day": "2026-04-08",
        "starts_at": "2026-04-08T06:00:00Z",
        "minutes": 60,
        "state": "planned",
        "urgent": False,
        "missing": ["who"],
        "cancel_reason": None,
        "cancel_note": None,
        "checked_in_at": None,
        "checked_out_at": None,
        "report_due_at": None,
        "created_at": "2026-03-20T02:00:00Z",
        "updated_at": "2026-03-20T02:05:00Z",
    }


class VisitContactSchema(Schema):
    """A person of the client who is to be met."""

    contact_id = fields.String(required=True)
    attended = fields.Boolean(required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = {"contact_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5c01", "attended": None}


class VisitCompanionSchema(Schema):
    """Somebody of ours who comes along."""

    user_id = fields.String(required=True)

    example: ClassVar[dict[str, Any]] = {"user_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a12"}


class ReasonSchema(Schema):
    """Why a check got its verdict."""

    code = fields.String(required=True)
    text = ours.Told(required=True)

    example: ClassVar[dict[str, Any]] = {
        "code": "edge-of-fence",
        "text": "The position was at the edge of the place.",
    }


class CheckSchema(Schema):
    """An arrival or departure and what it is worth. Positions are kept, but not shown around."""

    id = ours.Id(required=True)
    visit_id = fields.String(required=True)
    kind = ours.Choice(CheckKind, required=True)
    device_at = ours.Instant(required=True)
    received_at = ours.Instant(required=True)
    accuracy_metres = fields.Float(required=True, allow_none=True)
    mock = fields.Boolean(required=True)
    verdict = ours.Choice(
        Verdict, required=True, allow_none=True, metadata={"description": "Empty for forms without a place."}
    )
    reasons = fields.List(fields.Nested(ReasonSchema), required=True, attribute="told_reasons")
    place_id = fields.String(required=True, allow_none=True)
    metres = fields.Float(
        required=True, allow_none=True, metadata={"description": "From the place that speaks best for the rep."}
    )

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5e01",
        "visit_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5b00",
        "kind": "in",
        "device_at": "2026-04-08T06:02:00Z",
        "received_at": "2026-04-08T06:02:03Z",
        "accuracy_metres": 18.0,
        "mock": False,
        "verdict": "verified",
        "reasons": [],
        "place_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5d01",
        "metres": 42.5,
    }


class CommitmentSchema(Schema):
    """What the client promised by a day."""

    id = ours.Id(required=True)
    version = fields.Integer(required=True)
    visit_id = fields.String(required=True)
    rep_id = fields.String(required=True)
    account_id = fields.String(required=True)
    contact_id = fields.String(required=True, allow_none=True)
    text = fields.String(required=True)
    due_on = ours.Day(required=True)
    state = ours.Choice(CommitmentState, required=True)
    concluded_at = ours.Instant(required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5f01",
        "version": 1,
        "visit_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5b00",
        "rep_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a11",
        "account_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a33",
        "contact_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5c01",
        "text": "陈经理周五前寄出图纸",
        "due_on": "2026-04-10",
        "state": "open",
        "concluded_at": None,
    }


class VisitInFullSchema(VisitSchema):
    """A visit with everybody and everything that belongs to it."""

    contacts = fields.List(fields.Nested(VisitContactSchema), required=True)
    companions = fields.List(fields.Nested(VisitCompanionSchema), required=True)
    objectives = fields.List(fields.Nested(ObjectiveSchema), required=True)
    checks = fields.List(fields.Nested(CheckSchema), required=True)
    commitments = fields.List(fields.Nested(CommitmentSchema), required=True)

    example: ClassVar[dict[str, Any]] = {
        **VisitSchema.example,
        "contacts": [VisitContactSchema.example],
        "companions": [],
        "objectives": [ObjectiveSchema.example],
        "checks": [],
        "commitments": [],
    }


class VisitQuery(ListQuery):
    """Filters of the list of visits."""

    rep_id = ours.Id()
    account_id = ours.Id()
    state = ours.Choice(State)
    form = ours.Choice(Form)
    opportunity_id = ours.Id()
    day_from = ours.Day()
    day_to = ours.Day()


class VisitChange(Input):
    """Other answers to the 5W; lists replace what was there."""

    place_id = ours.Id(allow_none=True)
    latitude = _latitude(allow_none=True)
    longitude = _longitude(allow_none=True)
    opportunity_id = ours.Id(allow_none=True, metadata={"description": "What it serves; at this account."})
    quote_id = ours.Id(allow_none=True, metadata={"description": "Serves the quotation's opportunity too."})
    form = ours.Choice(Form, allow_none=True)
    purpose = ours.Choice(Purpose, allow_none=True)
    day = ours.Day()
    starts_at = ours.Instant(allow_none=True)
    minutes = ours.Whole(1, LONGEST)
    urgent = ours.Flag()
    contact_ids = fields.List(ours.Id(), validate=validate.Length(max=MOST_PEOPLE))
    companion_ids = fields.List(ours.Id(), validate=validate.Length(max=MOST_PEOPLE))

    example: ClassVar[dict[str, Any]] = {"day": "2026-04-09", "starts_at": "2026-04-09T14:00:00+08:00"}


class OwnVisitDraft(VisitChange):
    """A new visit: account and day; the other answers now or later. Without minutes it has the usual length."""

    id = ours.Id()
    account_id = ours.Id(required=True)
    day = ours.Day(required=True)
    objectives = fields.List(fields.Nested(ObjectiveDraft), validate=validate.Length(max=MOST_OBJECTIVES))

    example: ClassVar[dict[str, Any]] = {
        "account_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a33",
        "place_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5d01",
        "form": "sales_visit",
        "purpose": "move_forward",
        "day": "2026-04-08",
        "starts_at": "2026-04-08T14:00:00+08:00",
        "minutes": 60,
        "contact_ids": ["0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5c01"],
        "objectives": [ObjectiveDraft.example],
    }


class VisitDraft(OwnVisitDraft):
    """A new visit, of yourself or of somebody you manage."""

    rep_id = ours.Id(metadata={"description": "Yourself, unless you manage somebody."})

    example: ClassVar[dict[str, Any]] = OwnVisitDraft.example


class Checking(Input):
    """What the phone knows when the rep arrives or leaves. Without a position it counts as unverified."""

    id = ours.Id()
    device_at = ours.Instant(metadata={"description": "The phone's clock; now, unless it was offline."})
    latitude = _latitude(load_default=None, allow_none=True)
    longitude = _longitude(load_default=None, allow_none=True)
    accuracy_metres = fields.Float(load_default=None, allow_none=True, validate=validate.Range(-1, 10_000_000))
    mock = ours.Flag(load_default=False)
    datum = ours.Choice(Datum, load_default=Datum.WGS84)

    example: ClassVar[dict[str, Any]] = {
        "device_at": "2026-04-08T14:02:00+08:00",
        "latitude": 31.2401,
        "longitude": 121.4902,
        "accuracy_metres": 18,
        "mock": False,
    }


class Cancellation(Input):
    """Why a visit does not take place."""

    reason = ours.Choice(CancelReason, required=True)
    note = ours.Text(1000, load_default=None, allow_none=True)

    example: ClassVar[dict[str, Any]] = {"reason": "client_cancelled", "note": "陈经理出差"}
