"""Instants, days, months and times of day."""

import re
from datetime import UTC, date, datetime
from typing import Any

from marshmallow import ValidationError, fields

from kamfield.core.texts import N_
from kamfield.web.said import Said

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
FIRST_YEAR, END_YEAR = 1900, 2200  # beyond them an hour more or less leaves the calendar
_MONTH = re.compile(r"(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])")


class Instant(fields.AwareDateTime):
    """An instant with its offset on the way in (RFC 3339), in UTC on the way out; in the years in which a `Day` is."""

    def __init__(self, **options: Any) -> None:
        super().__init__(format="iso", **options)

    def _serialize(self, value: Any, *_rest: Any, **_options: Any) -> str | None:
        return None if value is None else instant(value)

    def _deserialize(self, value: Any, *rest: Any, **options: Any) -> Any:
        if not isinstance(value, str) or len(value) > 40:
            raise self.make_error("invalid")
        try:
            found = super()._deserialize(value, *rest, **options).astimezone(UTC)
        except OverflowError:
            raise self.make_error("invalid") from None
        if not FIRST_YEAR <= found.year < END_YEAR:
            raise self.make_error("invalid")
        return found


class Day(fields.Date):
    """A calendar day, `2026-03-01`, between the years 1900 and 2199."""

    def _deserialize(self, value: Any, *rest: Any, **options: Any) -> Any:
        if not isinstance(value, str) or not _DAY.fullmatch(value):
            raise self.make_error("invalid")
        found = super()._deserialize(value, *rest, **options)
        if not FIRST_YEAR <= found.year < END_YEAR:
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


def instant(value: datetime) -> str:
    """`2026-03-01T01:00:00Z`, with microseconds only where there are any."""
    return value.isoformat().replace("+00:00", "Z")
