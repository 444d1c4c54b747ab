"""Opening a CSV or a spreadsheet as rows of named cells; its content says what it is, not its name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import PurePath
from typing import BinaryIO

from kamfield.core.sheets.csv_records import csv_records, text_of
from kamfield.core.sheets.delimiter import delimiter_of, hinted_delimiter
from kamfield.core.sheets.encoding import encoding_of, is_encoding
from kamfield.core.sheets.errors import UnreadableSheet
from kamfield.core.sheets.header import header_of
from kamfield.core.sheets.shape import Limits, Record, Row, RowProblem, Sheet
from kamfield.core.sheets.window import check_bytes, view
from kamfield.core.sheets.workbook import opened_workbook

SAMPLE_CHARS = 1 << 18
HEADER_SAMPLE_ROWS = 100
FEW_CONTROLS = 64  # a short text may well have some; more, and one letter in twenty, is no text
PACKAGES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # zip: xlsx, xlsb, ods · OLE: xls, and xlsx with a password

_FOREIGN = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"\x1f\x8b", "archive"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"{\\rtf", "rtf"),
)
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(!doctype|html|head|body|table|\?xml)", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f]")


def open_sheet(
    stream: BinaryIO,
    filename: str | None = None,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    worksheet: str | None = None,
    limits: Limits | None = None,
) -> Sheet:
    """The table in a CSV, XLSX, XLS, XLSB or ODS; a seekable stream, whose place neither matters nor is kept.

    What is not given is found out. Of `filename` only .tsv and .tab matter, as a hint. Rows of a CSV are read
    from the stream as they are asked for, in bounded memory; a spreadsheet is converted to a temporary file.
    Raises UnreadableSheet, for a CSV also while rows are read (too-many-rows, row-too-long, stray-quotes).
    """
    limits = limits or Limits()
    check_bytes(stream, limits.max_bytes)
    head = view(stream).read(4096)
    if not head.strip(b"\0\t\r\n \xef\xbb\xbf\xff\xfe") and not view(stream).read(SAMPLE_CHARS).strip():
        raise UnreadableSheet("empty-sheet")
    if head.startswith(PACKAGES):
        return _from_workbook(stream, worksheet, limits)
    _refuse_foreign(head)
    return _from_csv(stream, filename or "", encoding, delimiter, limits)


def _refuse_foreign(head: bytes) -> None:
    kind = next((kind for magic, kind in _FOREIGN if head.startswith(magic)), None)
    if kind is None and _MARKUP.match(head):
        kind = "html"
    if kind:
        raise UnreadableSheet("not-a-sheet", kind=kind)


def _from_csv(stream: BinaryIO, filename: str, encoding: str | None, delimiter: str | None, limits: Limits) -> Sheet:
    encoding = encoding or encoding_of(stream)
    if not is_encoding(encoding):
        raise UnreadableSheet("unknown-encoding", encoding=encoding)
    sample = text_of(stream, encoding).read(SAMPLE_CHARS)
    if len(_CONTROLS.findall(sample)) > max(FEW_CONTROLS, 0.05 * len(sample)):
        raise UnreadableSheet("not-a-sheet", kind="binary")
    delimiter = delimiter or _found_delimiter(sample, filename)

    def records() -> Iterator[Record]:
        return csv_records(stream, encoding, delimiter, limits)

    return replace(_named(records, "csv", limits), encoding=encoding, delimiter=delimiter)


def _found_delimiter(sample: str, filename: str) -> str:
    if hint := hinted_delimiter(sample.partition("\n")[0]):
        return hint
    is_tabbed = PurePath(filename).suffix.lower() in (".tsv", ".tab") and "\t" in sample
    return "\t" if is_tabbed else delimiter_of(sample)


def _from_workbook(stream: BinaryIO, worksheet: str | None, limits: Limits) -> Sheet:
    book = opened_workbook(stream, worksheet, limits)
    sheet = _named(book.records, book.kind, limits)
    return replace(sheet, worksheet=book.worksheet, worksheets=book.worksheets)


def _named(records: Callable[[], Iterator[Record]], kind: str, limits: Limits) -> Sheet:
    """The first record names the columns, the others are rows."""
    sample = list(islice(records(), HEADER_SAMPLE_ROWS))
    columns, problems = header_of(sample, limits.max_columns)

    def rows() -> Iterator[Row]:
        return (_row(record, columns) for record in islice(records(), 1, None))

    return Sheet(kind, columns, problems, rows)


def _row(record: Record, columns: list[str]) -> Row:
    cells = dict.fromkeys(columns, "") | dict(zip(columns, record.cells, strict=False))
    return Row(record.number, cells, tuple(_problems(record, columns)))


def _problems(record: Record, columns: list[str]) -> Iterator[RowProblem]:
    for code, at, text in record.faults:
        yield RowProblem(code, None if at is None or at >= len(columns) else columns[at], text)
    if beyond := [cell for cell in record.cells[len(columns) :] if cell.strip()]:
        yield RowProblem("too-many-cells", None, " | ".join(beyond))
