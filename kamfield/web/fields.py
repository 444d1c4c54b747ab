"""The kinds of value that cross the wire, beyond marshmallow's own."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from marshmallow import ValidationError, fields, validate

from kamfield.core.rows import ID_LENGTH
from kamfield.core.texts import LOCALES, N_, translate
from kamfield.web.problems import locale_of_request
from kamfield.web.said import Said

MOST_TEXT = 10_000
LARGEST = Decimal(10) ** 13

_MONTH = re.compile(r"(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])")
_ID_FORM = validate.Regexp(
    rf"\A[A-Za-z0-9_.-]{{1,{ID_LENGTH}}}\Z",
    error=Said("not-an-id", N_("An id has 1 to 64 letters, digits, dots, dashes or underscores.")),
)

_CURRENCY_FORM = validate.Regexp(
    r"\A[A-Z]{3}\Z", error=Said("not-a-currency", N_("A currency has three capital letters, such as CNY."))
)


class Id(fields.String):
    """An id made by the client or by the server: 1 to 64 of `A-Z a-z 0-9 _ . -`."""

    def __init__(self, **options: Any) -> None:
        super().__init__(validate=_ID_FORM, **options)


class Text(fields.String):
    """A text of at least one and at most `most` characters, without the blanks around it."""

    def __init__(self, most: int = 200, least: int = 1, **options: Any) -> None:
        checks = [validate.Length(min=least, max=most), *options.pop("checks", ())]
        super().__init__(validate=checks, **options)

    def deserialize(self, value: Any, *rest: Any, **options: Any) -> Any:
        """Trims before the length is checked; a NUL, which PostgreSQL cannot hold, is refused."""
        if isinstance(value, str):
            value = value.strip()
            if "\x00" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
                raise ValidationError(Said("not-a-text", N_("This must be a text.")))
        return super().deserialize(value, *rest, **options)


class LongText(Text):
    """A text of many lines, at most 10,000 characters; may be empty."""

    def __init__(self, most: int = MOST_TEXT, **options: Any) -> None:
        super().__init__(most, 0, **options)


class Instant(fields.AwareDateTime):
    """An instant with its offset on the way in (RFC 3339), in UTC on the way out."""

    def __init__(self, **options: Any) -> None:
        super().__init__(format="iso", **options)

    def _serialize(self, value: Any, *_rest: Any, **_options: Any) -> str | None:
        return None if value is None else instant(value)

    def _deserialize(self, value: Any, *rest: Any, **options: Any) -> Any:
        if not isinstance(value, str) or len(value) > 40:
            raise self.make_error("invalid")
        try:
            return super()._deserialize(value, *rest, **options).astimezone(UTC)
        except OverflowError:
            raise self.make_error("invalid") from None


class Day(fields.Date):
    """A calendar day, `2026-03-01`, between the years 1900 and 2199."""

    def _deserialize(self, value: Any, *rest: Any, **options: Any) -> Any:
        found = super()._deserialize(value, *rest, **options)
        if len(str(value)) != 10 or not 1900 <= found.year < 2200:
            raise self.make_error("invalid")
        return found


class TimeOfDay(fields.Time):
    """A time of day to the minute, `09:30`, in the time zone of whom it concerns."""

    def __init__(self, **options: Any) -> None:
        said = {"pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$", "format": "hh:mm", **options.pop("metadata", {})}
        super().__init__(format="%H:%M", metadata=said, **options)

    def _deserialize(self, value: Any, *rest: Any, **options: Any) -> Any:
        if not isinstance(value, str) or len(value) != 5:
            raise self.make_error("invalid")
        return super()._deserialize(value, *rest, **options)


class Month(fields.String):
    """A calendar month, `2026-03`; kept as its first day."""

    def __init__(self, **options: Any) -> None:
        super().__init__(metadata={"pattern": r"^(19|20|21)\d\d-(0[1-9]|1[0-2])$"}, **options)

    def _serialize(self, value: Any, *_rest: Any, **_options: Any) -> str | None:
        return None if value is None else str(value.strftime("%Y-%m"))

    def _deserialize(self, value: Any, *_rest: Any, **_options: Any) -> Any:
        if not isinstance(value, str) or not _MONTH.fullmatch(value):
            raise ValidationError(Said("not-a-month", N_("This must be a month, such as 2026-03.")))
        return date.fromisoformat(f"{value}-01")


class Told(fields.String):
    """A text of the catalogue in the caller's language; `params` finds what fills it in on the object."""

    def __init__(self, params: Callable[[Any], dict[str, Any]] = lambda _told: {}, **options: Any) -> None:
        self.params = params
        super().__init__(**options)

    def _serialize(self, value: Any, attr: str | None, obj: Any, **_options: Any) -> str | None:
        return None if value is None else translate(value, locale_of_request(), **self.params(obj))


class Choice(fields.String):
    """One code of a code list: a `StrEnum`."""

    def __init__(self, codes: type[Enum], **options: Any) -> None:
        self.codes = codes
        super().__init__(validate=validate.OneOf([str(code.value) for code in codes]), **options)

    def _serialize(self, value: Any, *_rest: Any, **_options: Any) -> str | None:
        return None if value is None else str(value)

    def _deserialize(self, value: Any, *rest: Any, **options: Any) -> Any:
        text = super()._deserialize(value, *rest, **options)
        try:
            return self.codes(text)
        except ValueError:
            choices = ", ".join(str(code.value) for code in self.codes)
            raise ValidationError(
                Said("not-a-choice", N_("This must be one of: %(choices)s."), choices=choices)
            ) from None


class Amount(fields.Decimal):
    """An exact decimal, written as a text: `"12.50"`; at most four places and 13 digits before them."""

    def __init__(self, places: int = 4, least: Decimal = -LARGEST, most: Decimal = LARGEST, **options: Any) -> None:
        self.most_places = places
        checks = [validate.Range(min=least, max=most)]
        super().__init__(as_string=True, validate=checks, **options)

    def _deserialize(self, value: Any, *rest: Any, **options: Any) -> Any:
        if isinstance(value, bool | float):
            value = repr(value) if isinstance(value, float) else None
        found = super()._deserialize(value, *rest, **options)
        exponent = found.as_tuple().exponent
        if isinstance(exponent, int) and -exponent > self.most_places:
            raise ValidationError(
                Said("too-many-places", N_("This may have at most %(places)s decimal places."), places=self.most_places)
            )
        return found


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


class Currency(fields.String):
    """A currency by its ISO 4217 code, `CNY`."""

    def __init__(self, **options: Any) -> None:
        super().__init__(validate=_CURRENCY_FORM, **options)


class Locale(fields.String):
    """A language the product speaks."""

    def __init__(self, **options: Any) -> None:
        super().__init__(validate=validate.OneOf(LOCALES), **options)


class TimeZone(fields.String):
    """An IANA time zone, `Asia/Shanghai`."""

    def _deserialize(self, value: Any, *rest: Any, **options: Any) -> Any:
        name = super()._deserialize(value, *rest, **options)
        if name not in available_timezones():
            raise ValidationError(Said("not-a-time-zone", N_("This is not an IANA time zone, such as Asia/Shanghai.")))
        return str(ZoneInfo(name))


def _is_in_a_body(field: fields.Field[Any]) -> bool:
    """JSON says of each value what it is; an address has nothing but texts."""
    return getattr(field.root, "of_json", False)


def instant(value: datetime) -> str:
    """`2026-03-01T01:00:00Z`, with microseconds only where there are any."""
    return value.isoformat().replace("+00:00", "Z")
