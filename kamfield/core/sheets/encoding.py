"""Which encoding a text file is in, judged by all its lines that are not plain ASCII, wherever they stand."""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO

from kamfield.core.sheets.window import view

EVIDENCE_BYTES = 1 << 20
LINE_BYTES = 1 << 16

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HIGH_RUNS = re.compile(rb"[\x80-\xff]+")


def is_encoding(name: str) -> bool:
    """Whether a name is one of an encoding of text; Python also knows codecs that pack bytes."""
    try:
        "".encode(name)
    except (LookupError, ValueError):
        return False
    return True


def encoding_of(stream: BinaryIO) -> str:
    """The name Python knows the encoding by; a few broken bytes do not change the verdict.

    A byte-order mark decides; then UTF-8, then GB18030 (which contains GBK and GB2312) where what comes out
    is ordinary Chinese, then Windows-1252 where accents stand singly, then charset-normalizer's opinion.
    """
    head = view(stream).read(4096)
    marked = next((name for mark, name in _MARKS if head.startswith(mark)), None)
    if marked or (marked := _unmarked_utf16(head)):
        return marked
    evidence = _evidence(view(stream))
    return _judged(evidence) if evidence else "utf-8"


def _unmarked_utf16(head: bytes) -> str | None:
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = max(len(head) // 2, 1)
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * half and odd < 0.05 * half else None


def _evidence(stream: BinaryIO) -> bytes:
    """Lines with bytes beyond ASCII, up to a mebibyte; no candidate has a line end inside a letter."""
    found = bytearray()
    while len(found) < EVIDENCE_BYTES and (line := stream.readline(LINE_BYTES)):
        if not line.isascii():
            found += line
    return bytes(found)


def _judged(evidence: bytes) -> str:
    if _broken_share(evidence, "utf-8") <= 0.1:
        return "utf-8"
    if _broken_share(evidence, "gb18030") <= 0.02 and _is_ordinary_chinese(evidence):
        return "gb18030"
    if _accents_stand_singly(evidence):
        return "cp1252"
    from charset_normalizer import from_bytes  # only where it is needed: it takes a megabyte, and 50 ms to load

    best = from_bytes(evidence[:LINE_BYTES]).best()
    return best.encoding if best else "cp1252"


def _broken_share(evidence: bytes, encoding: str) -> float:
    beyond_ascii = [c for c in evidence.decode(encoding, errors="replace") if c > "\x7f"]
    return beyond_ascii.count("\ufffd") / max(len(beyond_ascii), 1)


def _is_ordinary_chinese(evidence: bytes) -> bool:
    """Whether six of ten letters are punctuation or among the 3,755 commonest (GB 2312 rows 1–3 and 16–55).

    Latin or Cyrillic taken for GBK also decodes, but into rare characters.
    """
    letters = [c for c in evidence.decode("gb18030", errors="replace") if c > "\x7f"]
    leads = "".join(letters).encode("gb2312", errors="ignore")[::2]
    ordinary = sum(0xA1 <= lead <= 0xA3 or 0xB0 <= lead <= 0xD7 for lead in leads)
    return ordinary >= 0.6 * len(letters)


def _accents_stand_singly(evidence: bytes) -> bool:
    """Whether it reads like Western European: Cyrillic, Greek and East Asian words are runs of high bytes."""
    runs = [len(run) for run in _HIGH_RUNS.findall(evidence)]
    return sum(length for length in runs if length > 1) < 0.3 * sum(runs)
