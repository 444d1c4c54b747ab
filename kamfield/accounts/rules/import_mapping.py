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

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from kamfield.accounts.rules.facts import FactKind
from kamfield.accounts.rules.import_facts import SAID_BY_MAPPING, SAID_BY_ROW, FactColumn, field_of
from kamfield.accounts.rules.import_fields import FIELDS, REQUIRED
from kamfield.accounts.rules.imports import Target
from kamfield.core.errors import Fault, Invalid
from kamfield.core.sheets.amounts import DecimalMark
from kamfield.core.sheets.clean import UNKNOWN_MARKERS
from kamfield.core.sheets.days import DayOrder
from kamfield.core.sheets.header import column_name
from kamfield.core.texts import N_
from kamfield.geo.point import Datum

MOST_ENTRIES = 2000  # translations, markers, columns of one mapping
MOST_FACTS = 30
PIECE_KINDS = ("text", "us_zip")

MAPPING_KEYS = frozenset(
    {"target", "region", "datum", "unknown", "code_prefix", "tags", "decimal_mark", "day_order", "keep_capitals"}
    | {"fields", "facts"}
)
SOURCE_KEYS = frozenset(
    {"column", "columns", "join", "value", "values", "otherwise", "unknown", "title_case", "prefix", "as", "if_bad"}
)


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


