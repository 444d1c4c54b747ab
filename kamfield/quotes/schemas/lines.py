"""Lines of a quotation on the wire, and what they come to."""

from decimal import Decimal
from typing import Any, ClassVar

from marshmallow import fields, validate

from kamfield.quotes.rules.money import MOST_LINES
from kamfield.web import fields as ours
from kamfield.web.schema import Input, Schema

MOST_QUANTITY = Decimal(10) ** 9


class QuoteLineSchema(Schema):
    """One position. `net` is quantity × price less the discount, `tax` the rounded net × the rate.

    Both are rounded once, on the line, half up (away from zero), to the smallest unit of the currency: 0.01 for CNY
    and EUR, 1 for JPY. Totals are sums of the rounded lines.
    """

    id = ours.Id(required=True)
    position = fields.Integer(required=True)
    product = fields.String(required=True)
    description = fields.String(required=True)
    quantity = ours.Amount(required=True)
    unit = fields.String(required=True)
    price = ours.Amount(
        currency="currency", required=True, metadata={"description": "Of one unit, before discount and tax."}
    )
    discount_percent = ours.Amount(required=True)
    tax_percent = ours.Amount(required=True)
    net = ours.Amount(currency="currency", required=True)
    tax = ours.Amount(currency="currency", required=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5d01",
        "position": 1,
        "product": "Infusion pump IP-200",
        "description": "With stand and battery",
        "quantity": "24",
        "unit": "pcs",
        "price": "8157.89",
        "discount_percent": "5",
        "tax_percent": "13",
        "net": "185999.89",
        "tax": "24179.99",
    }


class QuoteLineDraft(Input):
    """A line as it is written. With the `id` of a line that is there it stays that line."""

    id = ours.Id()
    product = ours.Text(200, required=True)
    description = ours.LongText(2000)
    quantity = ours.Amount(least=Decimal("0.0001"), most=MOST_QUANTITY, required=True)
    unit = ours.Text(20, 0)
    price = ours.Amount(least=Decimal(0), required=True)
    discount_percent = ours.Amount(2, Decimal(0), Decimal(100))
    tax_percent = ours.Amount(
        2, Decimal(0), Decimal(100), metadata={"description": "The company's own unless given (policy `tax_percent`)."}
    )

    example: ClassVar[dict[str, Any]] = {
        "product": "Infusion pump IP-200",
        "description": "With stand and battery",
        "quantity": "24",
        "unit": "pcs",
        "price": "8157.89",
        "discount_percent": "5",
    }


class QuoteLines(Input):
    """All lines of a quotation in their order, at most 500."""

    lines = fields.List(fields.Nested(QuoteLineDraft), required=True, validate=validate.Length(0, MOST_LINES))

    example: ClassVar[dict[str, Any]] = {"lines": [QuoteLineDraft.example]}


class TaxShareSchema(Schema):
    """What is taxed at one rate."""

    percent = ours.Amount(required=True)
    net = ours.Amount(currency="currency", required=True)
    tax = ours.Amount(currency="currency", required=True)

    example: ClassVar[dict[str, Any]] = {"percent": "13", "net": "185999.89", "tax": "24179.99"}
