"""What may be wrong with a file or with one cell, each under a code that never changes."""

from __future__ import annotations

from typing import Literal

UnreadableCode = Literal[
    "not-a-sheet",  # kind: what it looks like (pdf, html, image, archive, binary …)
    "empty-sheet",
    "no-header",  # row: the number of the row that should name the columns
    "encrypted",
    "damaged",
    "too-large",  # limit: bytes, or bytes of memory for a spreadsheet that unfolds into more
    "too-slow",  # limit: seconds
    "too-many-columns",  # limit, columns
    "too-many-rows",  # limit
    "row-too-long",  # row, limit: characters
    "stray-quotes",  # row: too many quotation marks that never close
    "no-such-worksheet",  # worksheet, worksheets
    "unknown-encoding",  # encoding
]
"""Why nothing of a file can be read, and the parameters its message takes."""

RowProblemCode = Literal[
    "too-many-cells",  # value: the cells beyond the last column
    "unclosed-quote",  # value: the beginning of the line; the line was split without regard to quotes
    "undecodable",  # the cell has bytes that are no text in the file's encoding
    "error-cell",  # value: the spreadsheet's error, such as #DIV/0!
    "digits-lost",  # the spreadsheet kept 15 digits of a longer number (a card or telephone number)
]
"""What is wrong with a row that can be read all the same."""

HeaderProblemCode = Literal["blank-column", "duplicate-column"]
"""What was wrong with a column's name before it was made unique."""

BadCellCode = Literal[
    "not-a-number",
    "ambiguous-number",  # 1,234 or 1.234 without a word on the decimal mark
    "percent",  # 60% may mean 60 or 0.6: the column's meaning has to say
    "not-an-integer",
    "not-a-date",
    "ambiguous-date",  # 03/04/2026 without a word on the order
    "two-digit-year",
    "no-such-date",
    "not-a-boolean",
    "not-an-email",
    "not-a-zip",
    "too-long",
]
"""Why a cell cannot be taken as what its column is meant to hold."""

DoubtCode = Literal[
    "phone-not-understood",  # kept as typed
    "phone-not-in-use",  # well-formed, but no such range is assigned; kept in E.164
    "zip-zero-restored",  # 2134 → 02134
]
"""Why a cell was taken, but a person should look."""


class UnreadableSheet(Exception):
    """Nothing of the file can be used; `code` says why, `params` fill the message."""

    def __init__(self, code: UnreadableCode, **params: str | int) -> None:
        super().__init__(code, params)
        self.code: UnreadableCode = code
        self.params = params


class BadCell(Exception):
    """One cell is not what its column holds; `value` is the text as it stood in the file."""

    def __init__(self, code: BadCellCode, value: str) -> None:
        super().__init__(code, value)
        self.code: BadCellCode = code
        self.value = value
