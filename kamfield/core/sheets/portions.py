"""A sheet cut into packed portions of some hundred rows: work on it can stop anywhere and go on at the next one."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

import orjson

from kamfield.core.sheets.read import open_sheet
from kamfield.core.sheets.shape import Row, RowProblem

ROWS = 500


@dataclass(frozen=True, slots=True)
class Portions:
    """The names of the columns, how many rows there are, and the rows, packed `ROWS` at a time."""

    columns: list[str]
    rows: int
    packed: list[bytes]


def cut(
    stream: BinaryIO, filename: str | None = None, *, encoding: str | None = None, worksheet: str | None = None
) -> Portions:
    """The table of a CSV or spreadsheet; about a tenth of its size in memory. Raises UnreadableSheet."""
    sheet = open_sheet(stream, filename, encoding=encoding, worksheet=worksheet)
    rows, packed, count = sheet.rows(), [], 0
    while portion := list(islice(rows, ROWS)):
        count += len(portion)
        packed.append(_packed(portion, sheet.columns))
    return Portions(sheet.columns, count, packed)


def uncut(packed: bytes, columns: list[str]) -> Iterator[Row]:
    """The rows of one portion."""
    for number, cells, problems in orjson.loads(zlib.decompress(packed)):
        yield Row(number, dict(zip(columns, cells, strict=True)), tuple(RowProblem(*one) for one in problems))


def _packed(rows: list[Row], columns: list[str]) -> bytes:
    plain = [
        (row.number, [row.cells[name] for name in columns], [(p.code, p.column, p.value) for p in row.problems])
        for row in rows
    ]
    return zlib.compress(orjson.dumps(plain), 3)
