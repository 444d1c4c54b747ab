"""Where an XLSX holds errors such as #DIV/0!, which the parser gives as empty cells."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator
from typing import BinaryIO
from xml.etree import ElementTree
from xml.parsers import expat

_ERROR_TYPE = re.compile(rb"""\st\s*=\s*["']e["']""")
_REFERENCE = re.compile(r"([A-Z]+)([0-9]+)")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
CHUNK_BYTES = 1 << 18
UNUSUAL = (
    *(zipfile.BadZipFile, zlib.error, ElementTree.ParseError, expat.ExpatError),
    *(LookupError, ValueError, RuntimeError),  # no such part or encoding, unknown compression, a password
)
OVERLAP_BYTES = 32


def error_cells(source: BinaryIO, worksheet: str) -> dict[int, dict[int, str]]:
    """Row number (from 1) → column index (from 0) → the error's text; empty when the package is unusual.

    Runs in the converting process only, whose memory and time are bounded.
    """
    try:
        with zipfile.ZipFile(source) as package:
            part = _part_of(package, worksheet)
            return _located(package, part) if part and _mentions_errors(package, part) else {}
    except UNUSUAL:
        return {}


def _part_of(package: zipfile.ZipFile, worksheet: str) -> str | None:
    book = ElementTree.fromstring(package.read("xl/workbook.xml"))  # noqa: S314 -- see error_cells
    links = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    wanted = [sheet.get(_RELATION) for sheet in book.iterfind(".//{*}sheet") if sheet.get("name") == worksheet]
    target = targets.get(wanted[0], "") if wanted else ""
    part = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
    return part if part in package.namelist() else None


def _chunks(package: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    with package.open(part) as content:
        while chunk := content.read(CHUNK_BYTES):
            yield chunk


def _mentions_errors(package: zipfile.ZipFile, part: str) -> bool:
    """A quick look that spares most files the slow one."""
    tail = b""
    for chunk in _chunks(package, part):
        if _ERROR_TYPE.search(tail + chunk):
            return True
        tail = chunk[-OVERLAP_BYTES:]
    return False


def _located(package: zipfile.ZipFile, part: str) -> dict[int, dict[int, str]]:
    found: dict[int, dict[int, str]] = defaultdict(dict)
    at: list[tuple[int, int]] = []
    texts: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "v":
            texts.clear()  # what stood before is the formula
        elif attributes.get("t") == "e" and (match := _REFERENCE.fullmatch(attributes.get("r", ""))):
            at[:] = [(int(match[2]), _column_index(match[1]))]

    def end(name: str) -> None:
        if at and name.rpartition(":")[2] == "c":
            row, column = at.pop()
            found[row][column] = "".join(texts)

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = lambda text: texts.append(text) if at else None
    for chunk in _chunks(package, part):
        parser.Parse(chunk)
    return found


def _column_index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1
