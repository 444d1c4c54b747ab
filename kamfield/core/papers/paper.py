"""What stands on a paper, before anybody thinks of pages."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Column:
    """A column of the table: its heading, its width in points (the widest takes what is left), numbers to the right."""

    heading: str
    width: float
    right: bool = False


@dataclass(frozen=True)
class Row:
    """A row of the table; `small` stands in small letters below the cell of the column `small_in`."""

    cells: Sequence[str]
    small: str = ""
    small_in: int = 1


@dataclass(frozen=True)
class Sum:
    """A line below the table."""

    label: str
    value: str
    strong: bool = False


@dataclass(frozen=True)
class Paper:
    """A letter with a table. Every text is in the reader's language already; texts may be of any length.

    `page_of` has the places `{page}` and `{pages}`; `mark` stands out below the title (a draft, an old revision).
    """

    title: str
    reference: str
    sender: Sequence[str]
    receiver: Sequence[str]
    facts: Sequence[tuple[str, str]]
    columns: Sequence[Column]
    rows: Sequence[Row]
    sums: Sequence[Sum]
    page_of: str
    subject: str = ""
    mark: str = ""
    notes: Sequence[tuple[str, str]] = field(default_factory=tuple)