class _Reader:
    """Collects every fault of a definition instead of stopping at the first."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def fault(self, pointer: str, code: str, text: str, **params: Any) -> None:
        self.faults.append(Fault(code=code, text=text, pointer=pointer, params=params))

    def known(self, given: Mapping[str, Any], names: Collection[str], pointer: str) -> None:
        for name in given.keys() - names:
            self.fault(f"{pointer}/{_escaped(name)}", "unknown-field", N_("There is no such field."))

    def text(self, given: Any, pointer: str, most: int = 200) -> str:
        if isinstance(given, int | float) and not isinstance(given, bool):
            given = str(given)  # YAML reads -999 as a number; what is meant is the cell's text
        if isinstance(given, str) and len(given) <= most:
            return given
        self.fault(pointer, "not-a-text", N_("This must be a text."))
        return ""

    def texts(self, given: Any, pointer: str) -> tuple[str, ...]:
        if not isinstance(given, list) or len(given) > MOST_ENTRIES:
            self.fault(pointer, "not-a-list", N_("This must be a list."))
            return ()
        return tuple(self.text(one, f"{pointer}/{at}") for at, one in enumerate(given))

    def choice(self, given: Any, choices: Iterable[str], pointer: str) -> Any:
        choices = list(choices)
        if given in choices:
            return given
        self.fault(pointer, "not-a-choice", N_("This must be one of: %(choices)s."), choices=", ".join(choices))
        return choices[0]

    def table(self, given: Any, pointer: str) -> dict[str, Any]:
        if isinstance(given, dict) and len(given) <= MOST_ENTRIES and all(isinstance(key, str) for key in given):
            return given
        self.fault(pointer, "not-an-object", N_("This must be an object."))
        return {}

    def flag(self, given: Any, pointer: str) -> bool:
        if not isinstance(given, bool):
            self.fault(pointer, "not-a-boolean", N_("This must be true or false."))
        return given is True


def read_mapping(definition: Any, pointer: str = "/definition") -> ImportMapping:
    """The mapping a definition means; `Invalid` with every fault and its pointer otherwise."""
    reader = _Reader()
    mapping = _mapping(reader, reader.table(definition, pointer), pointer)
    if reader.faults:
        raise Invalid(reader.faults)
    return mapping


def _mapping(reader: _Reader, given: dict[str, Any], at: str) -> ImportMapping:
    reader.known(given, MAPPING_KEYS, at)
    target = Target(reader.choice(given.get("target"), list(Target), f"{at}/target"))
    unknown = UNKNOWN_MARKERS | _folded(reader.texts(given.get("unknown", []), f"{at}/unknown"))
    fields = _fields(reader, reader.table(given.get("fields", {}), f"{at}/fields"), target, unknown, f"{at}/fields")
    facts = _facts(reader, given.get("facts", []), target, unknown, fields, f"{at}/facts")
    prefix = reader.text(given.get("code_prefix", ""), f"{at}/code_prefix", 30)
    for name in ("code", "account_code", "parent_code"):
        if prefix and name in fields and not fields[name].prefix:
            fields[name] = _with_prefix(fields[name], prefix)
    return ImportMapping(
        target=target,
        fields=fields,
        region=_region(reader, given.get("region"), f"{at}/region"),
        datum=Datum(reader.choice(given.get("datum", "wgs84"), list(Datum), f"{at}/datum")),
        tags=reader.texts(given.get("tags", []), f"{at}/tags"),
        decimal_mark=_optional(reader, given, "decimal_mark", (".", ","), at),
        day_order=_optional(reader, given, "day_order", ("dmy", "mdy"), at),
        facts=facts,
        keep_capitals=frozenset(reader.texts(given.get("keep_capitals", []), f"{at}/keep_capitals")),
    )


def _fields(
    reader: _Reader, given: dict[str, Any], target: Target, unknown: frozenset[str], at: str
) -> dict[str, Source]:
    reader.known(given, FIELDS[target], at)
    for name in REQUIRED[target] - given.keys():
        reader.fault(f"{at}/{name}", "required", N_("This is required."))
    return {
        name: _source(reader, one, unknown, f"{at}/{name}") for name, one in given.items() if name in FIELDS[target]
    }


def _facts(
    reader: _Reader, given: Any, target: Target, unknown: frozenset[str], fields: dict[str, Source], at: str
) -> tuple[FactColumn, ...]:
    """The facts; what each row says of them joins the fields."""
    if not isinstance(given, list) or len(given) > MOST_FACTS or (given and target is not Target.ACCOUNTS):
        reader.fault(at, "not-a-list", N_("This must be a list."))
        return ()
    found = []
    for number, one in enumerate(given):
        spec, here = reader.table(one, f"{at}/{number}"), f"{at}/{number}"
        reader.known(spec, {"kind", *SAID_BY_MAPPING, *SAID_BY_ROW}, here)
        kind = FactKind(reader.choice(spec.get("kind"), list(FactKind), f"{here}/kind"))
        said = {name: reader.text(spec[name], f"{here}/{name}") for name in SAID_BY_MAPPING if name in spec}
        for name in SAID_BY_ROW:
            if name in spec:
                fields[field_of(number, name)] = _source(reader, spec[name], unknown, f"{here}/{name}")
        if not spec.keys() & set(SAID_BY_ROW):
            reader.fault(here, "no-source", N_("Name a column, several columns, or a value for all rows."))
        found.append(FactColumn(kind, said))
    return tuple(found)


def _source(reader: _Reader, given: Any, unknown: frozenset[str], at: str) -> Source:
    spec = {"column": given} if isinstance(given, str) else reader.table(given, at)
    reader.known(spec, SOURCE_KEYS, at)
    if len(spec.keys() & {"column", "columns", "value"}) != 1:
        reader.fault(at, "no-source", N_("Name a column, several columns, or a value for all rows."))
    values = reader.table(spec.get("values", {}), f"{at}/values")
    return Source(
        pieces=_pieces(reader, spec, at),
        join=reader.text(spec.get("join", " "), f"{at}/join", 10),
        value=None if "value" not in spec else reader.text(spec["value"], f"{at}/value"),
        values={_fold(key): reader.text(value, f"{at}/values/{_escaped(key)}") for key, value in values.items()},
        otherwise=None if spec.get("otherwise") is None else reader.text(spec["otherwise"], f"{at}/otherwise"),
        unknown=unknown | _folded(reader.texts(spec.get("unknown", []), f"{at}/unknown")),
        title_case=reader.flag(spec.get("title_case", False), f"{at}/title_case"),
        prefix=reader.text(spec.get("prefix", ""), f"{at}/prefix", 30),
        if_bad=reader.choice(spec.get("if_bad", "refuse"), ("refuse", "leave_out"), f"{at}/if_bad"),
    )


def _pieces(reader: _Reader, spec: dict[str, Any], at: str) -> tuple[Piece, ...]:
    if "column" in spec:
        kind = reader.choice(spec.get("as", "text"), PIECE_KINDS, f"{at}/as")
        return (Piece(column_name(reader.text(spec["column"], f"{at}/column")), kind),)
    given = spec.get("columns", [])
    if not isinstance(given, list) or len(given) > MOST_ENTRIES:
        reader.fault(f"{at}/columns", "not-a-list", N_("This must be a list."))
        return ()
    return tuple(_piece(reader, one, f"{at}/columns/{number}") for number, one in enumerate(given))


def _piece(reader: _Reader, given: Any, at: str) -> Piece:
    if isinstance(given, str):
        return Piece(column_name(given))
    spec = reader.table(given, at)
    reader.known(spec, {"column", "as"}, at)
    kind = reader.choice(spec.get("as", "text"), PIECE_KINDS, f"{at}/as")
    return Piece(column_name(reader.text(spec.get("column"), f"{at}/column")), kind)


def _region(reader: _Reader, given: Any, at: str) -> str | None:
    if given is None:
        return None
    region = reader.text(given, at, 2).upper()
    if len(region) != 2 or not region.isalpha():
        reader.fault(at, "not-a-country", N_("This is not a country code of two letters."))
    return region


def _optional(reader: _Reader, given: dict[str, Any], name: str, choices: tuple[str, ...], at: str) -> Any:
    return None if given.get(name) is None else reader.choice(given[name], choices, f"{at}/{name}")


def _with_prefix(source: Source, prefix: str) -> Source:
    return replace(source, prefix=prefix)


def _folded(markers: Iterable[str]) -> frozenset[str]:
    return frozenset(_fold(marker) for marker in markers)


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()


def _escaped(name: Any) -> str:
    return str(name).replace("~", "~0").replace("/", "~1")
