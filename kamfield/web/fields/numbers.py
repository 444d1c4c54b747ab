"""Exact and whole numbers, degrees, yes and no."""

import re
from decimal import Decimal
from typing import Any

from marshmallow import ValidationError, fields, validate

from kamfield.core.money import money_text
from kamfield.core.texts import N_
from kamfield.web.said import Said

_DECIMAL = re.compile(r"-?[0-9]{1,40}(\.[0-9]{1,40})?")
LARGEST = Decimal(10) ** 13


class Amount(fields.Decimal):
    """An exact decimal, written as a text: `"12.5"`; at most four places and 13 digits before them.

    `currency` is the attribute that says of which currency it is money, if of any: `"12.50"`.
    """

    def __init__(
        self,
        places: int = 4,
        least: Decimal = -LARGEST,
        most: Decimal = LARGEST,
        currency: str | None = None,
        **options: Any,
    ) -> None:
        self.most_places, self.currency = places, currency
        checks = [validate.Range(min=least, max=most)]
        super().__init__(as_string=True, validate=checks, **options)

    def _deserialize(self, value: Any, *rest: Any, **options: Any) -> Any:
        if isinstance(value, bool | float):
            value = repr(value) if isinstance(value, float) else None
        elif isinstance(value, str) and not _DECIMAL.fullmatch(value):  # Python reads `1_000` and full-width digits too
            raise self.make_error("invalid")
        found = super()._deserialize(value, *rest, **options)
        exponent = found.as_tuple().exponent
        if isinstance(exponent, int) and -exponent > self.most_places:
            raise ValidationError(
                Said(
                    "too-many-places",
                    N_("This has too many decimal places: at most %(places)s."),
                    places=self.most_places,
                )
            )
        return found

    def _serialize(self, value: Any, attr: str | None, obj: Any, **_options: Any) -> str | None:
        currency = getattr(obj, self.currency, None) if self.currency else None
        return None if value is None else money_text(value, currency)


class Whole(fields.Integer):
    """A whole number between `least` and `most`: a number in a body, digits in an address."""

    def __init__(self, least: int = 0, most: int = 2_147_483_647, **options: Any) -> None:
        super().__init__(validate=validate.Range(least, most), **options)

    def _deserialize(self, value: Any, *rest: Any, **options: Any) -> Any:
        digits = isinstance(value, str) and not _is_in_a_body(self) and re.fullmatch(r"-?[0-9]{1,18}", value)
        if not digits and (isinstance(value, bool) or not isinstance(value, int)):
            raise self.make_error("invalid")
        return super()._deserialize(value, *rest, **options)


class Latitude(fields.Float):
    """Degrees north of the equator."""

    def __init__(self, **options: Any) -> None:
        super().__init__(validate=validate.Range(-90, 90), **options)


class Longitude(fields.Float):
    """Degrees east of Greenwich."""

    def __init__(self, **options: Any) -> None:
        super().__init__(validate=validate.Range(-180, 180), **options)


class Flag(fields.Boolean):
    """`true` or `false`, and nothing that merely looks like it."""

    def _deserialize(self, value: Any, *_rest: Any, **_options: Any) -> Any:
        in_address = isinstance(value, str) and not _is_in_a_body(self)
        found = {"true": True, "false": False}.get(value) if in_address else value
        if not isinstance(found, bool):
            raise self.make_error("invalid", input=value)
        return found


def _is_in_a_body(field: fields.Field[Any]) -> bool:
    """JSON says of each value what it is; an address has nothing but texts."""
    return getattr(field.root, "of_json", False)
