"""Spreadsheets, converted in a process of their own.

A few kilobytes of crafted spreadsheet (one cell in the last corner) make the parser ask for half a terabyte,
and a failed allocation in Rust ends the process. So the parser runs as a child with limits on memory, output
and time; the parent reads the child's lines from a temporary file as it would read a CSV.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import weakref
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

import orjson

from kamfield.core.sheets.errors import UnreadableSheet
from kamfield.core.sheets.shape import Limits, Record, RecordFault
from kamfield.core.sheets.window import copy_all, view

# The path of modules is handed over so that the child finds what the parent found, under any server.
_START = (
    "import os, sys; sys.path[:] = sys.argv[1].split(os.pathsep); "
    "from kamfield.core.sheets.workbook_child import main; main(sys.argv[2])"
)


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Workbook:
    """A converted worksheet; `lines` holds one JSON array per non-blank record."""

    kind: str
    worksheet: str
    worksheets: tuple[str, ...]
    lines: BinaryIO

    def records(self) -> Iterator[Record]:
        source = view(self.lines)
        next(source)
        for number, cells, faults in map(orjson.loads, source):
            yield Record(number, cells, tuple(RecordFault(*fault) for fault in faults))


def opened_workbook(stream: BinaryIO, worksheet: str | None, limits: Limits) -> Workbook:
    """The worksheet asked for, else the first visible one with content.

    Raises UnreadableSheet: not-a-sheet, encrypted, damaged, too-large, too-slow, too-many-rows,
    too-many-columns, empty-sheet, no-such-worksheet.
    """
    with ExitStack() as open_files:
        lines = open_files.enter_context(tempfile.TemporaryFile())
        with tempfile.TemporaryFile() as source:
            copy_all(stream, source)
            _convert(source, lines, worksheet, limits)
        book = _book(_head(lines), cast(BinaryIO, lines))
        weakref.finalize(book, open_files.pop_all().close)
    return book


def _book(head: dict[str, Any], lines: BinaryIO) -> Workbook:
    if "code" in head:
        raise UnreadableSheet(head["code"], **head["params"])
    return Workbook(head["kind"], head["worksheet"], tuple(head["worksheets"]), lines)


def _convert(source: IO[bytes], lines: IO[bytes], worksheet: str | None, limits: Limits) -> None:
    order = {
        "worksheet": worksheet,
        "max_rows": limits.max_rows,
        "max_columns": limits.max_columns,
        "memory": limits.workbook_bytes,
    }
    path = os.pathsep.join(sys.path)
    command = [_interpreter(), "-c", _START, path, orjson.dumps(order).decode()]
    try:
        child = subprocess.run(  # noqa: S603 -- our own interpreter and program; the file is its input only
            command,
            stdin=source,
            stdout=lines,
            stderr=subprocess.PIPE,
            timeout=limits.workbook_seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise UnreadableSheet("too-slow", limit=limits.workbook_seconds) from None
    if child.returncode:
        _explain_death(child, limits)


def _interpreter() -> str:
    """The environment's own: some servers put themselves into sys.executable."""
    beside = Path(sys.prefix, "bin", "python3")
    return str(beside) if beside.exists() else sys.executable


def _explain_death(child: subprocess.CompletedProcess[bytes], limits: Limits) -> None:
    """A child that was stopped, or starved, ran into its limits; any other end is a fault of ours and must be seen."""
    if child.returncode < 0 or b"MemoryError" in child.stderr:
        raise UnreadableSheet("too-large", limit=limits.workbook_bytes)
    raise RuntimeError(f"reading a spreadsheet failed: {child.stderr[-2000:].decode(errors='replace')}")


def _head(lines: IO[bytes]) -> dict[str, Any]:
    lines.seek(0)
    head: dict[str, Any] = orjson.loads(lines.readline())
    return head
