"""What a page is made of: pieces that are not torn apart, each knowing its height and how it is drawn."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from kamfield.core.papers.font import NAME, broken, drawable, width
from kamfield.core.papers.paper import Column, Paper, Row, Sum

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 595.28, 841.89  # A4, in points
LEFT, RIGHT, TOP, BOTTOM = 48.0, WIDTH - 48.0, HEIGHT - 46.0, 62.0
LARGE, TITLE, PLAIN, SMALL = 19.0, 11.0, 9.0, 7.6
GREY, BLACK, RULE = 0.42, 0.08, 0.75
GAP, LEADING = 7.0, 1.38
MOST_OF_ADDRESS = 12  # lines
MOST_LINES = 30  # of one piece: a longer text goes on as another piece, so that it fits on a page

Item = TypeVar("Item")


@dataclass(frozen=True)
class Block:
    """A piece of a page; `draw` gets the canvas and where its top is. Rows of the table repeat its head."""

    height: float
    draw: Callable[["Canvas", float], None]
    is_row: bool = False


def say(canvas: "Canvas", x: float, y: float, text: str, size: float = PLAIN, grey: float = BLACK) -> None:
    """A text from a point to the right."""
    canvas.setFont(NAME, size)
    canvas.setFillGray(grey)
    canvas.drawString(x, y, text)


def say_up_to(canvas: "Canvas", x: float, y: float, text: str, room: float, size: float = PLAIN) -> None:
    """A text that ends at a point; one that is too long for its room gets smaller letters rather than be cut."""
    shown = drawable(text)
    needed = width(shown, size)
    size = size if needed <= room else size * room / needed
    say(canvas, x - width(shown, size), y, shown, size)


def rule(canvas: "Canvas", y: float, grey: float = RULE, thickness: float = 0.5) -> None:
    """A line over the whole width."""
    canvas.setStrokeGray(grey)
    canvas.setLineWidth(thickness)
    canvas.line(LEFT, y, RIGHT, y)


def head(paper: Paper) -> Block:
    """Who writes to whom about what."""
    half = (RIGHT - LEFT) / 2 - 12
    sender = [line for text in paper.sender for line in broken(text, SMALL, half)][:MOST_OF_ADDRESS]
    receiver = [line for text in paper.receiver for line in broken(text, PLAIN, half)][:MOST_OF_ADDRESS]
    facts = [(label, broken(value, PLAIN, half - 92)) for label, value in paper.facts]
    subject = broken(paper.subject, TITLE, RIGHT - LEFT)
    fact_lines = sum(len(lines) for _, lines in facts)
    top = 34 + len(sender) * SMALL * LEADING
    middle = max(len(receiver), fact_lines) * PLAIN * LEADING
    height = top + middle + 16 + len(subject) * TITLE * LEADING + 12

    def draw(canvas: "Canvas", y: float) -> None:
        say(canvas, LEFT, y - LARGE, drawable(paper.title), LARGE)
        if paper.mark:
            say(canvas, LEFT, y - LARGE - 15, drawable(paper.mark), PLAIN, 0.35)
        for number, line in enumerate(sender):
            x = RIGHT - width(line, SMALL)
            say(canvas, x, y - PLAIN - number * SMALL * LEADING, line, SMALL, BLACK if number == 0 else GREY)
        below = y - top - PLAIN
        for number, line in enumerate(receiver):
            say(canvas, LEFT, below - number * PLAIN * LEADING, line)
        row = 0
        for label, lines in facts:
            say(canvas, LEFT + half + 24, below - row * PLAIN * LEADING, drawable(label), SMALL, GREY)
            for line in lines:
                say(canvas, LEFT + half + 116, below - row * PLAIN * LEADING, line)
                row += 1
        for number, line in enumerate(subject):
            say(canvas, LEFT, y - top - middle - 16 - TITLE - number * TITLE * LEADING, line, TITLE)

    return Block(height, draw)


def table_head(columns: Sequence[Column]) -> Block:
    """The headings, again on every page."""

    def draw(canvas: "Canvas", y: float) -> None:
        for column, left, room in _places(columns):
            if column.right:
                say_up_to(canvas, left + room, y - SMALL - 2, column.heading, room, SMALL)
            else:
                say(canvas, left, y - SMALL - 2, drawable(column.heading), SMALL)
        rule(canvas, y - SMALL - 8, BLACK, 0.8)

    return Block(SMALL + 14, draw)


def row_blocks(columns: Sequence[Column], row: Row) -> Iterator[Block]:
    """A row; what its small text has beyond a page's worth goes on below, without the numbers."""
    places = list(_places(columns))
    wide = places[row.small_in]
    text = broken(row.cells[row.small_in], PLAIN, wide[2])
    small = broken(row.small, SMALL, wide[2]) if row.small else []
    for number, part in enumerate(_parts(small, MOST_LINES) or [[]]):
        yield _row_block(places, row, text if number == 0 else [], part, is_first=number == 0)


