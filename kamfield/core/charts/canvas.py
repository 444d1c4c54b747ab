"""A sheet that is measured in pixels of the page and drawn three times as fine, in a few colours."""

import io
from collections.abc import Callable
from functools import cache, lru_cache

from PIL import Image, ImageColor, ImageDraw, ImageFont

from kamfield.core.charts.size import WIDTH
from kamfield.core.papers.font import FILE, drawable

DENSITY = 3
PAPER, INK, QUIET, LINE = "#f6f8f7", "#17211c", "#55635c", "#c3ccc7"
GREEN, PALE, AMBER = "#12694a", "#a9d8c4", "#8f5600"
# Sixteen colours, half a byte each: the paper, and what is drawn with, of which the edge of a letter lets the paper
# shine through. A sheet holds their numbers from the beginning; to find them in a picture afterwards took longer than
# all the drawing.
EDGES = {**dict.fromkeys((INK, QUIET, GREEN, AMBER), (1, 0.65, 0.3)), PALE: (1,), LINE: (1,)}
NUMBERS = {colour: 1 + sum(map(len, list(EDGES.values())[:place])) for place, colour in enumerate(EDGES)}
RUNS = 3  # of the same number are what zlib shall look for: half the time, and no larger

Box = tuple[float, float, float, float]


class Canvas:
    """Shapes first, letters on top of them; `png` puts them together."""

    def __init__(self, height: float):
        self.height = height
        self._sheet = Image.new("L", (round(WIDTH * DENSITY), round(height * DENSITY)))
        self._draw = ImageDraw.Draw(self._sheet)
        self._letters: list[Callable[[], None]] = []

    def bar(self, box: Box, fill: str | None, edge: str | None = None, *, round_by: float = 2) -> None:
        """A box with round corners: left, top, right, bottom."""
        left, top, right, bottom = (round(side * DENSITY) for side in box)
        if right <= left or bottom <= top:
            return
        radius = min(round_by * DENSITY, (right - left) / 2, (bottom - top) / 2)
        inside, outline = (NUMBERS[colour] if colour else None for colour in (fill, edge))
        self._draw.rounded_rectangle(
            (left, top, right - 1, bottom - 1), radius, inside, outline, DENSITY if edge else 0
        )

    def line(self, x: float, y: float, to_x: float, colour: str = LINE) -> None:
        """A thin level line."""
        ends = (x * DENSITY, y * DENSITY, to_x * DENSITY, y * DENSITY)
        self._draw.line(ends, fill=NUMBERS[colour], width=DENSITY)

    def say(
        self, x: float, y: float, text: str, size: float = 12, colour: str = INK, *, at: str = "l", room: float = WIDTH
    ) -> None:
        """A text on its base line: `at` says whether it begins (l), is centred (m) or ends (r) at x.

        What has no room gets an ellipsis.
        """
        left, top, letters, shape = _written(drawable(text), size, colour, at, room)
        place = (round(x * DENSITY) + left, round(y * DENSITY) + top)
        self._letters.append(lambda: self._sheet.paste(letters, place, shape))

    def png(self) -> bytes:
        """The picture; few colours make it small and soon written."""
        for write in self._letters:
            write()
        self._sheet.putpalette(_palette())
        stream = io.BytesIO()
        self._sheet.save(stream, "PNG", compress_type=RUNS)
        return stream.getvalue()


def width(text: str, size: float) -> float:
    """How long a text is, in pixels of the page."""
    return _font(size).getlength(drawable(text)) / DENSITY


@cache
def _palette() -> list[int]:
    paper = ImageColor.getrgb(PAPER)
    mixed = [
        round(ink * part + under * (1 - part))
        for colour, parts in EDGES.items()
        for part in parts
        for ink, under in zip(ImageColor.getrgb(colour), paper, strict=True)
    ]
    return [*paper, *mixed]


@lru_cache(maxsize=128)  # the words of one week stand in thousands of pictures
def _written(text: str, size: float, colour: str, at: str, room: float) -> tuple[int, int, Image.Image, Image.Image]:
    """A text in the numbers of its colour, where it belongs beside its place, and where there is ink."""
    font = _font(size)
    shown = _fitting(text, font, room * DENSITY)
    left, top, right, bottom = (round(side) for side in font.getbbox(shown, anchor=f"{at}s"))
    letters = Image.new("L", (max(1, right - left), max(1, bottom - top)))
    ImageDraw.Draw(letters).text((-left, -top), shown, fill=255, font=font, anchor=f"{at}s")
    numbers = letters.point([_number(colour, ink / 255) for ink in range(256)])
    return left, top, numbers, numbers.point([0] + [255] * 255)


def _number(colour: str, ink: float) -> int:
    """The colour that is nearest to so much ink on paper."""
    shades = {0: 0.0, **{NUMBERS[colour] + place: part for place, part in enumerate(EDGES[colour])}}
    return min(shades, key=lambda number: abs(shades[number] - ink))


def _fitting(text: str, font: ImageFont.FreeTypeFont, room: float) -> str:
    if font.getlength(text) <= room:
        return text
    fits = next((end for end in range(len(text), 0, -1) if font.getlength(text[:end] + "…") <= room), 0)
    return text[:fits].rstrip() + "…"


@cache
def _font(size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FILE), size * DENSITY, layout_engine=ImageFont.Layout.BASIC)
