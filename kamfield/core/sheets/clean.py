"""Words in cells: text, yes or no, telephone numbers, mail addresses, ZIP codes, and the many ways to say unknown.

All functions are pure. An empty cell is never an error: it comes back as None, or as "" where text is asked for.
Numbers are in `amounts`, days in `days`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import NamedTuple

import phonenumbers

from kamfield.core.sheets.errors import BadCell, DoubtCode

UNKNOWN_MARKERS = frozenset(
    {
        *("not available", "not applicable", "unknown", "none", "null", "nil", "nan", "tbd", "n/a", "na", "n.a."),
        *("#n/a", "-999", "-", "--", "---", "–", "—", "/", "\\", "?", "？", "."),
        *("无", "暂无", "没有", "未知", "不详", "不明", "待定", "未提供", "空"),
    }
)
"""What people type when they do not know, folded by `_folded`; an import may give a list of its own."""

_YES = frozenset({"yes", "y", "true", "t", "1", "on", "x", "是", "有", "对", "真", "√", "✓", "✔"})
_NO = frozenset({"no", "n", "false", "f", "0", "off", "否", "没有", "无", "错", "假", "×", "✗", "✘"})
_EMAIL = re.compile(r"[^\s@<>()\[\],;:\"]+@(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}")
_ZIP = re.compile(r"(\d{3,5})(?:-(\d{4}))?")
_ZIP_PLUS_FOUR = re.compile(r"(\d{3,5})(\d{4})")


class Doubtful(NamedTuple):
    """A value that was taken, and why a person should look at it (None: no doubt)."""

    value: str
    doubt: DoubtCode | None = None


def text(value: str, max_chars: int | None = None) -> str:
    """One line in composed form (NFC), white space collapsed, nothing invisible.

    Raises BadCell `too-long` beyond `max_chars`.
    """
    return _bounded(" ".join(_visible(value).split()), value, max_chars)


def paragraphs(value: str, max_chars: int | None = None) -> str:
    """Like `text` line by line: the lines of a note stay, blank ones at most one in a row."""
    lines = [" ".join(_visible(line).split()) for line in value.splitlines()]
    return _bounded(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip(), value, max_chars)


def known(value: str, markers: Collection[str] = UNKNOWN_MARKERS) -> str:
    """The cell as it is, or "" when it only says that nothing is known; `markers` are lower-case."""
    return "" if text(value).casefold() in markers else value


def boolean(value: str) -> bool | None:
    """Yes or no in English and Chinese, 1 or 0, ticks and crosses; else BadCell `not-a-boolean`."""
    word = text(value).casefold()
    if word in _YES or word in _NO:
        return word in _YES
    if word:
        raise BadCell("not-a-boolean", value)
    return None


def email(value: str) -> str | None:
    """The address with its domain in lower case, `mailto:` removed; else BadCell `not-an-email`."""
    address = unicodedata.normalize("NFKC", text(value)).removeprefix("mailto:")
    if not address:
        return None
    if not _EMAIL.fullmatch(address) or len(address) > 254:
        raise BadCell("not-an-email", value)
    name, _, domain = address.rpartition("@")
    return f"{name}@{domain.lower()}"


def phone(value: str, region: str) -> Doubtful | None:
    """E.164, with `;ext=` for an extension (RFC 3966); `region` (CN, US) reads numbers without a country code.

    What is no telephone number, or two in one cell, stays as typed with a doubt: nothing a person typed is lost.
    """
    typed = text(value)
    if not typed:
        return None
    try:
        number = phonenumbers.parse(typed, region)
    except phonenumbers.NumberParseException:
        return Doubtful(typed, "phone-not-understood")
    if not phonenumbers.is_possible_number(number):
        return Doubtful(typed, "phone-not-understood")
    return Doubtful(_e164(number), None if phonenumbers.is_valid_number(number) else "phone-not-in-use")


def us_zip(value: str) -> Doubtful | None:
    """`85016` or `85016-1234`; leading zeros a spreadsheet swallowed are put back, with a doubt.

    Nine digits without a hyphen are split. Anything else raises BadCell `not-a-zip`.
    """
    typed = text(value)
    if not typed:
        return None
    match = _ZIP.fullmatch(typed) or _ZIP_PLUS_FOUR.fullmatch(typed)
    if not match:
        raise BadCell("not-a-zip", value)
    code = match[1].zfill(5) + (f"-{match[2]}" if match[2] else "")
    return Doubtful(code, None if len(match[1]) == 5 else "zip-zero-restored")


def _visible(value: str) -> str:
    """Without control characters (Cc) and marks that only steer layout (Cf); white space among them is kept."""
    if value.isascii() and value.isprintable():
        return value
    kept = (c for c in value if c.isspace() or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co"))
    return unicodedata.normalize("NFC", "".join(kept))


def _bounded(cleaned: str, value: str, max_chars: int | None) -> str:
    if max_chars is not None and len(cleaned) > max_chars:
        raise BadCell("too-long", value)
    return cleaned


def _e164(number: phonenumbers.PhoneNumber) -> str:
    main = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"{main};ext={number.extension}" if number.extension else main
