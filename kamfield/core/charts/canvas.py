"""A sheet that is measured in pixels of the page and drawn three times as fine, shapes with smooth edges."""

import io
from collections.abc import Callable
from functools import cache

from PIL import Image, ImageColor, ImageDraw, ImageFont

from kamfield.core.charts.size import WIDTH
from kamfield.core.papers.font import FILE, drawable

DENSITY = 3
SMOOTH = 2  # shapes are drawn so much larger, and made small
PAPER, INK, QUIET, LINE = "#f6f8f7", "#17211c", "#55635c", "#c3ccc7"
GREEN, PALE, AMBER = "#12694a", "#a9d8c4", "#8f5600"
# Sixteen colours, half a byte each: what is drawn with, and how much of it an edge lets the paper shine through. To
# look for the best ones in every picture took longer than all the drawing.
EDGES = {**dict.fromkeys((INK, QUIET, GREEN, AMBER), (1, 0.65, 0.3)), PALE: (1, 0.5), LINE: (1,)}

Box = tuple[float, float, float, float]


class Canvas:
    """Shapes first, letters on top of them; `png` puts them together."""

    def __init__(self, height: float):
        self.height = height
        fine = DENSITY * SMOOTH
        self._shapes = Image.new("RGB", (round(WIDTH * fine), round(height * fine)), PAPER)
        self._draw = ImageDraw.Draw(self._shapes)
        self._letters: list[Callable[[ImageDraw.ImageDraw], None]] = []

    def bar(self, box: Box, fill: str | None, edge: str | None = None, *, round_by: float = 2) -> None:
        """A box with round corners: left, top, right, bottom."""
        fine = DENSITY * SMOOTH
        left, top, right, bottom = (round(side * fine) for side in box)
        if right <= left or bottom <= top:
            return
        radius = min(round_by * fine, (right - left) / 2, (bottom - top) / 2)
        edges = {"outline": edge, "width": fine} if edge else {}
        self._draw.rounded_rectangle((left, top, right - 1, bottom - 1), radius, fill=fill, **edges)  # type: ignore[arg-type]

    def line(self, x: float, y: float, to_x: float, colour: str = LINE) -> None:
        """A thin level line."""
        fine = DENSITY * SMOOTH
        self._draw.line((x * fine, y * fine, to_x * fine, y * fine), fill=colour, width=fine)

    def say(
        self, x: float, y: float, text: str, size: float = 12, colour: str = INK, *, at: str = "l", room: float = WIDTH
    ) -> None:
        """A text on its base line: `at` says whether it begins (l), is centred (m) or ends (r) at x.

        What has no room gets an ellipsis.
        """
        font = _font(size)
        shown = _fitting(drawable(text), font, room * DENSITY)
        place = (x * DENSITY, y * DENSITY)
        self._letters.append(lambda draw: draw.text(place, shown, fill=colour, font=font, anchor=f"{at}s"))

    def png(self) -> bytes:
        """The picture; few colours make it small and soon written."""
        picture = self._shapes.reduce(SMOOTH)
        draw = ImageDraw.Draw(picture)
        for write in self._letters:
            write(draw)
        few = picture.quantize(palette=_palette(), dither=Image.Dither.NONE)
        stream = io.BytesIO()
        few.save(stream, "PNG", compress_level=6)
        return stream.getvalue()


def width(text: str, size: float) -> float:
    """How long a text is, in pixels of the page."""
    return _font(size).getlength(drawable(text)) / DENSITY


@cache
def _palette() -> Image.Image:
    paper = ImageColor.getrgb(PAPER)
    mixed = [
        round(ink * part + under * (1 - part))
        for colour, parts in EDGES.items()
        for part in parts
        for ink, under in zip(ImageColor.getrgb(colour), paper, strict=True)
    ]
    palette = Image.new("P", (1, 1))
    palette.putpalette([*paper, *mixed])
    return palette


def _fitting(text: str, font: ImageFont.FreeTypeFont, room: float) -> str:
    if font.getlength(text) <= room:
        return text
    fits = next((end for end in range(len(text), 0, -1) if font.getlength(text[:end] + "…") <= room), 0)
    return text[:fits].rstrip() + "…"


@cache
def _font(size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FILE), size * DENSITY, layout_engine=ImageFont.Layout.BASIC)
