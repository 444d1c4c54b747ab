"""Where the people of a decision map stand on the page: those who approve above, those who use it below.

Rows are the buying roles. Within a row people stand near those they have lines with: the barycentre method of
Sugiyama, Tagawa and Toda (1981), a few sweeps, of which the order with the fewest crossings is kept.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import ceil
from statistics import fmean

from kamfield.decision_maps.rules.codes import BuyingRole
from kamfield.decision_maps.rules.people import DecisionMap, Line, Person

BOX_WIDTH, BOX_HEIGHT = 192, 92
GAP, ROW_GAP = 36, 88
MARGIN, MARGIN_LEFT, MARGIN_TOP = 24, 132, 64
LEGEND_HEIGHT = 92
MOST_IN_A_ROW = 6
LEAST_WIDTH = 700  # of the legend
SWEEPS = 6

ROLES: tuple[BuyingRole | None, ...] = (*BuyingRole, None)


@dataclass(frozen=True, slots=True)
class Box:
    """Where somebody stands; `x` and `y` are the upper left corner, in pixels."""

    person: Person
    x: float
    y: float
    row: int

    @property
    def middle(self) -> float:
        """The x of its middle."""
        return self.x + BOX_WIDTH / 2


@dataclass(frozen=True, slots=True)
class Row:
    """People of one role side by side; a role with many has several rows, of which the first bears its name."""

    role: BuyingRole | None
    boxes: tuple[Box, ...]
    y: float
    is_first: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """The page, in pixels."""

    width: float
    height: float
    rows: tuple[Row, ...]

    @property
    def boxes(self) -> dict[str, Box]:
        """Everybody, by id."""
        return {box.person.id: box for row in self.rows for box in row.boxes}


def lay_out(found: DecisionMap) -> Layout:
    """Gives everybody a place."""
    orders = _by_role(found.people)
    best = _placed(orders)
    fewest = crossings(best, found.lines)
    for sweep in range(SWEEPS):
        current = _placed(orders)
        orders = [_nearer(order, current.boxes, found.lines, downwards=sweep % 2 == 0) for order in orders]
        current = _placed(orders)
        if (count := crossings(current, found.lines)) < fewest:
            best, fewest = current, count
    return best


def crossings(layout: Layout, lines: Iterable[Line]) -> int:
    """How often two straight lines between the middles of the boxes cross."""
    boxes = layout.boxes
    ends = [tuple(sorted((boxes[one].row, boxes[one].middle) for one in (line.from_id, line.to_id))) for line in lines]
    return sum(_cross(a, b) for a, b in combinations(ends, 2) if a[0][0] == b[0][0] and a[1][0] == b[1][0])


def _cross(a: Sequence[tuple[int, float]], b: Sequence[tuple[int, float]]) -> bool:
    return (a[0][1] - b[0][1]) * (a[1][1] - b[1][1]) < 0


def _by_role(people: Iterable[Person]) -> list[list[Person]]:
    known = sorted(people, key=lambda person: (person.name, person.id))
    orders = [[person for person in known if person.role == role] for role in ROLES]
    return [order for order in orders if order]


def _nearer(order: list[Person], boxes: Mapping[str, Box], lines: Iterable[Line], *, downwards: bool) -> list[Person]:
    """The people of a role, each as near as may be to those above (or below) they have lines with."""

    def wish(person: Person) -> float:
        mine = boxes[person.id]
        others = [boxes[one] for line in lines for one in _other_end(line, person.id)]
        near = [box.middle for box in others if (box.row < mine.row if downwards else box.row > mine.row)]
        return fmean(near) if near else mine.middle

    return sorted(order, key=wish)


def _other_end(line: Line, person_id: str) -> tuple[str, ...]:
    if line.from_id == person_id:
        return (line.to_id,)
    return (line.from_id,) if line.to_id == person_id else ()


def _placed(orders: Sequence[list[Person]]) -> Layout:
    shares = [share for order in orders for share in _shares(order)]
    widest = max((len(share) for share in shares), default=1)
    width = max(LEAST_WIDTH, MARGIN_LEFT + widest * (BOX_WIDTH + GAP) + MARGIN)
    rows = [_row(number, shares, width) for number in range(len(shares))]
    height = MARGIN_TOP + len(rows) * (BOX_HEIGHT + ROW_GAP) - ROW_GAP / 2 + LEGEND_HEIGHT
    return Layout(width, height, tuple(rows))


def _shares(order: Sequence[Person]) -> list[Sequence[Person]]:
    """A long row in several of about the same length."""
    size = ceil(len(order) / ceil(len(order) / MOST_IN_A_ROW))
    return [order[start : start + size] for start in range(0, len(order), size)]


def _row(number: int, shares: Sequence[Sequence[Person]], width: float) -> Row:
    share = shares[number]
    y = MARGIN_TOP + number * (BOX_HEIGHT + ROW_GAP)
    free = width - MARGIN_LEFT - MARGIN - len(share) * (BOX_WIDTH + GAP)
    left = MARGIN_LEFT + free / 2 + GAP / 2
    boxes = tuple(Box(person, left + place * (BOX_WIDTH + GAP), y, number) for place, person in enumerate(share))
    is_first = number == 0 or shares[number - 1][0].role != share[0].role
    return Row(share[0].role, boxes, y, is_first)
