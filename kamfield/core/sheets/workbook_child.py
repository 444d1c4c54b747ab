"""The program of the converting process: a spreadsheet on its input, a JSON line per record on its output."""

from __future__ import annotations

import mmap
import sys
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO, TypedDict

import orjson
import python_calamine as calamine

from kamfield.core.sheets.cell_text import cell_text
from kamfield.core.sheets.error_cells import error_cells
from kamfield.core.sheets.errors import UnreadableSheet

LARGEST_EXACT = 10**15
ENCRYPTED_MARK = "EncryptedPackage".encode("utf-16-le")
OLE_MAGIC = b"\xd0\xcf\x11\xe0"


class Order(TypedDict):
    """What the parent asks for: limits in rows, columns and bytes; worksheet None means choose."""

    worksheet: str | None
    max_rows: int
    max_columns: int
    memory: int


def main(order_json: str) -> None:
    """Convert standard input; what cannot be read becomes one line with its code instead."""
    order: Order = orjson.loads(order_json)
    _bound_memory(order["memory"])
    source, out = sys.stdin.buffer, sys.stdout.buffer
    try:
        for line in _lines(source, order):
            out.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))
    except UnreadableSheet as unreadable:
        _answer_instead(out, unreadable)
    except MemoryError:
        _answer_instead(out, UnreadableSheet("too-large", limit=order["memory"]))
    except BaseException as panic:
        if type(panic).__name__ != "PanicException":  # the parser panics, instead of raising, over some broken files
            raise
        _answer_instead(out, UnreadableSheet("damaged"))


def _bound_memory(most_bytes: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; there the limit on the file's size has to do
        return
    resource.setrlimit(resource.RLIMIT_AS, (most_bytes, most_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer_instead(out: BinaryIO, unreadable: UnreadableSheet) -> None:
    out.flush()
    out.seek(0)
    out.truncate()
    out.write(orjson.dumps({"code": unreadable.code, "params": unreadable.params}, option=orjson.OPT_APPEND_NEWLINE))


def _lines(source: BinaryIO, order: Order) -> Iterator[Any]:
    kind = _kind(source)
    workbook = _loaded(source)
    sheet = _chosen(workbook, order["worksheet"])
    _check_size(sheet, order)
    errors = error_cells(source, sheet.name) if kind == "xlsx" else {}
    yield {"kind": kind, "worksheet": sheet.name, "worksheets": _visible(workbook)}
    first_column = sheet.start[1] if sheet.start else 0
    for number, values in enumerate(sheet.iter_rows(), start=1):
        here = {at - first_column: text for at, text in errors.get(number, {}).items()}
        if here or any(value != "" for value in values):
            yield _record(number, values, here)


def _kind(source: BinaryIO) -> str:
    """xls, xlsx, xlsb or ods, by what is inside; the name of a file is not to be trusted."""
    if source.read(4) == OLE_MAGIC:
        _refuse_encrypted(source)
        return "xls"
    try:
        with zipfile.ZipFile(source) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        raise UnreadableSheet("damaged") from None
    kinds = {"xl/workbook.xml": "xlsx", "xl/workbook.bin": "xlsb", "content.xml": "ods"}
    found = next((kind for part, kind in kinds.items() if part in names), None)
    if found is None:
        raise UnreadableSheet("not-a-sheet", kind="archive")
    return found


def _refuse_encrypted(source: BinaryIO) -> None:
    """An XLSX with a password is an OLE file holding a part of this name."""
    with mmap.mmap(source.fileno(), 0, access=mmap.ACCESS_READ) as content:
        if content.find(ENCRYPTED_MARK) >= 0:
            raise UnreadableSheet("encrypted")


def _loaded(source: BinaryIO) -> calamine.CalamineWorkbook:
    source.seek(0)
    try:
        return calamine.load_workbook(source)
    except calamine.PasswordError:
        raise UnreadableSheet("encrypted") from None
    except calamine.CalamineError:
        raise UnreadableSheet("damaged") from None


def _visible(workbook: calamine.CalamineWorkbook) -> list[str]:
    tables, seen = calamine.SheetTypeEnum.WorkSheet, calamine.SheetVisibleEnum.Visible
    return [sheet.name for sheet in workbook.sheets_metadata if (sheet.typ, sheet.visible) == (tables, seen)]


def _chosen(workbook: calamine.CalamineWorkbook, asked: str | None) -> calamine.CalamineSheet:
    names = _visible(workbook)
    if asked is not None and asked not in workbook.sheet_names:
        raise UnreadableSheet("no-such-worksheet", worksheet=asked, worksheets=", ".join(names))
    for name in names if asked is None else [asked]:
        sheet = _parsed(workbook, name)
        if sheet.height:
            return sheet
    raise UnreadableSheet("empty-sheet")


def _parsed(workbook: calamine.CalamineWorkbook, name: str) -> calamine.CalamineSheet:
    try:
        return workbook.get_sheet_by_name(name)
    except calamine.CalamineError:
        raise UnreadableSheet("damaged") from None


def _check_size(sheet: calamine.CalamineSheet, order: Order) -> None:
    if sheet.end and sheet.end[0] >= order["max_rows"]:
        raise UnreadableSheet("too-many-rows", limit=order["max_rows"])
    if sheet.width > order["max_columns"]:
        raise UnreadableSheet("too-many-columns", limit=order["max_columns"], columns=sheet.width)


def _record(number: int, values: list[Any], errors: dict[int, str]) -> tuple[int, list[str], list[Any]]:
    wrong = [("error-cell", at, text) for at, text in errors.items()]
    lossy = [("digits-lost", at, cell_text(value)) for at, value in enumerate(values) if _lost_digits(value)]
    return number, [cell_text(value) for value in values], wrong + lossy


def _lost_digits(value: object) -> bool:
    return isinstance(value, float) and abs(value) >= LARGEST_EXACT and value.is_integer()
