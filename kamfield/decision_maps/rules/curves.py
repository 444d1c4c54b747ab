"""The lines of a decision map as curves that go round the people between."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from kamfield.decision_maps.rules.codes import Influence
from kamfield.decision_maps.rules.layout import BOX_HEIGHT, BOX_WIDTH, GAP, ROW_GAP, Box, Layout, Row
from kamfield.decision_maps.rules.people import Line

BEND, MOST_BEND = 40, ROW_GAP * 0.95
APART = 7  # pixels between two curves in one gap

Point = tuple[float, float]


class Side(IntEnum):
    """Where a curve leaves a box, or comes in."""

    TOP = -1
    BOTTOM = 1


@dataclass(frozen=True, slots=True)
class Curve:
    """One line, as the `d` of an SVG path, and whom it joins."""

    kind: Influence
    path: str
    line: Line


def curves(layout: Layout, lines: Iterable[Line]) -> list[Curve]:
    """All lines of a map. Those that share a side of a box or a gap between boxes keep apart."""
    lines = list(lines)
    boxes = layout.boxes
    ports = _ports(boxes, lines)
    crowd: Counter[tuple[int, float]] = Counter()
    return [
        Curve(line.kind, _path(layout, boxes, ports, crowd, number, line), line) for number, line in enumerate(lines)
    ]


def _path(
    layout: Layout,
    boxes: Mapping[str, Box],
    ports: Mapping[tuple[int, bool], float],
    crowd: Counter[tuple[int, float]],
    number: int,
    line: Line,
) -> str:
    start, end = boxes[line.from_id], boxes[line.to_id]
    from_side, to_side = _sides(start, end)
    first: Point = (ports[number, True], _edge(start, from_side))
    last: Point = (ports[number, False], _edge(end, to_side))
    if start.row == end.row:
        return _bow(first, last)
    step = 1 if end.row > start.row else -1
    between = [layout.rows[row] for row in range(start.row + step, end.row, step)]
    return _through(first, last, between, crowd, downwards=step > 0)


def _bow(first: Point, last: Point) -> str:
    """Over the heads of a row."""
    bend = first[1] - min(MOST_BEND, BEND + abs(last[0] - first[0]) / 12)
    return f"M{_at(first)} C{_at((first[0], bend))} {_at((last[0], bend))} {_at(last)}"


def _through(
    first: Point, last: Point, between: Iterable[Row], crowd: Counter[tuple[int, float]], *, downwards: bool
) -> str:
    """Down or up, through the nearest gap of each row on the way."""
    path, here = f"M{_at(first)}", first
    for row in between:
        near, far = (row.y, row.y + BOX_HEIGHT) if downwards else (row.y + BOX_HEIGHT, row.y)
        share = (row.y - first[1]) / (last[1] - first[1])
        x = _gap(row, first[0] + share * (last[0] - first[0]), crowd)
        path += f" {_swing(here, (x, near))} V{far:.1f}"
        here = (x, far)
    return f"{path} {_swing(here, last)}"


def _swing(here: Point, there: Point) -> str:
    half = (here[1] + there[1]) / 2
    return f"C{_at((here[0], half))} {_at((there[0], half))} {_at(there)}"


def _gap(row: Row, wish: float, crowd: Counter[tuple[int, float]]) -> float:
    """The x of the gap of a row that is nearest to a wish; beside the row everything is free."""
    left, right = row.boxes[0].x - GAP / 2, row.boxes[-1].x + BOX_WIDTH + GAP / 2
    if not left < wish < right:
        return wish
    x = min((left, *(box.x + BOX_WIDTH + GAP / 2 for box in row.boxes)), key=lambda gap: abs(gap - wish))
    crowd[row.boxes[0].row, x] += 1
    count = crowd[row.boxes[0].row, x]
    return x + (count // 2) * APART * (1 if count % 2 else -1)


def _ports(boxes: Mapping[str, Box], lines: list[Line]) -> dict[tuple[int, bool], float]:
    """The x at which each line begins (True) and ends (False), spread over the side of its box."""
    ends: defaultdict[tuple[str, Side], list[tuple[float, int, bool]]] = defaultdict(list)
    for number, line in enumerate(lines):
        start, end = boxes[line.from_id], boxes[line.to_id]
        from_side, to_side = _sides(start, end)
        ends[line.from_id, from_side].append((end.middle, number, True))
        ends[line.to_id, to_side].append((start.middle, number, False))
    found = {}
    for (person_id, _), many in ends.items():
        for place, (_, number, is_start) in enumerate(sorted(many), 1):
            found[number, is_start] = boxes[person_id].x + BOX_WIDTH * place / (len(many) + 1)
    return found


def _sides(start: Box, end: Box) -> tuple[Side, Side]:
    if start.row == end.row:
        return Side.TOP, Side.TOP
    return (Side.BOTTOM, Side.TOP) if end.row > start.row else (Side.TOP, Side.BOTTOM)


def _edge(box: Box, side: Side) -> float:
    return box.y if side == Side.TOP else box.y + BOX_HEIGHT


def _at(point: Point) -> str:
    return f"{point[0]:.1f},{point[1]:.1f}"
