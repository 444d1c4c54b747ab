"""What a sheet looks like once read, whatever kind of file it came from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from kamfield.core.sheets.errors import HeaderProblemCode, RowProblemCode

MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may ask of the machine; what goes beyond is refused, never half read."""

    max_bytes: int = 64 * MEBIBYTE
    max_columns: int = 500
    max_rows: int = 1_048_576  # what a spreadsheet program shows
    max_row_chars: int = 4 * MEBIBYTE
    workbook_bytes: int = 768 * MEBIBYTE  # memory a spreadsheet may unfold into while it is converted
    workbook_seconds: int = 60


class RecordFault(NamedTuple):
    """What is wrong with a record, at which cell (counted from 0; None: the record as a whole)."""

    code: RowProblemCode
    at: int | None
    text: str


class Record(NamedTuple):
    """One non-blank line of the table before its cells have names."""

    number: int
    cells: list[str]
    faults: tuple[RecordFault, ...] = ()


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with a row; `column` is None when it is the row as a whole."""

    code: RowProblemCode
    column: str | None
    value: str


@dataclass(frozen=True, slots=True)
class Row:
    """`number` as the spreadsheet program shows it (the header usually is 1), text by column name."""

    number: int
    cells: dict[str, str]
    problems: tuple[RowProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class HeaderProblem:
    """A column whose name was missing or taken; `position` counts from 1, `column` is the name it got."""

    code: HeaderProblemCode
    position: int
    column: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with named columns; `rows` starts from the top each time it is called, and calls may overlap.

    `kind` is csv, xlsx, xls, xlsb or ods; `encoding` and `delimiter` are those of a CSV, `worksheet` and
    `worksheets` those of a spreadsheet. The stream given to `open_sheet` must stay open while rows are read.
    """

    kind: str
    columns: list[str]
    problems: tuple[HeaderProblem, ...]
    rows: Callable[[], Iterator[Row]] = field(repr=False)
    encoding: str | None = None
    delimiter: str | None = None
    worksheet: str | None = None
    worksheets: tuple[str, ...] = ()
