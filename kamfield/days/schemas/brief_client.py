"""Of a brief: the client, its places and people, and what the last reports say."""

from typing import Any, ClassVar

from marshmallow import fields

from kamfield.accounts.rules import Layer, Relationship, Tier
from kamfield.accounts.rules import Status as AccountStatus
from kamfield.accounts.schemas.points import Points, PointsSchema
from kamfield.decision_maps.rules.codes import BuyingRole, Support
from kamfield.visits.rules.codes import Form, Outcome, Result
from kamfield.web import fields as ours
from kamfield.web.schema import Schema


class BriefAccountSchema(Schema):
    """The client."""

    id = ours.Id(required=True)
    name = fields.String(required=True)
    code = fields.String(required=True, allow_none=True)
    tier = ours.Choice(Tier, required=True, allow_none=True)
    status = ours.Choice(AccountStatus, required=True)
    relationship = ours.Choice(Relationship, required=True)
    industry = fields.String(required=True, allow_none=True)
    lead_name = fields.String(required=True, metadata={"description": "Who leads the account."})
    last_visited_on = ours.Day(required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a33",
        "name": "Renji Hospital",
        "code": "R-7",
        "tier": "A",
        "status": "active",
        "relationship": "strategic",
        "industry": "Health",
        "lead_name": "Li Na",
        "last_visited_on": "2026-03-26",
    }


class BriefPlaceSchema(Schema):
    """Where it is; the main place comes first."""

    id = ours.Id(required=True)
    label = fields.String(required=True)
    address = fields.String(required=True, allow_none=True)
    city = fields.String(required=True, allow_none=True)
    points = Points(required=True)
    visiting_hours = fields.Dict(required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5d01",
        "label": "Gate 2",
        "address": "Pujian Road 160",
        "city": "Shanghai",
        "points": PointsSchema.example,
        "visiting_hours": None,
    }


class BriefStandingSchema(Schema):
    """How somebody stands in an opportunity that is in the brief too, as seen on a day."""

    opportunity_id = fields.String(required=True)
    opportunity_name = fields.String(required=True)
    buying_role = ours.Choice(BuyingRole, required=True, allow_none=True)
    support = ours.Choice(Support, required=True, allow_none=True)
    assessed_on = ours.Day(required=True)

    example: ClassVar[dict[str, Any]] = {
        "opportunity_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5e01",
        "opportunity_name": "Bearing housings for line 2",
        "buying_role": "decision_maker",
        "support": "neutral",
        "assessed_on": "2026-03-26",
    }


class BriefPersonSchema(Schema):
    """Somebody who works there; met so often in the last year, and when last. Whom we met last comes first."""

    id = ours.Id(required=True)
    name = fields.String(required=True)
    title = fields.String(required=True, allow_none=True)
    department = fields.String(required=True, allow_none=True)
    layer = ours.Choice(Layer, required=True, allow_none=True)
    mobile = fields.String(required=True, allow_none=True)
    phone = fields.String(required=True, allow_none=True)
    times_met = fields.Integer(required=True)
    last_met_on = ours.Day(required=True, allow_none=True)
    standings = fields.List(fields.Nested(BriefStandingSchema), required=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5c01",
        "name": "Mr Chen",
        "title": "Buyer",
        "department": "Purchasing",
        "layer": "decider",
        "mobile": "+8613800138000",
        "phone": None,
        "times_met": 3,
        "last_met_on": "2026-03-26",
        "standings": [BriefStandingSchema.example],
    }


class BriefObjectiveSchema(Schema):
    """What a visit aimed at, and what became of it."""

    client_action = fields.String(required=True)
    due_on = ours.Day(required=True, allow_none=True)
    result = ours.Choice(Result, required=True, allow_none=True)
    result_note = fields.String(required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "client_action": "Mr Chen signs the trial order for 40 seals.",
        "due_on": "2026-04-10",
        "result": "partly",
        "result_note": None,
    }


class BriefReportSchema(Schema):
    """One of the last three reports, without its internal part."""

    visit_id = fields.String(required=True)
    day = ours.Day(required=True)
    form = ours.Choice(Form, required=True, allow_none=True)
    rep_name = fields.String(required=True)
    outcome = ours.Choice(Outcome, required=True, allow_none=True)
    minutes_shared = fields.String(required=True, allow_none=True)
    needs = fields.String(required=True, allow_none=True)
    competitors = fields.String(required=True, allow_none=True)
    next_step = fields.String(required=True, allow_none=True)
    next_step_on = ours.Day(required=True, allow_none=True)
    objectives = fields.List(fields.Nested(BriefObjectiveSchema), required=True)

    example: ClassVar[dict[str, Any]] = {
        "visit_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5b00",
        "day": "2026-03-26",
        "form": "sales_visit",
        "rep_name": "Li Na",
        "outcome": "advance",
        "minutes_shared": "They have the samples and start the test next week.",
        "needs": None,
        "competitors": None,
        "next_step": "Send the quotation",
        "next_step_on": "2026-03-31",
        "objectives": [BriefObjectiveSchema.example],
    }
