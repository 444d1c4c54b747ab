"""A week at a glance: per day, how many of two things."""

from collections.abc import Mapping, Sequence
from typing import Any

from kamfield.core.charts.canvas import AMBER, GREEN, INK, QUIET, Canvas, width
from kamfield.core.charts.size import WIDTH

MARGIN, TOP, TALL, FOOT = 12, 48, 84, 40
LEAST_STEPS = 4  # a week of one visit does not look like a full one
MOST_STEPS = 10  # more than that are one bar without steps
BAR, GAP = 15, 4


def week(days: Sequence[Mapping[str, Any]], legend: Sequence[str]) -> bytes:
    """`days`: `{"label", "date", "first", "second"}` each; `legend` names the first and the second thing."""
    canvas = Canvas(TOP + TALL + FOOT)
    _explain(canvas, legend)
    most = max(LEAST_STEPS, *(max(day["first"], day["second"]) for day in days))
    room = (WIDTH - 2 * MARGIN) / len(days)
    canvas.line(MARGIN, TOP + TALL, WIDTH - MARGIN)
    for place, day in enumerate(days):
        middle = MARGIN + room * (place + 0.5)
        _pile(canvas, middle - BAR - GAP / 2, day["first"], most, GREEN, filled=True)
        _pile(canvas, middle + GAP / 2, day["second"], most, AMBER, filled=False)
        canvas.say(middle, TOP + TALL + 17, day["label"], 12, INK, at="m", room=room - 2)
        canvas.say(middle, TOP + TALL + 32, day["date"], 11, QUIET, at="m", room=room - 2)
    return canvas.png()


def _explain(canvas: Canvas, legend: Sequence[str]) -> None:
    first, second = legend
    beyond = MARGIN + 15 + width(first, 12) + 18
    canvas.bar((MARGIN, 12, MARGIN + 10, 22), GREEN)
    canvas.say(MARGIN + 15, 21.5, first, 12)
    canvas.bar((beyond, 12, beyond + 10, 22), None, AMBER)
    canvas.say(beyond + 15, 21.5, second, 12, room=WIDTH - MARGIN - beyond - 15)


def _pile(canvas: Canvas, left: float, count: int, most: int, colour: str, *, filled: bool) -> None:
    """A step for each thing; the filled ones and the hollow ones differ also without colours."""
    step = TALL / most
    bottom = TOP + TALL - 2
    if most <= MOST_STEPS:
        for number in range(count):
            foot = bottom - number * step
            _box(canvas, (left, foot - step + 2, left + BAR, foot), colour, filled=filled)
    else:
        _box(canvas, (left, bottom - count * step, left + BAR, bottom), colour, filled=filled)
    if count:
        canvas.say(left + BAR / 2, bottom - count * step - 3, str(count), 11, colour, at="m")


def _box(canvas: Canvas, box: tuple[float, float, float, float], colour: str, *, filled: bool) -> None:
    canvas.bar(box, colour if filled else None, None if filled else colour)
