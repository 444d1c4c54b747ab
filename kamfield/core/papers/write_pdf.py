"""Writes a paper as PDF: A4, headings of the table again on every page, page numbers, glyphs embedded."""

from collections.abc import Iterator
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING

from kamfield.core.papers.blocks import (
    BOTTOM,
    GREY,
    HEIGHT,
    LEFT,
    MOST_LINES,
    RIGHT,
    SMALL,
    TOP,
    WIDTH,
    Block,
    head,
    note_blocks,
    row_blocks,
    rule,
    say,
    sum_block,
    table_head,
)
from kamfield.core.papers.font import NAME, drawable, load, width
from kamfield.core.papers.paper import Paper

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

# The library keeps what it embeds of a font with the font, which all threads share.
_ONE_AT_A_TIME = Lock()


def write_pdf(paper: Paper) -> bytes:
    """The bytes of the document; the same paper gives the same bytes."""
    from reportlab.pdfgen.canvas import Canvas  # only where a paper is written: it is large

    with _ONE_AT_A_TIME:
        load()
        stream = BytesIO()
        canvas = Canvas(stream, pagesize=(WIDTH, HEIGHT), invariant=1, initialFontName=NAME)  # type: ignore[arg-type]
        canvas.setTitle(f"{paper.title} {paper.reference}")
        canvas.setAuthor(paper.sender[0] if paper.sender else "")
        pages = list(_pages(paper))
        for number, blocks in enumerate(pages, 1):
            _draw(canvas, paper, blocks, number, len(pages))
        canvas.save()
        return stream.getvalue()


def _pages(paper: Paper) -> Iterator[list[Block]]:
    page: list[Block] = []
    room = TOP - BOTTOM
    headings = table_head(paper.columns)
    for block in _blocks(paper, headings):
        if block.height > room and page:
            yield page
            page = [headings] if block.is_row else []
            room = TOP - BOTTOM - 22 - sum(one.height for one in page)
        page.append(block)
        room -= block.height
    yield page


def _blocks(paper: Paper, headings: Block) -> Iterator[Block]:
    yield head(paper)
    if paper.rows:
        first, *others = (block for row in paper.rows for block in row_blocks(paper.columns, row))
        yield _together(headings, first)
        yield from others
    for start in range(0, len(paper.sums), MOST_LINES):
        yield sum_block(paper.sums[start : start + MOST_LINES])
    for heading, text in paper.notes:
        yield from note_blocks(heading, text)


def _together(above: Block, below: Block) -> Block:
    def draw(canvas: "Canvas", y: float) -> None:
        above.draw(canvas, y)
        below.draw(canvas, y - above.height)

    return Block(above.height + below.height, draw)


def _draw(canvas: "Canvas", paper: Paper, blocks: list[Block], number: int, count: int) -> None:
    y = TOP
    if number > 1:
        say(canvas, LEFT, y - SMALL, drawable(f"{paper.title} {paper.reference}"), SMALL, GREY)
        y -= 22
    for block in blocks:
        block.draw(canvas, y)
        y -= block.height
    rule(canvas, BOTTOM - 12)
    say(canvas, LEFT, BOTTOM - 24, drawable(f"{paper.title} {paper.reference}"), SMALL, GREY)
    page = drawable(paper.page_of.format(page=number, pages=count))
    say(canvas, RIGHT - width(page, SMALL), BOTTOM - 24, page, SMALL, GREY)
    canvas.showPage()
