"""The records of a CSV, one at a time, whatever its quotation marks do."""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterator
from typing import BinaryIO

from kamfield.core.sheets.delimiter import hinted_delimiter
from kamfield.core.sheets.errors import UnreadableSheet
from kamfield.core.sheets.formulas import disarmed_text
from kamfield.core.sheets.shape import Limits, Record, RecordFault
from kamfield.core.sheets.window import view

MOST_STRAY_QUOTES = 50  # each costs reading up to a whole row's limit again
SHOWN_CHARS = 200

# The module's limit is process-wide and would refuse a long note; `_Lines` bounds what one record may take.
csv.field_size_limit(1 << 30)


def csv_records(stream: BinaryIO, encoding: str, delimiter: str, limits: Limits) -> Iterator[Record]:
    """Non-blank records with their row numbers; blank ones count, NUL bytes are dropped, apostrophes undone.

    A quotation mark that never closes costs its own line only: that line is split without regard to quotes
    and carries `unclosed-quote`. Raises UnreadableSheet: row-too-long, too-many-rows, stray-quotes.
    """
    for number, cells, stray in _numbered(text_of(stream, encoding), delimiter, limits):
        if number > limits.max_rows:
            raise UnreadableSheet("too-many-rows", limit=limits.max_rows)
        if any(cell and not cell.isspace() for cell in cells):
            yield _record(number, cells, stray)


def text_of(stream: BinaryIO, encoding: str) -> io.TextIOWrapper:
    """The stream's text from its beginning, line ends as they are, U+FFFD for what cannot be decoded."""
    return io.TextIOWrapper(view(stream), encoding=encoding, errors="replace", newline="")


class _UnclosedQuoteError(Exception):
    """The record at hand runs to the end of the file or beyond all measure."""


class _Lines:
    """Lines for a csv.reader, remembering those of the record at hand so that they can be given back."""

    def __init__(self, text: io.TextIOWrapper, most_chars: int) -> None:
        self._text, self._most_chars = text, most_chars
        self._returned: deque[str] = deque()
        self.taken: list[str] = []
        self._taken_chars = 0
        self._at_start = True

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._returned.popleft() if self._returned else self._next_line()
        if self.taken and (not line or self._taken_chars + len(line) > self._most_chars):
            if line:
                self._returned.appendleft(line)
            raise _UnclosedQuoteError
        if not line:
            raise StopIteration
        self.taken.append(line)
        self._taken_chars += len(line)
        return line

    def next_record(self) -> None:
        self.taken.clear()
        self._taken_chars = 0

    def give_back_all_but_first(self) -> str:
        first, *rest = self.taken
        self._returned.extendleft(reversed(rest))
        self.next_record()
        return first

    def _next_line(self) -> str:
        line, at_start, self._at_start = self._read(), self._at_start, False
        return self._read() if at_start and hinted_delimiter(line) else line

    def _read(self) -> str:
        line = self._text.readline(self._most_chars + 1)
        if len(line) > self._most_chars:
            raise _LineTooLongError
        return line.replace("\0", "") or ("\n" if line else "")


class _LineTooLongError(Exception):
    """One line alone is longer than a whole record may be."""


def _numbered(text: io.TextIOWrapper, delimiter: str, limits: Limits) -> Iterator[tuple[int, list[str], str]]:
    lines, number, strays = _Lines(text, limits.max_row_chars), 0, 0
    while True:
        try:
            for cells in csv.reader(lines, delimiter=delimiter):
                number += 1
                lines.next_record()
                yield number, cells, ""
            return
        except _UnclosedQuoteError:
            number, strays = number + 1, strays + 1
            if strays > MOST_STRAY_QUOTES:
                raise UnreadableSheet("stray-quotes", row=number) from None
            line = lines.give_back_all_but_first()
            yield number, _split_plainly(line, delimiter), line[:SHOWN_CHARS].strip()
        except _LineTooLongError:
            raise UnreadableSheet("row-too-long", row=number + 1, limit=limits.max_row_chars) from None


def _split_plainly(line: str, delimiter: str) -> list[str]:
    return [cell.strip('"') for cell in line.rstrip("\r\n").split(delimiter)]


def _record(number: int, cells: list[str], stray: str) -> Record:
    cells = [disarmed_text(cell) for cell in cells]
    broken = [RecordFault("undecodable", at, cell[:SHOWN_CHARS]) for at, cell in enumerate(cells) if "\ufffd" in cell]
    unclosed = [RecordFault("unclosed-quote", None, stray)] if stray else []
    return Record(number, cells, (*unclosed, *broken))
