"""One row of a file read through a mapping: values by field, and what is wrong with it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from kamfield.accounts.rules.import_fields import REQUIRED, Manner, Unfit, reader_of
from kamfield.accounts.rules.import_mapping import ImportMapping, Piece, Source
from kamfield.accounts.rules.imports import Severity, Target
from kamfield.core.sheets import clean
from kamfield.core.sheets.errors import BadCell
from kamfield.core.sheets.shape import Row
from kamfield.geo.point import NotOnEarth, to_wgs84

SHOWN_CHARS = 200
PLACES_OF_A_DEGREE = 7  # a centimetre; more digits are noise that would look like changes

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ROMAN = re.compile(r"(?:I{2,3}|IV|VI{0,3}|IX|XI{0,3})")
_SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "at",
        "by",
        "de",
        "del",
        "for",
        "from",
        "in",
        "la",
        "las",
        "los",
        "of",
        "on",
        "or",
        "the",
        "to",
        "und",
        "van",
        "von",
        "with",
        "y",
    ]
)


@dataclass(frozen=True, slots=True)
class Found:
    """Something about one row that somebody should know."""

    severity: Severity
    code: str
    column: str | None = None
    value: str | None = None
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Reading:
    """A row as the mapping reads it: `values` by field (what is unknown is missing), and what was found."""

    row: int
    values: dict[str, Any]
    found: list[Found]

    @property
    def is_bad(self) -> bool:
        """Whether the row cannot be taken."""
        return any(one.severity is Severity.BAD for one in self.found)

    def bad(self, code: str, column: str | None = None, value: str | None = None, **params: Any) -> None:
        """The row cannot be taken."""
        self.found.append(Found(Severity.BAD, code, column, value, params))

    def doubt(self, code: str, column: str | None = None, value: str | None = None, **params: Any) -> None:
        """The row is taken, but somebody should look."""
        self.found.append(Found(Severity.DOUBTFUL, code, column, value, params))


def read_row(mapping: ImportMapping, row: Row, usual_region: str) -> Reading:
    """The row's values and findings. `usual_region` reads telephone numbers where the mapping names none."""
    reading = Reading(row.number, {}, [])
    _note_problems(mapping, row, reading)
    manner = Manner(mapping.region or usual_region, mapping.decimal_mark, mapping.day_order)
    for name, source in mapping.fields.items():
        _read_field(mapping, name, source, row, manner, reading)
    for name in REQUIRED[mapping.target] - reading.values.keys():
        if not any(one.column == column_of(mapping, name) for one in reading.found if one.severity is Severity.BAD):
            reading.bad("required", column_of(mapping, name))
    if mapping.target is Target.ACCOUNTS:
        _read_point(mapping, reading)
        _add_tags(mapping, reading)
    return reading


def column_of(mapping: ImportMapping, name: str) -> str | None:
    """The first column a field is read from, to say where something was found."""
    source = mapping.fields.get(name)
    return source.pieces[0].column if source and source.pieces else None


def _note_problems(mapping: ImportMapping, row: Row, reading: Reading) -> None:
    """What the file itself says about the row; a column that nobody reads does not matter."""
    for problem in row.problems:
        if problem.column is None or problem.column in mapping.columns:
            reading.bad(problem.code, problem.column, problem.value[:SHOWN_CHARS])


def _read_field(mapping: ImportMapping, name: str, source: Source, row: Row, manner: Manner, reading: Reading) -> None:
    column = column_of(mapping, name)
    cell = ""
    try:
        cell = _cell(mapping, source, row.cells, reading)
        value = reader_of(mapping.target, name)(_meant(source, cell), manner) if cell else None
    except (BadCell, Unfit) as error:
        shown = (cell or row.cells.get(column or "", ""))[:SHOWN_CHARS]
        if source.if_bad == "leave_out":
            reading.doubt("left-out", column, shown)
        else:
            reading.bad(error.code, column, shown)
        return
    if isinstance(value, clean.Doubtful):
        if value.doubt:
            reading.doubt(value.doubt, column, cell[:SHOWN_CHARS])
        value = value.value
    if value is not None:
        reading.values[name] = source.prefix + value if source.prefix else value


def _cell(mapping: ImportMapping, source: Source, cells: dict[str, str], reading: Reading) -> str:
    """The text of the field before it is read: pieces that are known, joined."""
    if source.value is not None:
        return source.value
    pieces = [_piece(piece, source, cells, reading) for piece in source.pieces]
    joined = source.join.join(piece for piece in pieces if piece)
    return title_cased(joined, mapping.keep_capitals) if source.title_case else joined


def _piece(piece: Piece, source: Source, cells: dict[str, str], reading: Reading) -> str:
    cell = clean.known(cells.get(piece.column, ""), source.unknown)
    if not cell or piece.kind != "us_zip":
        return clean.text(cell)
    code = clean.us_zip(cell)
    if code is not None and code.doubt:
        reading.doubt(code.doubt, piece.column, cell)
    return code.value if code else ""


def _meant(source: Source, cell: str) -> str:
    """The cell translated by the mapping; what it does not name stays, unless it says what to take otherwise."""
    if not source.values and source.otherwise is None:
        return cell
    return source.values.get(clean.text(cell).casefold(), cell if source.otherwise is None else source.otherwise)


def _read_point(mapping: ImportMapping, reading: Reading) -> None:
    """Brings latitude and longitude to WGS-84, or leaves them out when they cannot be a position."""
    given = [reading.values.pop(name, None) for name in ("place.latitude", "place.longitude")]
    column = column_of(mapping, "place.latitude")
    if None in given:
        if any(one is not None for one in given) and not reading.is_bad:
            reading.doubt("half-a-point", column)
        return
    latitude, longitude = given
    if latitude == longitude == 0:
        reading.doubt("zero-point", column)
        return
    try:
        point = to_wgs84(latitude, longitude, mapping.datum)
    except NotOnEarth:
        reading.bad("not-on-earth", column, f"{latitude}, {longitude}")
        return
    reading.values["place.latitude"] = round(point.latitude, PLACES_OF_A_DEGREE)
    reading.values["place.longitude"] = round(point.longitude, PLACES_OF_A_DEGREE)


def _add_tags(mapping: ImportMapping, reading: Reading) -> None:
    tags = [*mapping.tags, *reading.values.get("tags", ())]
    if tags:
        reading.values["tags"] = list(dict.fromkeys(tags))


def title_cased(text: str, keep: Iterable[str] = ()) -> str:
    """`ST. MARY'S HOSPITAL OF RENO` as `St. Mary's Hospital of Reno`; a text with small letters stays as it is."""
    if text != text.upper():
        return text
    kept = {word.upper(): word for word in keep}
    return _WORD.sub(lambda match: _title_word(match[0], kept, first=match.start() == 0), text)


def _title_word(word: str, kept: dict[str, str], *, first: bool) -> str:
    if word in kept or _ROMAN.fullmatch(word):
        return kept.get(word, word)
    if word.lower() in _SMALL_WORDS and not first:
        return word.lower()
    head, *tail = re.split(r"(?<=['’])", word)
    rest = "".join(part.lower() if len(part) <= 2 else part.capitalize() for part in tail)
    return head.capitalize() + rest
