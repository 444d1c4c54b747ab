"""What is said to plan, change or cancel a visit."""

from typing import Any, ClassVar

from marshmallow import fields, validate

from kamfield.opportunities.rules.gates import Question
from kamfield.visits.rules.codes import CancelReason, Form, Purpose
from kamfield.visits.schemas.objectives import ObjectiveDraft
from kamfield.web import fields as ours
from kamfield.web.schema import Input

MOST_PEOPLE = 50
MOST_OBJECTIVES = 20
LONGEST = 7 * 24 * 60


class VisitChange(Input):
    """Other answers to the 5W; lists replace what was there."""

    place_id = ours.Id(allow_none=True)
    latitude = ours.Latitude(allow_none=True)
    longitude = ours.Longitude(allow_none=True)
    opportunity_id = ours.Id(allow_none=True, metadata={"description": "What it serves; at this account."})
    quote_id = ours.Id(allow_none=True, metadata={"description": "Serves the quotation's opportunity too."})
    aims_at = ours.Choice(
        Question, allow_none=True, metadata={"description": "The question of the opportunity it is to answer."}
    )
    form = ours.Choice(Form, allow_none=True)
    purpose = ours.Choice(Purpose, allow_none=True)
    day = ours.Day()
    starts_at = ours.Instant(allow_none=True)
    minutes = ours.Whole(1, LONGEST)
    urgent = ours.Flag()
    contact_ids = fields.List(ours.Id(), validate=validate.Length(max=MOST_PEOPLE))
    companion_ids = fields.List(ours.Id(), validate=validate.Length(max=MOST_PEOPLE))
    row_ids = fields.Dict(
        keys=ours.Id(),
        values=ours.Id(),
        validate=validate.Length(max=2 * MOST_PEOPLE),
        metadata={"description": "For apps that keep people as rows: the id of a new row, by the person it is for."},
    )

    example: ClassVar[dict[str, Any]] = {"day": "2026-04-09", "starts_at": "2026-04-09T14:00:00+08:00"}


class OwnVisitDraft(VisitChange):
    """A new visit: account and day; the other answers now or later. Without minutes it has the usual length."""

    id = ours.Id()
    account_id = ours.Id(required=True)
    day = ours.Day(required=True)
    objectives = fields.List(fields.Nested(ObjectiveDraft), validate=validate.Length(max=MOST_OBJECTIVES))
    again = ours.Flag(
        load_default=False, metadata={"description": "Although one of this form is planned already in this due period."}
    )

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


class Cancellation(Input):
    """Why a visit does not take place."""

    reason = ours.Choice(CancelReason, required=True)
    note = ours.Text(1000, load_default=None, allow_none=True)

    example: ClassVar[dict[str, Any]] = {"reason": "client_cancelled", "note": "陈经理出差"}
