"""How far people have come with their clients: a row per person, a bar per class of clients."""

from collections.abc import Mapping, Sequence
from typing import Any

from kamfield.core.charts.canvas import GREEN, INK, PALE, QUIET, Canvas, width
from kamfield.core.charts.size import WIDTH

MARGIN, HEAD, ROW, FOOT = 12, 52, 34, 8
NAMES = 92
GAP = 10
BAR = 8


def cover(rows: Sequence[Mapping[str, Any]], classes: Sequence[str], legend: Sequence[str]) -> bytes:
    """`rows`: `{"name", "cells": [[reached, to come, all], …]}` with a cell per class; the first row is the sum.

    `legend` names what is reached, what is to come, and what is neither.
    """
    canvas = Canvas(HEAD + ROW * len(rows) + FOOT)
    _explain(canvas, legend)
    room = (WIDTH - 2 * MARGIN - NAMES) / len(classes)
    for place, name in enumerate(classes):
        canvas.say(MARGIN + NAMES + room * place, HEAD - 6, name, 12, QUIET, room=room - GAP)
    for number, row in enumerate(rows):
        top = HEAD + ROW * number
        canvas.line(MARGIN, top, WIDTH - MARGIN)
        canvas.say(MARGIN, top + 21, row["name"], 12.5, INK, room=NAMES - GAP)
        for place, cell in enumerate(row["cells"]):
            left = MARGIN + NAMES + room * place
            _gauge(canvas, left, left + room - GAP, top, *cell)
    return canvas.png()


def _explain(canvas: Canvas, legend: Sequence[str]) -> None:
    left: float = MARGIN
    for name, (fill, edge) in zip(legend, ((GREEN, GREEN), (PALE, GREEN), (None, QUIET)), strict=True):
        canvas.bar((left, 12, left + 10, 22), fill, edge)
        canvas.say(left + 14, 21.5, name, 12, room=WIDTH - MARGIN - left - 14)
        left += 14 + width(name, 12) + 14


def _gauge(canvas: Canvas, left: float, right: float, top: float, reached: int, to_come: int, of_all: int) -> None:
    if not of_all:
        canvas.say(left, top + 21, "–", 12, QUIET)
        return
    canvas.say(left, top + 15, f"{reached}", 12.5, GREEN)
    after = left + width(f"{reached}", 12.5)
    if to_come:
        canvas.say(after, top + 15, f"+{to_come}", 12.5, QUIET)
        after += width(f"+{to_come}", 12.5)
    canvas.say(after, top + 15, f" / {of_all}", 11, QUIET)
    per_client, above, below = (right - left) / of_all, top + 20, top + 20 + BAR
    canvas.bar((left, above, right, below), None, QUIET)
    canvas.bar((left, above, left + per_client * (reached + to_come), below), PALE, GREEN)
    canvas.bar((left, above, left + per_client * reached, below), GREEN, GREEN)
