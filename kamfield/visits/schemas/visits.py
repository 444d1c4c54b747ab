"""A visit on the wire."""

from typing import Any, ClassVar

from marshmallow import fields

from kamfield.core.names import Named
from kamfield.opportunities.rules.gates import Question
from kamfield.visits.rules.codes import CancelReason, Form, Purpose, State, W
from kamfield.visits.schemas.checks import CheckSchema
from kamfield.visits.schemas.commitments import CommitmentSchema
from kamfield.visits.schemas.objectives import ObjectiveSchema
from kamfield.web import fields as ours
from kamfield.web.paging import ListQuery
from kamfield.web.schema import Schema


class VisitSchema(Schema):
    """A visit as it stands in lists. `missing` names the Ws without an answer."""

    id = ours.Id(required=True)
    version = fields.Integer(required=True)
    rep_id = fields.String(required=True)
    rep_name = ours.NameOf(Named.USER)
    account_id = fields.String(required=True)
    account_name = ours.NameOf(Named.ACCOUNT)
    place_id = fields.String(required=True, allow_none=True)
    place_name = ours.NameOf(Named.PLACE, allow_none=True)
    latitude = fields.Float(required=True, allow_none=True)
    longitude = fields.Float(required=True, allow_none=True)
    opportunity_id = fields.String(required=True, allow_none=True, metadata={"description": "Why: what it serves."})
    opportunity_name = ours.NameOf(Named.OPPORTUNITY, allow_none=True)
    quote_id = fields.String(required=True, allow_none=True)
    quote_number = ours.NameOf(Named.QUOTE, allow_none=True)
    aims_at = ours.Choice(Question, required=True, allow_none=True)
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
        "rep_name": "Li Na",
        "account_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a33",
        "account_name": "Shanghai Bearing Works",
        "place_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5d01",
        "place_name": "Gate 2",
        "latitude": None,
        "longitude": None,
        "opportunity_id": None,
        "opportunity_name": None,
        "quote_id": None,
        "quote_number": None,
        "aims_at": None,
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
    contact_name = ours.NameOf(Named.CONTACT)
    contact_title = ours.NameOf(Named.CONTACT_TITLE, allow_none=True)
    attended = fields.Boolean(required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "contact_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5c01",
        "contact_name": "陈经理",
        "contact_title": "采购经理",
        "attended": None,
    }


class VisitCompanionSchema(Schema):
    """Somebody of ours who comes along."""

    user_id = fields.String(required=True)
    user_name = ours.NameOf(Named.USER)

    example: ClassVar[dict[str, Any]] = {"user_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a12", "user_name": "周敏"}


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
    aims_at = ours.Choice(Question)
    day_from = ours.Day()
    day_to = ours.Day()
