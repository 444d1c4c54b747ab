"""The names of a sheet's columns, made unique so that a cell can be asked for by name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from kamfield.core.sheets.errors import HeaderProblemCode, UnreadableSheet
from kamfield.core.sheets.shape import HeaderProblem, Record

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_LETTER = re.compile(r"[^\W\d_]")


def header_of(sample: Sequence[Record], max_columns: int) -> tuple[list[str], tuple[HeaderProblem, ...]]:
    """Column names from the first record of `sample`, and what had to be changed.

    A blank name becomes the column's letter, `(C)`; a repeated one is numbered, `Name (2)`. Blank names at
    the end are dropped when the sample has nothing below them. Raises UnreadableSheet: empty-sheet, no-header
    (not a letter in it), too-many-columns.
    """
    if not sample:
        raise UnreadableSheet("empty-sheet")
    names = _trimmed([column_name(cell) for cell in sample[0].cells], sample[1:])
    if len(names) > max_columns:
        raise UnreadableSheet("too-many-columns", limit=max_columns, columns=len(names))
    if not any(_LETTER.search(name) for name in names):
        raise UnreadableSheet("no-header", row=sample[0].number)
    return _unique(names)


def column_name(text: str) -> str:
    """One line, single spaces, nothing invisible, in composed form: what a saved mapping compares."""
    return " ".join(unicodedata.normalize("NFC", text.translate(_INVISIBLE)).split())


def _trimmed(names: list[str], below: Sequence[Record]) -> list[str]:
    named = max((at for at, name in enumerate(names, start=1) if name), default=0)
    used = max((at for record in below for at, cell in enumerate(record.cells, start=1) if cell.strip()), default=0)
    return names[: max(named, used)]


def _unique(names: list[str]) -> tuple[list[str], tuple[HeaderProblem, ...]]:
    taken: set[str] = set(names)
    columns: list[str] = []
    problems: list[HeaderProblem] = []
    for position, name in enumerate(names, start=1):
        code: HeaderProblemCode | None = "blank-column" if not name else None
        if name in columns:
            code = "duplicate-column"
        column = _free(name or f"({_letters(position)})", taken) if code else name
        taken.add(column)
        columns.append(column)
        if code:
            problems.append(HeaderProblem(code, position, column))
    return columns, tuple(problems)


def _free(name: str, taken: set[str]) -> str:
    if name not in taken:
        return name
    number = 2
    while f"{name} ({number})" in taken:
        number += 1
    return f"{name} ({number})"


def _letters(position: int) -> str:
    letters = ""
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
