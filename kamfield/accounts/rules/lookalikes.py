"""When two accounts look like the same one: by folded name, code, telephone number and position.

A folded name has no accents, no punctuation, no legal form, and its words in alphabetical order. It is cut into three
parts; of two names that differ by one letter at least two parts are the same in both (the pigeonholes of Pass-Join:
Li, Deng, Wang, Feng, VLDB 2011), so pairs of parts are what is kept in an index. The ratio has the last word, and
names with different numbers in them (第一, No. 3) are never alike.
"""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher

LEAST_RATIO = 0.86  # of names alone
LEAST_RATIO_NEARBY = 0.6  # of names at the same place
NEARBY_METRES = 100
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
