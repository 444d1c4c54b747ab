"""When two accounts look like the same one: by folded name, code, telephone number and position.

A folded name has no accents, no punctuation, no legal form, and its words in alphabetical order. It is cut into three
parts; of two names that differ by one letter at least two parts are the same in both (the pigeonholes of Pass-Join:
Li, Deng, Wang, Feng, VLDB 2011), so pairs of parts are what is kept in an index. The ratio has the last word, and
names with different numbers in them (第一, No. 3) are never alike.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from math import floor

from kamfield.geo.distance import great_circle_metres
from kamfield.geo.point import Point

LEAST_RATIO = 0.86  # of names alone
LEAST_RATIO_NEARBY = 0.6  # of names at the same place
NEARBY_METRES = 100
FAR_METRES = 20_000
CELL_DEGREES = 0.002
PHONE_DIGITS = 9  # the end of a number is the same with and without country code
LEAST_LETTERS = 5  # shorter names are compared as a whole

_NOT_IN_WORDS = re.compile(r"[^\w]+")
_NUMBERS = re.compile(r"\d+|[一二三四五六七八九十百]+")
_APOSTROPHES = re.compile(r"['’.]")  # a dot too: S.p.A., Inc., e.V.
_LEGAL_FORMS = frozenset(
    {
        *(
            "ag",
            "bv",
            "co",
            "company",
            "corp",
            "corporation",
            "eg",
            "ev",
            "gmbh",
            "inc",
            "incorporated",
            "kg",
            "limited",
        ),
        *("llc", "llp", "lp", "ltd", "mbh", "nv", "ohg", "oy", "plc", "pte", "pty", "sa", "sarl", "sas", "sl", "spa"),
        *("srl", "the"),
    }
)
_CHINESE_FORMS = re.compile(
    r"股份有限公司|有限责任公司|有限公司|集团公司|股份公司|总公司|分公司|集团|公司|株式会社|有限会社|\(.*?\)$"
)


def folded_name(name: str) -> str:
    """The name as it is compared; the name without blanks where nothing else would be left of it."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = _NOT_IN_WORDS.sub(" ", _CHINESE_FORMS.sub(" ", _APOSTROPHES.sub("", letters))).split()
    kept = sorted(word for word in words if word not in _LEGAL_FORMS)
    return "".join(kept or sorted(words))


def likeness(name: str, other: str) -> float:
    """How much two folded names have in common, from 0 to 1."""
    if sorted(_NUMBERS.findall(name)) != sorted(_NUMBERS.findall(other)):
        return 0.0
    return 1.0 if name == other else SequenceMatcher(None, name, other, autojunk=False).ratio()


def name_marks(folded: str) -> set[str]:
    """What is kept of a folded name."""
    return _pairs(folded, len(folded)) if folded else set()


def name_probes(folded: str) -> set[str]:
    """What is looked for: every pair of parts that a name within one letter of this one would have kept."""
    if len(folded) < LEAST_LETTERS:
        return name_marks(folded)
    lengths = range(max(len(folded) - 1, LEAST_LETTERS), len(folded) + 2)
    return {probe for length in lengths for probe in _pairs(folded, length)}


def code_mark(code: str | None) -> set[str]:
    """The code without what people leave out or add: `CN-10 023` is `cn10023`."""
    folded = _NOT_IN_WORDS.sub("", unicodedata.normalize("NFKC", code or "").casefold()).replace("_", "")
    return {f"c{folded}"} if folded else set()


def phone_marks(phones: Iterable[str | None]) -> set[str]:
    """The last digits of each number; extensions count, a number of a few digits does not."""
    found = ("".join(letter for letter in phone or "" if letter.isdigit()) for phone in phones)
    return {f"p{digits[-PHONE_DIGITS:]}" for digits in found if len(digits) >= PHONE_DIGITS - 2}


def _pairs(folded: str, length: int) -> set[str]:
    """Two of the three parts of a name of `length` letters, as this name holds them; a short name as a whole.

    The one letter that differs is in the third part, so the other two lie at the beginning, at the end, or one at each.
    """
    if length < LEAST_LETTERS:
        return {f"n={folded}"}
    first, second = length // 3, length // 3 + (length + 1) // 3
    behind_first, behind_second = (folded[len(folded) - length + cut :] for cut in (first, second))
    return {
        f"n{length}<{folded[:second]}",
        f"n{length}>{behind_first}",
        f"n{length}-{folded[:first]}-{behind_second}",
    }


def cell_marks(points: Iterable[Point]) -> set[str]:
    """The cell of a grid in which each point lies."""
    return {_cell_mark(*_cell(point)) for point in points}


def cell_probes(points: Iterable[Point]) -> set[str]:
    """That cell and its eight neighbours: everything within `NEARBY_METRES`, up to the 63rd degree of latitude."""
    around = (-1, 0, 1)
    cells = [_cell(point) for point in points]
    return {_cell_mark(row + down, column + right) for row, column in cells for down in around for right in around}


def _cell(point: Point) -> tuple[int, int]:
    return floor(point.latitude / CELL_DEGREES), floor(point.longitude / CELL_DEGREES)


def _cell_mark(row: int, column: int) -> str:
    return f"g{row},{column}"


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is known of an account that may be there already."""

    name: str
    code: str | None = None
    phones: tuple[str, ...] = ()
    points: tuple[Point, ...] = ()

    @property
    def marks(self) -> set[str]:
        """What is kept of it."""
        return self._others | name_marks(folded_name(self.name)) | cell_marks(self.points)

    @property
    def probes(self) -> set[str]:
        """What is looked for."""
        return self._others | name_probes(folded_name(self.name)) | cell_probes(self.points)

    @property
    def _others(self) -> set[str]:
        return code_mark(self.code) | phone_marks(self.phones)


def reasons_alike(one: Sketch, other: Sketch) -> list[str]:
    """Why two accounts may be the same: `code`, `phone`, `name`, `place`; nothing when they are not alike.

    The same name far away is another branch, and a neighbour with another name is a neighbour.
    """
    ratio = likeness(folded_name(one.name), folded_name(other.name))
    metres = min((great_circle_metres(a, b) for a in one.points for b in other.points), default=None)
    found = {
        "code": bool(code_mark(one.code) & code_mark(other.code)),
        "phone": bool(phone_marks(one.phones) & phone_marks(other.phones)),
        "name": ratio >= LEAST_RATIO and (metres is None or metres <= FAR_METRES),
        "place": metres is not None and metres <= NEARBY_METRES and ratio >= LEAST_RATIO_NEARBY,
    }
    return [reason for reason, holds in found.items() if holds]
