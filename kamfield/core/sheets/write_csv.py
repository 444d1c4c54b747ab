"""Writing tables that open well in a spreadsheet program and come back unchanged through `open_sheet`."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import BinaryIO

from kamfield.core.sheets.cell_text import cell_text
from kamfield.core.sheets.formulas import armed_text

ROWS_PER_WRITE = 500


def write_csv(stream: BinaryIO, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """UTF-8 with byte-order mark (Excel then shows Chinese), comma, CRLF; rows are taken one by one.

    Values may be text, numbers, booleans, dates, instants or None; money comes as text, from `money_text`. Text that
    begins like a formula gets an apostrophe, which `open_sheet` takes off again; numbers never do. Half characters
    (lone surrogates) become "?".
    """
    stream.write(codecs.BOM_UTF8)
    stream.writelines(csv_lines(chain([columns], rows)))


def csv_lines(rows: Iterable[Sequence[object]]) -> Iterable[bytes]:
    """The rows as CSV in portions of some hundred lines, for an answer that is streamed."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    for count, row in enumerate(rows, start=1):
        writer.writerow([_csv_cell(value) for value in row])
        if count % ROWS_PER_WRITE == 0:
            yield _taken(buffer)
    yield _taken(buffer)


def _csv_cell(value: object) -> str:
    return armed_text(value) if isinstance(value, str) else cell_text(value)


def _taken(buffer: io.StringIO) -> bytes:
    portion = buffer.getvalue().encode("utf-8", errors="replace")
    buffer.seek(0)
    buffer.truncate()
    return portion
