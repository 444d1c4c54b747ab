"""Finds the words of the lexicons in a text: text in, marks in their order out."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from kamfield.visits.rules import objective_chinese as zh
from kamfield.visits.rules import objective_english as en
from kamfield.visits.rules.objective_index import Entry, chinese_index, english_index
from kamfield.visits.rules.objective_phrases import spaced
from kamfield.visits.rules.objective_words import Words


class Mark(NamedTuple):
    """A word of a lexicon in a text: the list it is in, its form (`base`, `s`, `ed`, `ing`) and its place."""

    kind: str
    form: str
    fuzzy: str  # "vague", "growth" or nothing
    start: int
    end: int


CHINESE = re.compile(r"[\u4e00-\u9fff]")
LATIN = re.compile(r"[A-Za-z]{3}")
TOKEN = re.compile(r"[A-Za-z][\w'’&-]*|\d[\d.,]*(?<![.,])|[,;:.!?]")
TWICE = re.compile(r"([\u4e00-\u9fff])一\1")
ONCE_OVER = re.compile("[\u4e00-\u9fff]一(?:遍|趟|圈|番|通)")
MEETING_THING = re.compile(f"(?:{zh.MEETINGS})(?:{zh.HEADS})")
PARTED = re.compile("|".join(f"{word[0]}{zh.BETWEEN}{word[1:]}" for word in zh.SEPARABLE))
PERSON = re.compile(f"{zh.FOREIGN_PERSON}|{zh.PERSON}")
AS_NOUN = {"results": "evidence", "gives": "harmless", "own_acts": "own_acts"}  # what a verb is as a noun
VERBS = frozenset({"minds", "activities", "own_acts", "gives", "causes", "gains", "results", "states"})
BEFORE_A_BARE_VERB = frozenset(
    spaced("to will would can could shall must should may might and or not us me them also finally")
)


def marks(text: str, words: Words) -> tuple[Mark, ...]:
    """Every mark of `text`; a text in both scripts is read in both languages."""
    found: list[Mark] = []
    chinese = CHINESE.search(text) is not None
    if chinese:
        found.extend(_chinese(text, words))
    if not chinese or LATIN.search(text):
        found.extend(_english(text, words))
    return tuple(sorted(found, key=lambda mark: mark.start)) if chinese else tuple(found)


def _chinese(text: str, words: Words) -> Iterator[Mark]:
    index, at = chinese_index(words.chinese), 0
    while at < len(text):
        if thing := MEETING_THING.match(text, at):
            at = thing.end()
            continue
        mark = _person(text, at) or _longest(text, at, index) or _parted(text, at, index) or _twice(text, at, index)
        if mark is None:
            at += 1
            continue
        if mark.kind != "harmless":
            yield mark
        at = mark.end


def _person(text: str, at: int) -> Mark | None:
    if text[at] not in zh.SURNAMES and text[at] not in zh.RARE_SURNAMES:
        return None
    name = PERSON.match(text, at)
    return Mark("departments", "name", "", at, name.end()) if name else None


def _parted(text: str, at: int, index: dict[str, list[Entry]]) -> Mark | None:
    """吃顿晚饭, 见个面, 签了字: a verb and its object are one word, though something stands between them."""
    found = PARTED.match(text, at)
    if found is None:
        return None
    whole = next(word for word in zh.SEPARABLE if text[at] == word[0] and found.group().endswith(word[1:]))
    mark = _longest(whole, 0, index)
    return mark and mark._replace(start=at, end=found.end())


def _twice(text: str, at: int, index: dict[str, list[Entry]]) -> Mark | None:
    """坐一坐 is 坐坐; 摸一摸, 跑一跑: an unknown verb said twice is what the speaker does."""
    if ONCE_OVER.match(text, at):
        return Mark("own_acts", "base", "", at, at + 3)  # 扫一遍
    if not TWICE.match(text, at):
        return None
    known = _longest(text[at] * 2, 0, index)
    mark = known if known and known.end == 2 else Mark("own_acts", "base", "", 0, 0)
    return mark._replace(start=at, end=at + 3)


def _longest(text: str, at: int, index: dict[str, list[Entry]]) -> Mark | None:
    for entry in index.get(text[at], ()):
        if text.startswith(entry.phrase, at):
            return Mark(entry.kind, entry.form, entry.fuzzy, at, at + len(entry.phrase))
    return None


def _english(text: str, words: Words) -> list[Mark]:
    tokens = list(TOKEN.finditer(text))
    lower = [_bare(token.group().lower()) for token in tokens]
    index, found, at = english_index(words.english), list[Mark](), 0
    while at < len(tokens):
        mark, after = _name(tokens, lower, at, found, index) or _phrase(tokens, lower, at, found, index)
        if mark is not None and mark.kind != "harmless":
            found.append(mark)
        at = after
    return found


def _bare(word: str) -> str:
    """A word without its genitive ending."""
    return word[:-2] if word.endswith(("'s", "’s")) else word


def _phrase(
    tokens: list[re.Match[str]], lower: list[str], at: int, found: list[Mark], index: dict[str, list[Entry]]
) -> tuple[Mark | None, int]:
    for entry in index.get(lower[at], ()):
        end = at + len(entry.rest) + 1
        if not entry.rest or lower[at + 1 : end] == entry.rest:
            kind, form = entry.kind, entry.form
            if kind in AS_NOUN and _is_noun(entry, lower, at, found, tokens):
                kind, form = AS_NOUN[kind], "noun"
            return Mark(kind, form, entry.fuzzy, tokens[at].start(), tokens[end - 1].end()), end
    return None, at + 1


def _is_noun(entry: Entry, lower: list[str], at: int, found: list[Mark], tokens: list[re.Match[str]]) -> bool:
    """Whether "order", "test" or "release" names a thing here rather than an act."""
    if entry.form == "base" and at:
        before = lower[at - 1]
        touches = bool(found) and found[-1].end == tokens[at - 1].end()
        subject = touches and found[-1].kind in ("clients", "departments", "ours")
        return not (subject or before in BEFORE_A_BARE_VERB or before.endswith("ly") or before in ",;:.!?")
    return entry.form == "s" and (_verb_stands(found) or _verb_follows(lower, at))


def _verb_follows(lower: list[str], at: int) -> bool:
    """ "Samples delivered to …": the first word is a thing, the second says what became of it."""
    return at == 0 and len(lower) > 1 and lower[1].endswith("ed")


def _verb_stands(found: list[Mark]) -> bool:
    for mark in reversed(found):
        if mark.kind in ("breaks", "joins"):
            return False
        if mark.kind in VERBS:
            return True
    return False


def _name(
    tokens: list[re.Match[str]], lower: list[str], at: int, found: list[Mark], index: dict[str, list[Entry]]
) -> tuple[Mark, int] | None:
    """A title with a name, two capitalised words in a row, or one after "by", "from", "get"."""
    end = at
    if lower[at] in en.TITLES:
        end = at + 1 + (at + 1 < len(lower) and lower[at + 1] == ".")
    while end < len(tokens) and _is_proper(tokens[end].group(), lower[end], index):
        end += 1
    alone = bool(found) and found[-1].kind in ("agents", "causes", "gains")
    if lower[at] in en.TITLES and end == at + 1 and (end == len(lower) or not lower[end].isalpha()):
        return None
    if lower[at] in en.TITLES:
        end = max(end, at + 2) if end == at + 1 and lower[end] not in index else end
    elif end - at < (1 if alone and at else 2):
        return None
    return Mark("departments", "", "", tokens[at].start(), tokens[end - 1].end()), end


def _is_proper(word: str, lower: str, index: dict[str, list[Entry]]) -> bool:
    return word[0].isupper() and not word.isupper() and lower not in en.CALENDAR and lower not in index
