"""A worksheet made to be printed: A4 landscape, one page wide, bands between the rows, places to sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from math import ceil
from typing import Any, BinaryIO

from kamfield.core.sheets.cell_text import cell_text
from kamfield.core.sheets.write_xlsx import SAME_EVERY_TIME, text_columns, tidy_sheet_name, write_text

A4 = 9
LINE_POINTS, MOST_POINTS = 12, 400  # a row of a worksheet has at most 409
FORMATS = {
    "text": "@",
    "code": "@",
    "number": "0",
    "decimal": "0.#",
    "percent": "0%",
    "day": "yyyy-mm-dd",
    "time": "hh:mm",
}
_EDGE = {"border": 1, "border_color": "#9AA5B1"}
_CELL = {"valign": "top", "font_size": 9, **_EDGE}
_HEADING = {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "bg_color": "#DCE6F1"}
_BAND = {"bold": True, "font_size": 9, "bg_color": "#EEF2F6", **_EDGE}


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column: its heading, its width in characters, and one of `FORMATS`."""

    heading: str
    width: float
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Band:
    """A line across all columns that opens a part of the form."""

    text: str


@dataclass(frozen=True, slots=True)
class SmallTable:
    """A table beside the totals: headings, rows, and what each column holds (one of `FORMATS`)."""

    headings: Sequence[str]
    rows: Sequence[Sequence[object]]
    kinds: Sequence[str]


@dataclass(frozen=True, slots=True)
class Form:
    """Title, lines below it, the table, what stands after it, who signs."""

    title: str
    subtitles: Sequence[str]
    columns: Sequence[FormColumn]
    lines: Sequence[Band | Sequence[object]]
    totals: Sequence[tuple[str, object, str]]
    table: SmallTable | None
    signatures: Sequence[str]
    footer: str


def write_form(stream: BinaryIO, sheet_name: str, form: Form) -> None:
    """One worksheet. Texts are written as texts whatever they say; days, times and numbers are what they are."""
    import xlsxwriter  # only where a workbook is written: it is large

    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"created": SAME_EVERY_TIME, "title": form.title})
        sheet = book.add_worksheet(tidy_sheet_name(sheet_name))
        pen = _Pen(book, sheet, len(form.columns) - 1)
        header = pen.head(form)
        pen.lines(form)
        pen.foot(form)
        _set_up_the_page(sheet, form, header)


def _set_up_the_page(sheet: Any, form: Form, header: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.center_horizontally()
    sheet.repeat_rows(header)
    sheet.freeze_panes(header + 1, 0)
    sheet.hide_gridlines(1)
    sheet.set_footer(f"&L&8{_in_a_footer(form.footer)}&R&8&P / &N")
    for at, column in enumerate(form.columns):
        sheet.set_column(at, at, column.width)


def _height(cells: Sequence[object], widths: Sequence[float]) -> float:
    """Points for the cell with most lines: not every program finds the height of wrapped text by itself."""
    lines = (_wrapped(cell_text(cell), width) for cell, width in zip(cells, widths, strict=True))
    return min(max(lines, default=1) * LINE_POINTS + 3, MOST_POINTS)


def _wrapped(text: str, width: float) -> int:
    """How many lines a text takes in a column; the letters are smaller than those that a width is counted in."""
    return sum(max(1, ceil(text_columns(line) / (width * 1.2))) for line in text.split("\n"))


def _in_a_footer(text: str) -> str:
    """An ampersand begins a command there, and digits after a size would join it; it holds 255 letters in all."""
    return f" {text.replace('&', '&&')}"[:200]


class _Pen:
    """Writes downwards and knows in which row it is."""

    def __init__(self, book: Any, sheet: Any, last: int) -> None:
        self.book, self.sheet, self.last, self.row = book, sheet, last, 0
        self.cells = {kind: self._style(kind) for kind in FORMATS}

    def head(self, form: Form) -> int:
        """Title, subtitles and the row of headings; returns that row."""
        self._across(form.title, {"bold": True, "font_size": 16, "align": "center"}, height=28)
        for line in form.subtitles:
            self._across(line, {"font_size": 10, "align": "center", "font_color": "#3A4654"}, height=16)
        heading = self.book.add_format({**_CELL, **_HEADING})
        self.sheet.set_row(self.row, 30)
        for at, column in enumerate(form.columns):
            write_text(self.sheet, self.row, at, column.heading, heading)
        self.row += 1
        return self.row - 1

    def lines(self, form: Form) -> None:
        """Bands and rows in their order."""
        kinds, widths = [column.kind for column in form.columns], [column.width for column in form.columns]
        band = self.book.add_format(_BAND)
        for line in form.lines:
            if isinstance(line, Band):
                self.sheet.merge_range(self.row, 0, self.row, self.last, "", band)
                write_text(self.sheet, self.row, 0, line.text, band)
            else:
                self.sheet.set_row(self.row, _height(line, widths))
                for at, (value, kind) in enumerate(zip(line, kinds, strict=True)):
                    self._cell(at, value, kind)
            self.row += 1

    def foot(self, form: Form) -> None:
        """Totals, the small table beside them, and lines to sign on."""
        self.row += 1
        top = self.row
        label = self.book.add_format({**_BAND, "text_wrap": False})
        for at, (name, value, kind) in enumerate(form.totals):
            self.sheet.merge_range(top + at, 0, top + at, 4, "", label)
            write_text(self.sheet, top + at, 0, name, label)
            self._cell(5, value, kind, top + at)
        if form.table is not None:
            self._table(form.table, top, 7)
        height = max(len(form.totals), len(form.table.rows) + 1 if form.table else 0)
        self.row = top + height + 2
        self._signatures(form.signatures)

    def _table(self, table: SmallTable, top: int, left: int) -> None:
        heading = self.book.add_format({**_CELL, **_HEADING})
        for at, text in enumerate(table.headings):
            write_text(self.sheet, top, left + at, text, heading)
        for down, row in enumerate(table.rows, start=1):
            for at, (value, kind) in enumerate(zip(row, table.kinds, strict=True)):
                self._cell(left + at, value, kind, top + down)

    def _signatures(self, names: Sequence[str]) -> None:
        line = self.book.add_format({"font_size": 10, "bottom": 1, "valign": "bottom"})
        self.sheet.set_row(self.row, 36)
        share = (self.last + 1) // max(len(names), 1)
        for number, name in enumerate(names):
            first = number * share
            self.sheet.merge_range(self.row, first, self.row, first + share - 2, "", line)
            write_text(self.sheet, self.row, first, f"{name}:", line)

    def _across(self, text: str, style: dict[str, Any], height: float) -> None:
        form = self.book.add_format(style)
        self.sheet.merge_range(self.row, 0, self.row, self.last, "", form)
        write_text(self.sheet, self.row, 0, text, form)
        self.sheet.set_row(self.row, height)
        self.row += 1

    def _style(self, kind: str) -> Any:
        aligned = "left" if kind == "text" else "center"
        return self.book.add_format({**_CELL, "num_format": FORMATS[kind], "text_wrap": True, "align": aligned})

    def _cell(self, at: int, value: object, kind: str, row: int | None = None) -> None:
        row, style = self.row if row is None else row, self.cells[kind]
        match value:
            case None | "":
                self.sheet.write_blank(row, at, None, style)
            case bool() | str():
                write_text(self.sheet, row, at, cell_text(value), style)
            case int() | float():
                self.sheet.write_number(row, at, value, style)
            case date() | time():
                self.sheet.write_datetime(row, at, value, style)
            case _:
                write_text(self.sheet, row, at, cell_text(value), style)
