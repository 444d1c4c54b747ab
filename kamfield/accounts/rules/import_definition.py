"""From a definition, as people write it, to a checked mapping."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from kamfield.accounts.rules.facts import FactKind
from kamfield.accounts.rules.import_facts import SAID_BY_MAPPING, SAID_BY_ROW, FactColumn, field_of
from kamfield.accounts.rules.import_fields import FIELDS, REQUIRED
from kamfield.accounts.rules.import_mapping import ImportMapping, Piece, Source
from kamfield.accounts.rules.imports import Target
from kamfield.accounts.rules.reader import MOST_ENTRIES, Reader, escaped
from kamfield.core.errors import Invalid
from kamfield.core.sheets.clean import UNKNOWN_MARKERS
from kamfield.core.sheets.header import column_name
from kamfield.core.texts import N_
from kamfield.geo.point import Datum

MOST_FACTS = 30
PIECE_KINDS = ("text", "us_zip")

MAPPING_KEYS = frozenset(
    {"target", "region", "datum", "unknown", "code_prefix", "tags", "decimal_mark", "day_order", "keep_capitals"}
    | {"fields", "facts"}
)
SOURCE_KEYS = frozenset(
    {"column", "columns", "join", "value", "values", "otherwise", "unknown", "title_case", "prefix", "as", "if_bad"}
)


def read_mapping(definition: Any, pointer: str = "/definition") -> ImportMapping:
    """The mapping a definition means; `Invalid` with every fault and its pointer otherwise."""
    reader = Reader()
    mapping = _mapping(reader, reader.table(definition, pointer), pointer)
    if reader.faults:
        raise Invalid(reader.faults)
    return mapping


def _mapping(reader: Reader, given: dict[str, Any], at: str) -> ImportMapping:
    reader.known(given, MAPPING_KEYS, at)
    target = Target(reader.choice(given.get("target"), list(Target), f"{at}/target"))
    unknown = UNKNOWN_MARKERS | _folded(reader.texts(given.get("unknown", []), f"{at}/unknown"))
    fields = _fields(reader, reader.table(given.get("fields", {}), f"{at}/fields"), target, unknown, f"{at}/fields")
    facts = _facts(reader, given.get("facts", []), target, unknown, fields, f"{at}/facts")
    prefix = reader.text(given.get("code_prefix", ""), f"{at}/code_prefix", 30)
    for name in ("code", "account_code", "parent_code"):
        if prefix and name in fields and not fields[name].prefix:
            fields[name] = replace(fields[name], prefix=prefix)
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
    reader: Reader, given: dict[str, Any], target: Target, unknown: frozenset[str], at: str
) -> dict[str, Source]:
    reader.known(given, FIELDS[target], at)
    for name in REQUIRED[target] - given.keys():
        reader.fault(f"{at}/{name}", "required", N_("This is required."))
    return {
        name: _source(reader, one, unknown, f"{at}/{name}") for name, one in given.items() if name in FIELDS[target]
    }


def _facts(
    reader: Reader, given: Any, target: Target, unknown: frozenset[str], fields: dict[str, Source], at: str
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


def _source(reader: Reader, given: Any, unknown: frozenset[str], at: str) -> Source:
    spec = {"column": given} if isinstance(given, str) else reader.table(given, at)
    reader.known(spec, SOURCE_KEYS, at)
    if len(spec.keys() & {"column", "columns", "value"}) != 1:
        reader.fault(at, "no-source", N_("Name a column, several columns, or a value for all rows."))
    values = reader.table(spec.get("values", {}), f"{at}/values")
    return Source(
        pieces=_pieces(reader, spec, at),
        join=reader.text(spec.get("join", " "), f"{at}/join", 10),
        value=None if "value" not in spec else reader.text(spec["value"], f"{at}/value"),
        values={_fold(key): reader.text(value, f"{at}/values/{escaped(key)}") for key, value in values.items()},
        otherwise=None if spec.get("otherwise") is None else reader.text(spec["otherwise"], f"{at}/otherwise"),
        unknown=unknown | _folded(reader.texts(spec.get("unknown", []), f"{at}/unknown")),
        title_case=reader.flag(spec.get("title_case", False), f"{at}/title_case"),
        prefix=reader.text(spec.get("prefix", ""), f"{at}/prefix", 30),
        if_bad=reader.choice(spec.get("if_bad", "refuse"), ("refuse", "leave_out"), f"{at}/if_bad"),
    )


def _pieces(reader: Reader, spec: dict[str, Any], at: str) -> tuple[Piece, ...]:
    if "column" in spec:
        kind = reader.choice(spec.get("as", "text"), PIECE_KINDS, f"{at}/as")
        return (Piece(column_name(reader.text(spec["column"], f"{at}/column")), kind),)
    given = spec.get("columns", [])
    if not isinstance(given, list) or len(given) > MOST_ENTRIES:
        reader.fault(f"{at}/columns", "not-a-list", N_("This must be a list."))
        return ()
    return tuple(_piece(reader, one, f"{at}/columns/{number}") for number, one in enumerate(given))


def _piece(reader: Reader, given: Any, at: str) -> Piece:
    if isinstance(given, str):
        return Piece(column_name(given))
    spec = reader.table(given, at)
    reader.known(spec, {"column", "as"}, at)
    kind = reader.choice(spec.get("as", "text"), PIECE_KINDS, f"{at}/as")
    return Piece(column_name(reader.text(spec.get("column"), f"{at}/column")), kind)


def _region(reader: Reader, given: Any, at: str) -> str | None:
    if given is None:
        return None
    region = reader.text(given, at, 2).upper()
    if len(region) != 2 or not region.isalpha():
        reader.fault(at, "not-a-country", N_("This is not a country code of two letters."))
    return region


def _optional(reader: Reader, given: dict[str, Any], name: str, choices: tuple[str, ...], at: str) -> Any:
    return None if given.get(name) is None else reader.choice(given[name], choices, f"{at}/{name}")


def _folded(markers: Iterable[str]) -> frozenset[str]:
    return frozenset(_fold(marker) for marker in markers)


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()
