"""How names are sorted and found: one form for everything that a reader takes for the same."""

import unicodedata
from collections.abc import Iterable

GRAM = 8  # letters of a gram; longer ones cost room, shorter ones find too much
LEAST_PHONE_DIGITS = 4  # fewer digits are in every phone number
PHONE_MARK = "+"
LAST_LATIN = "\u024f"


def sort_key(name: str) -> str:
    """The name as it is sorted: one form of each letter, no capitals, single blanks."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def folded(text: str) -> str:
    """The text as it is searched: as it is sorted, and without the accents of Latin letters."""
    key = sort_key(text)
    if unicodedata.is_normalized("NFD", key):
        return key  # nothing in it has an accent
    letters: list[str] = []
    for letter in unicodedata.normalize("NFD", key):
        if not (unicodedata.combining(letter) and letters and letters[-1] <= LAST_LATIN):
            letters.append(letter)
    return " ".join(unicodedata.normalize("NFC", "".join(letters)).split())  # an accent may have stood on a blank


def digits(text: str) -> str:
    """The digits of a text, without the 00 that people dial for +."""
    return "".join(str(unicodedata.digit(letter)) for letter in text if letter.isdigit()).removeprefix("00")


def phone_fragment(text: str) -> str | None:
    """The digits of a search text that may be part of a phone number; None when it cannot be meant so."""
    letters = unicodedata.normalize("NFKC", text)
    plausible = all(letter.isdecimal() or letter in " +-()./" for letter in letters)
    found = digits(letters)
    return found if plausible and len(found) >= LEAST_PHONE_DIGITS else None


def lines(texts: Iterable[str]) -> str:
    """Search texts under each other, each once; no fragment reaches over the end of a line."""
    return "\n".join(dict.fromkeys(text for text in texts if text))


def name_grams(names: str) -> set[str]:
    """Up to `GRAM` letters from every place of each line, so that every fragment begins a gram."""
    return {line[start : start + GRAM] for line in names.split("\n") for start in range(len(line))}


def phone_grams(phones: str) -> set[str]:
    """The same for lines of digits, marked as such, from every place that has enough digits after it."""
    return {
        PHONE_MARK + line[start : start + GRAM]
        for line in phones.split("\n")
        for start in range(len(line) - LEAST_PHONE_DIGITS + 1)
    }


def windows(fragment: str) -> list[str]:
    """What grams of a text with this fragment must begin with, in several places of it: at most a dozen."""
    last = max(len(fragment) - GRAM, 0)
    starts = dict.fromkeys([0, last, *range(0, last, max(GRAM // 2, last // 10 + 1))])
    return [fragment[start : start + GRAM] for start in starts]
