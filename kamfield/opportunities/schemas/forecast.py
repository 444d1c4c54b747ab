"""The forecast on the wire."""

from typing import Any, ClassVar

from marshmallow import fields

from kamfield.core.names import Named
from kamfield.opportunities.rules.forecast import By
from kamfield.web import fields as ours
from kamfield.web.schema import Schema


class ForecastSumSchema(Schema):
    """What opportunities of one currency are worth together; `weighted` is amount × probability, to two places."""

    count = fields.Integer(required=True)
    without_amount = fields.Integer(required=True, metadata={"description": "How many of them have no amount yet."})
    amount = ours.Amount(currency="currency", required=True)
    weighted = ours.Amount(currency="currency", required=True)

    example: ClassVar[dict[str, Any]] = {
        "count": 3,
        "without_amount": 1,
        "amount": "920000.00",
        "weighted": "412500.00",
    }


class ForecastLineSchema(Schema):
    """One line: a month (null for what is overdue), an owner or a team where asked for, and a currency."""

    month = ours.Month(required=True, allow_none=True)
    owner_id = fields.String(required=True, allow_none=True)
    owner_name = ours.NameOf(Named.USER, allow_none=True)
    team_id = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "A manager: everybody below at any depth. Null: of nobody you manage."},
    )
    team_name = ours.NameOf(Named.USER, allow_none=True)
    currency = fields.String(required=True)
    sum = fields.Nested(ForecastSumSchema, required=True)

    example: ClassVar[dict[str, Any]] = {
        "month": "2026-06",
        "owner_id": None,
        "owner_name": None,
        "team_id": None,
        "team_name": None,
        "currency": "CNY",
        "sum": ForecastSumSchema.example,
    }


class ForecastTotalSchema(Schema):
    """One currency: each opportunity once, however many teams it counts in."""

    currency = fields.String(required=True)
    expected = fields.Nested(ForecastSumSchema, required=True)
    overdue = fields.Nested(ForecastSumSchema, required=True)
    won = fields.Nested(ForecastSumSchema, required=True)

    example: ClassVar[dict[str, Any]] = {
        "currency": "CNY",
        "expected": ForecastSumSchema.example,
        "overdue": ForecastSumSchema.example,
        "won": ForecastSumSchema.example,
    }


class ForecastSchema(Schema):
    """What is to be expected, per currency. Sums are exact and rounded once, half a cent up.

    A total is the rounded sum, not the sum of rounded lines, so it may differ from them by a cent.
    """

    today = ours.Day(required=True, metadata={"description": "What should have closed before this day is overdue."})
    from_month = ours.Month(required=True)
    to_month = ours.Month(required=True)
    by = ours.Choice(By, required=True)
    expected = fields.List(fields.Nested(ForecastLineSchema), required=True)
    overdue = fields.List(fields.Nested(ForecastLineSchema), required=True)
    won = fields.List(fields.Nested(ForecastLineSchema), required=True)
    totals = fields.List(fields.Nested(ForecastTotalSchema), required=True)

    example: ClassVar[dict[str, Any]] = {
        "today": "2026-03-02",
        "from_month": "2026-03",
        "to_month": "2027-02",
        "by": "month",
        "expected": [ForecastLineSchema.example],
        "overdue": [ForecastLineSchema.example | {"month": None}],
        "won": [ForecastLineSchema.example | {"month": "2026-03"}],
        "totals": [ForecastTotalSchema.example],
    }


class ForecastQuery(Schema):
    """What the forecast is about; a year from this month on unless told otherwise."""

    by = ours.Choice(By, load_default=By.MONTH)
    from_month = ours.Month()
    to_month = ours.Month()
    owner_id = ours.Id()
    team_id = ours.Id(metadata={"description": "A manager: what everybody below owns, at any depth."})
    account_id = ours.Id()
    currency = ours.Currency()

    example: ClassVar[dict[str, Any]] = {"by": "owner", "from_month": "2026-03"}
