"""Writing a worksheet row by row: text stays text, days and numbers are what they are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from itertools import chain, islice
from math import isfinite
from typing import Any, BinaryIO, Literal

from kamfield.core.sheets.cell_text import cell_text

ColumnKind = Literal["text", "integer", "decimal", "money", "percent", "day", "instant"]

FORMATS: Mapping[str, str] = {
    "text": "@",
    "integer": "0",
    "decimal": "General",
    "money": "#,##0.00",
    "percent": "0%",
    "day": "yyyy-mm-dd",
    "instant": "yyyy-mm-dd hh:mm",
}
MOST_UNITS = 32_767  # what a cell holds, in UTF-16 units
MOST_EXACT = 10**15  # a spreadsheet keeps fifteen digits
EARLIEST_DAY = date(1900, 3, 1)  # before it spreadsheet programs count a 29 February 1900
WIDTH_SAMPLE_ROWS = 100
NARROWEST, WIDEST = 8, 60  # characters
_FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")
SAME_EVERY_TIME = datetime(2000, 1, 1)  # noqa: DTZ001 -- the file says when it was made; equal rows give equal files


def write_xlsx(
    stream: BinaryIO,
    sheet_name: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    column_kinds: Mapping[str, ColumnKind] | None = None,
) -> None:
    """One worksheet with a bold frozen header, in constant memory; rows are taken one by one.

    Values may be text, numbers, booleans, dates, instants or None; what a column's kind is not given follows the
    value. Nothing is ever written as a formula or a link. Numbers of more than fifteen digits and days before
    March 1900 become text; an instant is written as the wall clock of its own zone; text beyond 32,767 units
    ends in "…". Raises ValueError beyond 1,048,575 rows.
    """
    options = {"constant_memory": True, "default_date_format": FORMATS["day"]}
    import xlsxwriter  # only where a workbook is written: it is large

    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"created": SAME_EVERY_TIME})
        sheet = book.add_worksheet(tidy_sheet_name(sheet_name))
        formats = {kind: book.add_format({"num_format": text}) for kind, text in FORMATS.items()}
        kinds = [(column_kinds or {}).get(column) for column in columns]
        sample = list(islice(rows := iter(rows), WIDTH_SAMPLE_ROWS))
        _write_header(sheet, columns, sample, book.add_format({"bold": True}))
        for number, row in enumerate(chain(sample, rows), start=1):
            _write_row(sheet, number, zip(row, kinds, strict=True), formats)


def tidy_sheet_name(name: str) -> str:
    """At most 31 units, without what spreadsheet programs refuse in the name of a sheet."""
    plain = " ".join(_FORBIDDEN_IN_NAMES.sub(" ", name).split())
    short = _cut(plain, 31).strip("' ")
    return short if short and short.casefold() != "history" else f"{short or 'Sheet'}1"


def _write_header(sheet: Any, columns: Sequence[str], sample: Sequence[Sequence[object]], bold: Any) -> None:
    for at, column in enumerate(columns):
        sheet.set_column(at, at, _width([column, *(row[at] for row in sample)]))
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(columns):
        write_text(sheet, 0, at, column, bold)


def _width(values: Iterable[object]) -> int:
    """Characters of the widest value's longest line."""
    longest = max((text_columns(line[:WIDEST]) for value in values for line in cell_text(value).split("\n")), default=0)
    return min(max(longest + 2, NARROWEST), WIDEST)


def text_columns(line: str) -> int:
    """How many characters wide a line is; Chinese letters count twice."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


def _write_row(sheet: Any, number: int, cells: Iterable[tuple[object, ColumnKind | None]], formats: Any) -> None:
    for at, (value, kind) in enumerate(cells):
        if value is None or value == "":
            continue
        kind = kind or _kind_of(value)
        if _write_value(sheet, number, at, value, kind, formats[kind]):
            raise ValueError(f"a worksheet has no row {number + 1}")


def _kind_of(value: object) -> ColumnKind:
    match value:
        case bool() | str() | time():
            return "text"
        case int():
            return "integer"
        case float() | Decimal():
            return "decimal"
        case datetime():
            return "instant"
        case date():
            return "day"
        case _:
            return "text"


def _write_value(sheet: Any, row: int, at: int, value: object, kind: ColumnKind, form: Any) -> int:
    """What xlsxwriter answers: not zero when there is no such row."""
    match value:
        case bool():
            return int(sheet.write_boolean(row, at, value))
        case int() | float() | Decimal() if kind != "text" and _is_exact(value):
            return int(sheet.write_number(row, at, value, form))
        case date() if kind != "text" and _day_of(value) >= EARLIEST_DAY:
            return int(sheet.write_datetime(row, at, _wall_clock(value), form))
        case _:
            return write_text(sheet, row, at, cell_text(value), form)


def _is_exact(value: int | float | Decimal) -> bool:
    """Whether fifteen digits hold it; not-a-number and infinity never are."""
    if not isfinite(value):
        return False
    digits = value.normalize().as_tuple().digits if isinstance(value, Decimal) else ()
    return len(digits) <= 15 and (isinstance(value, float) or -MOST_EXACT < value < MOST_EXACT)


def _day_of(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _wall_clock(value: date) -> date:
    return value.replace(tzinfo=None) if isinstance(value, datetime) else value


def write_text(sheet: Any, row: int, at: int, text: str, form: Any) -> int:
    """As text whatever it says; xlsxwriter would take `<r>…</r>` for markup, so that is written in two pieces."""
    text = _fitted(text.encode("utf-8", errors="replace").decode())
    if text.startswith("<r>") and text.endswith("</r>"):
        return int(sheet.write_rich_string(row, at, form, text[0], form, text[1:], form))
    return int(sheet.write_string(row, at, text, form))


def _fitted(text: str) -> str:
    return text if _units(text) <= MOST_UNITS else f"{_cut(text, MOST_UNITS - 1)}…"


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _cut(text: str, units: int) -> str:
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", errors="ignore")