def sum_block(sums: Sequence[Sum]) -> Block:
    """What it comes to, kept together."""
    step = PLAIN * 1.75

    def draw(canvas: "Canvas", y: float) -> None:
        for number, one in enumerate(sums):
            below, size = y - 6 - PLAIN - number * step, TITLE if one.strong else PLAIN
            if one.strong:
                below -= 6
                canvas.setStrokeGray(BLACK)
                canvas.line(RIGHT - 250, below + TITLE + 4, RIGHT, below + TITLE + 4)
            say(canvas, RIGHT - 250, below, drawable(one.label), size, BLACK if one.strong else GREY)
            say_up_to(canvas, RIGHT, below, one.value, 125, size)

    return Block(len(sums) * step + 22, draw)


def note_blocks(heading: str, text: str) -> Iterator[Block]:
    """A heading and lines that may flow over pages; the heading never stands alone at the foot."""
    lines = broken(text, PLAIN, RIGHT - LEFT)

    def draw(canvas: "Canvas", y: float) -> None:
        say(canvas, LEFT, y - 16, drawable(heading), SMALL, GREY)
        say(canvas, LEFT, y - 16 - PLAIN * 1.5, lines[0])

    yield Block(16 + PLAIN * 1.5 + 5, draw)
    for line in lines[1:]:
        yield _line_block(line)


def _line_block(line: str) -> Block:
    return Block(PLAIN * LEADING, lambda canvas, y: say(canvas, LEFT, y - PLAIN, line))


def _row_block(
    places: Sequence[tuple[Column, float, float]],
    row: Row,
    text: Sequence[str],
    small: Sequence[str],
    *,
    is_first: bool,
) -> Block:
    tall = len(text) * PLAIN * LEADING + len(small) * SMALL * LEADING
    height = max(tall, PLAIN * LEADING) + GAP

    def draw(canvas: "Canvas", y: float) -> None:
        for number, (column, left, room) in enumerate(places):
            if not is_first or number == row.small_in:
                continue
            if column.right:
                say_up_to(canvas, left + room, y - PLAIN - 2, row.cells[number], room)
            else:
                say(canvas, left, y - PLAIN - 2, drawable(row.cells[number]))
        x = places[row.small_in][1]
        for number, line in enumerate(text):
            say(canvas, x, y - PLAIN - 2 - number * PLAIN * LEADING, line)
        below = y - len(text) * PLAIN * LEADING - 2
        for number, line in enumerate(small):
            say(canvas, x, below - SMALL - number * SMALL * LEADING, line, SMALL, GREY)
        rule(canvas, y - height + 1)

    return Block(height, draw, is_row=True)


def _places(columns: Sequence[Column]) -> Iterator[tuple[Column, float, float]]:
    """Each column with its left edge and its room; the widest takes what the others leave."""
    widest = max(columns, key=lambda one: one.width)
    left_over = RIGHT - LEFT - sum(one.width for one in columns if one is not widest)
    left = LEFT
    for column in columns:
        taken = left_over if column is widest else column.width
        yield column, left, taken - GAP
        left += taken


def _parts(items: Sequence[Item], most: int) -> list[Sequence[Item]]:
    return [items[start : start + most] for start in range(0, len(items), most)]
