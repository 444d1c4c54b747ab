"""A column mapping: which column of a file becomes which field, and how its cells are meant.

A mapping is a JSON object (or the same in YAML, at the command line):

    target: accounts
    region: US                    # reads telephone numbers without a country code
    datum: wgs84                  # of latitude and longitude: wgs84, gcj02 or bd09
    unknown: [NOT AVAILABLE, "-999"]
    code_prefix: "HIFLD-"
    tags: [hospital]
    fields:
      code: ID                    # the column ID
      name: {column: NAME, title_case: true}
      status: {column: STATUS, values: {OPEN: active, CLOSED: lost}}
      place.address: {columns: [ADDRESS, CITY, {column: ZIP, as: us_zip}], join: ", "}
      place.country: {value: US}  # the same for every row
    facts:
      - {kind: purchase_volume, subject: linen, unit: beds, amount: BEDS}
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal

from kamfield.accounts.rules.import_facts import FactColumn
from kamfield.accounts.rules.imports import Target
from kamfield.core.sheets.amounts import DecimalMark
from kamfield.core.sheets.clean import UNKNOWN_MARKERS
from kamfield.core.sheets.days import DayOrder
from kamfield.geo.point import Datum


@dataclass(frozen=True, slots=True)
class Piece:
    """One column that takes part in a value."""

    column: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Source:
    """Where the value of a field comes from: columns joined, or the same value for all rows."""

    pieces: tuple[Piece, ...] = ()
    join: str = " "
    value: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    otherwise: str | None = None
    unknown: frozenset[str] = UNKNOWN_MARKERS
    title_case: bool = False
    prefix: str = ""
    if_bad: Literal["refuse", "leave_out"] = "refuse"


@dataclass(frozen=True, slots=True)
class ImportMapping:
    """A checked mapping."""

    target: Target
    fields: Mapping[str, Source]
    region: str | None = None
    datum: Datum = Datum.WGS84
    tags: tuple[str, ...] = ()
    decimal_mark: DecimalMark | None = None
    day_order: DayOrder | None = None
    keep_capitals: frozenset[str] = frozenset()
    facts: tuple[FactColumn, ...] = ()

    @property
    def columns(self) -> set[str]:
        """Every column it reads."""
        return {piece.column for source in self.fields.values() for piece in source.pieces}

    def for_columns(self, columns: Collection[str]) -> set[str]:
        """The columns it reads that a file does not have."""
        return self.columns - set(columns)
