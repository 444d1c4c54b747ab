"""Hours per weekday on the wire: when somebody works, when a client receives visitors."""

import re
from itertools import pairwise
from typing import Any

from marshmallow import ValidationError, fields

from kamfield.core.texts import N_
from kamfield.web.said import Said

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MOST_SPANS = 6

_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d|24:00")
_WRONG = Said(
    "not-hours",
    N_('These must be spans of the day in their order, such as {"mon": [["09:00", "12:00"], ["13:30", "18:00"]]}.'),
)


class WeekHours(fields.Dict):
    """`{"mon": [["09:00", "18:00"]], …}` in local time; a weekday that is not named is closed, `24:00` ends a day."""

    def __init__(self, **options: Any) -> None:
        span = fields.List(fields.String())
        super().__init__(keys=fields.String(), values=fields.List(span), **options)

    def _deserialize(self, value: Any, *rest: Any, **options: Any) -> dict[str, list[list[str]]]:
        if not isinstance(value, dict):
            raise self.make_error("invalid")
        if not all(day in WEEKDAYS and _are_spans(spans) for day, spans in value.items()):
            raise ValidationError(_WRONG)
        return {day: value[day] for day in WEEKDAYS if value.get(day)}


def _are_spans(spans: Any) -> bool:
    """Pairs of times, each before the next."""
    if not isinstance(spans, list) or len(spans) > MOST_SPANS:
        return False
    if not all(isinstance(span, list) and len(span) == 2 for span in spans):
        return False
    times = [time for span in spans for time in span]
    if not all(isinstance(time, str) and _TIME.fullmatch(time) for time in times):
        return False
    return all(earlier < later for earlier, later in pairwise(times))
