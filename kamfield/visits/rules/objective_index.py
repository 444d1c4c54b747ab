"""Turns a lexicon into an index by first word (English) or first character (Chinese), once per lexicon."""

from collections.abc import Iterator
from dataclasses import fields
from functools import lru_cache
from typing import NamedTuple

from kamfield.visits.rules.objective_english import DOUBLING, IRREGULAR
from kamfield.visits.rules.objective_words import Lexicon

INFLECTED = frozenset(
    {"minds", "activities", "own_acts", "gives", "causes", "gains", "results", "states", "growth", "vague"}
)
COUNTED = frozenset({"clients", "departments", "evidence"})


class Entry(NamedTuple):
    """One phrase in one form: its list, its form and whether it is vague besides."""

    phrase: str
    rest: list[str]
    kind: str
    form: str
    fuzzy: str


@lru_cache(maxsize=64)
def chinese_index(lexicon: Lexicon) -> dict[str, list[Entry]]:
    """Entries by first character, the longest first."""
    found: dict[str, list[Entry]] = {}
    for kind, phrase in _phrases(lexicon):
        entry = Entry(phrase, [], kind, "base", _fuzzy(lexicon, phrase))
        _add(found, phrase[0], entry)
    return _longest_first(found)


@lru_cache(maxsize=64)
def english_index(lexicon: Lexicon) -> dict[str, list[Entry]]:
    """Entries by first word in lower case, the longest first; verbs in all their forms."""
    found: dict[str, list[Entry]] = {}
    for kind, phrase in _phrases(lexicon):
        first, *rest = phrase.lower().split()
        for word, form in _forms(first, kind, not rest):
            ending = [*rest[:-1], rest[-1] + "s"] if rest and form == "plural" else rest
            fuzzy = "" if kind == "results" and rest else _fuzzy(lexicon, phrase)  # "try the …" is no vague trying
            _add(found, word, Entry(phrase, ending, kind, form, fuzzy))
    return _longest_first(found)


def _phrases(lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    for field in fields(lexicon):
        for phrase in sorted(getattr(lexicon, field.name)):
            yield field.name, phrase


def _fuzzy(lexicon: Lexicon, phrase: str) -> str:
    """A phrase is as vague as the words in it: "maintain good relations", 建立良好关系."""
    if _holds(lexicon.vague, phrase):
        return "vague"
    return "growth" if _holds(lexicon.growth, phrase) else ""


def _holds(words: frozenset[str], phrase: str) -> bool:
    if phrase in words:
        return True
    return any(word in words for word in phrase.split()) if phrase.isascii() else any(w in phrase for w in words)


def _add(found: dict[str, list[Entry]], key: str, entry: Entry) -> None:
    """The first list that has a phrase keeps it."""
    entries = found.setdefault(key, [])
    if all((one.phrase, one.form, one.rest) != (entry.phrase, entry.form, entry.rest) for one in entries):
        entries.append(entry)


def _longest_first(found: dict[str, list[Entry]]) -> dict[str, list[Entry]]:
    return {key: sorted(entries, key=lambda one: (-len(one.rest), -len(one.phrase))) for key, entries in found.items()}


def _forms(word: str, kind: str, alone: bool) -> Iterator[tuple[str, str]]:
    yield word, "base"
    if kind in COUNTED:
        yield (_with_s(word), "plural") if alone else (word, "plural")
    if kind not in INFLECTED or not word.isalpha():
        return
    yield _with_s(word), "s"
    yield _with_ing(word), "ing"
    for past in IRREGULAR.get(word, _with_ed(word)).split("|"):
        yield past, "ed"


def _with_s(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    if word == "have":
        return "has"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh", "o")) else "s")


def _with_ed(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ied"
    if word in DOUBLING:
        return word + word[-1] + "ed"
    return word + ("d" if word.endswith("e") else "ed")


def _with_ing(word: str) -> str:
    if word in DOUBLING:
        return word + word[-1] + "ing"
    return (word[:-1] if word.endswith("e") and not word.endswith("ee") else word) + "ing"
