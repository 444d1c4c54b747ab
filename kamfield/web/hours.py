"""Hours per weekday on the wire: working hours of a person, visiting hours of a place."""

import re
from itertools import pairwise
from typing import Any

from marshmallow import ValidationError, fields

from kamfield.core.texts import N_
from kamfield.web.said import Said

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MOST_SPANS = 8
_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d|24:00")
_SHAPE = {
    "type": "array",
    "maxItems": MOST_SPANS,
    "items": {
        "type": "array",
        "minItems": 2,
        "maxItems": 2,
        "items": {"type": "string", "pattern": rf"^(?:{_TIME.pattern})$"},
    },
}

NOT_A_WEEKDAY = Said("not-a-weekday", N_("Weekdays are mon, tue, wed, thu, fri, sat and sun."))
NOT_HOURS = Said("not-hours", N_('Hours of a day are a list of ["09:00", "12:00"], at most eight.'))
BACKWARDS = Said("ends-before-it-begins", N_("Hours end after they begin; 24:00 is the end of the day."))
OVERLAP = Said("overlap", N_("These hours overlap."))


class WeeklyHours(fields.Dict):
    """`{"mon": [["09:00", "12:00"], ["13:00", "18:00"]]}`: from and to, sorted; a weekday left out is free."""

    def __init__(self, **options: Any) -> None:
        properties = dict.fromkeys(WEEKDAYS, _SHAPE)
        super().__init__(metadata={"properties": properties, "additionalProperties": False}, **options)

    def _deserialize(self, value: Any, *rest: Any, **options: Any) -> Any:
        days = super()._deserialize(value, *rest, **options)  # type: ignore[no-untyped-call]
        faults = {day: [said] for day, spans in days.items() if (said := _fault_of(day, spans))}
        if faults:
            raise ValidationError(faults)
        return {day: sorted(days[day]) for day in WEEKDAYS if days.get(day)}


def _fault_of(day: Any, spans: Any) -> Said | None:
    if day not in WEEKDAYS:
        return NOT_A_WEEKDAY
    if not isinstance(spans, list) or len(spans) > MOST_SPANS or not all(map(_is_span, spans)):
        return NOT_HOURS
    if any(begin >= end for begin, end in spans):
        return BACKWARDS
    ordered = sorted(spans)
    return OVERLAP if any(one[1] > other[0] for one, other in pairwise(ordered)) else None


def _is_span(span: Any) -> bool:
    times = span if isinstance(span, list) and len(span) == 2 else [None]
    return all(isinstance(time, str) and _TIME.fullmatch(time) for time in times)
