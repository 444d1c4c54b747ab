"""The one font of our papers, and how texts are broken into lines with it.

It has every character that Noto Sans CJK SC has for Chinese, also the rare ones of names, and from Source Sans Pro what
that lacks of the Latin, Greek and Cyrillic scripts. A character it does not have is shown as 〓: never as nothing.
"""

import re
import struct
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

NAME = "KamfieldSans"
FILE = Path(__file__).parent / "fonts" / "KamfieldSans-Regular.ttf"
NO_GLYPH = "〓"

# A word, or one Chinese character; what may not begin a line stays with what is before it.
_PIECE = re.compile(r"\s+|[^\s\u2e80-\U0003ffff]+|[\u2e80-\U0003ffff][，。；：、！？）》」』】％”’]*")


@lru_cache(maxsize=1)
def glyphs() -> frozenset[int]:
    """The characters the font has, from its own list of them (OpenType's `cmap`, format 12: from one to another).

    Read here, because a mail's picture needs no more of the font than that: the library takes 25 MB to read it all.
    """
    with FILE.open("rb") as file:
        _, tables = _read(file, 0, ">LH")
        found = dict(_read(file, 12 + 16 * number, ">4s4xL") for number in range(tables))
        _, count = _read(file, found[b"cmap"], ">HH")
        listed = [_read(file, found[b"cmap"] + 4 + 8 * number, ">4xL")[0] for number in range(count)]
        last = found[b"cmap"] + listed[-1]
        _, groups = _read(file, last, ">H10xL")
        spans = [_read(file, last + 16 + 12 * number, ">LL") for number in range(groups)]
    return frozenset(letter for first, end in spans for letter in range(first, end + 1))


def _read(file: BinaryIO, at: int, form: str) -> Any:
    file.seek(at)
    return struct.unpack(form, file.read(struct.calcsize(form)))


def drawable(text: str) -> str:
    """The text with a visible mark for each character that the font does not have."""
    known = glyphs()
    return "".join(letter if ord(letter) in known else NO_GLYPH for letter in text.replace("\t", " "))


def width(text: str, size: float) -> float:
    """How long a drawable text is, in points."""
    return float(load().stringWidth(text, size))


def broken(text: str, size: float, room: float) -> list[str]:
    """The lines of a text that fit into a width: Chinese breaks anywhere, other words at blanks if they can."""
    return [line for part in text.splitlines() or [""] for line in _filled(drawable(part), size, room)]


@lru_cache(maxsize=1)
def load() -> "TTFont":
    """Read once per process (a quarter of a second), and known to the library from then on."""
    from reportlab.pdfbase import pdfmetrics  # only where a paper is written: it is large
    from reportlab.pdfbase.ttfonts import TTFont

    font = TTFont(NAME, str(FILE))
    pdfmetrics.registerFont(font)
    return font


def _filled(text: str, size: float, room: float) -> Iterator[str]:
    line = ""
    for piece in _pieces(text, size, room):
        if line and width((line + piece).rstrip(), size) > room:
            yield line.rstrip()
            line = ""
        line += piece if line else piece.lstrip()
    yield line.rstrip()


def _pieces(text: str, size: float, room: float) -> Iterator[str]:
    for piece in _PIECE.findall(text):
        while width(piece, size) > room and len(piece) > 1:
            fits = next(count for count in range(len(piece), 0, -1) if count == 1 or width(piece[:count], size) <= room)
            yield piece[:fits]
            piece = piece[fits:]
        yield piece
