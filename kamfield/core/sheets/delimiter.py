"""Which character separates the cells of a CSV, judged by how evenly it cuts the first lines."""

from __future__ import annotations

import csv
import io
from itertools import islice

CANDIDATES = (",", ";", "\t", "|")
SAMPLE_ROWS = 100


def delimiter_of(sample: str) -> str:
    """The candidate that cuts most rows into as many cells as the header; comma for a single column.

    `sample` is the beginning of the text; its last line may be cut off. Quoted delimiters do not count.
    Of two that cut equally evenly the one that makes more cells wins.
    """
    return max(CANDIDATES, key=lambda mark: _evenness(sample, mark))


def hinted_delimiter(first_line: str) -> str | None:
    """The mark a first line `sep=;` announces (an Excel custom; Excel does not count that line as a row)."""
    line = first_line.rstrip("\r\n")
    return line[4] if len(line) == 5 and line.lower().startswith("sep=") else None


def _evenness(sample: str, mark: str) -> tuple[float, int]:
    widths = [len(cells) for cells in islice(csv.reader(_whole_lines(sample), delimiter=mark), SAMPLE_ROWS) if cells]
    if not widths or widths[0] < 2:
        return (0.0, 0)
    return (widths.count(widths[0]) / len(widths), widths[0])


def _whole_lines(sample: str) -> list[str]:
    lines = io.StringIO(sample, newline="").readlines()
    return lines[:-1] if len(lines) > 1 and not lines[-1].endswith(("\r", "\n")) else lines
