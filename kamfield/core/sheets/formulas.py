"""Text that a spreadsheet program would run as a formula, made harmless going out, restored coming in."""

from __future__ import annotations

import re

# Full-width signs count too: East Asian versions of the programs take ＝ for =.
_DANGEROUS = re.compile(r"'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])")
_NEGATIVE_NUMBER = re.compile(r"-\d[\d,]*(?:\.\d+)?(?:[eE][+-]?\d+)?")


def armed_text(text: str) -> str:
    """The text with a leading apostrophe when it begins like a formula; a negative number stays a number.

    `+8613800138000` gets one as well: a program that takes it for a number loses the plus sign. Text that
    already is an apostrophe before such a sign gets one more, which is what makes `disarmed_text` exact.
    """
    if _DANGEROUS.match(text) and not _NEGATIVE_NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def disarmed_text(text: str) -> str:
    """The text without the apostrophe `armed_text` (or a person, for the same reason) put before it."""
    if text.startswith("'") and _DANGEROUS.match(text, 1):
        return text[1:]
    return text
