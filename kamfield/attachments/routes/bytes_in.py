"""Bytes on their way in: from the wire into the store, block by block, at the offset where they belong."""

import hashlib
import io
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from werkzeug.exceptions import ClientDisconnected

from kamfield.attachments.schemas.tus import Checksum
from kamfield.core.errors import Problem
from kamfield.core.files import FileBusy, Files, NoSuchFile, WrongOffset
from kamfield.core.texts import N_
from kamfield.web.problems import TooLarge

BLOCK_BYTES = 4 << 20  # what one upload holds in memory, and what a killed server loses at most
READ_BYTES = 256 << 10


class OffsetConflict(Problem):
    """The part does not begin where the upload ends; perhaps another request went on with it."""

    status = 409
    title = N_("Not where the upload ends")
    detail = N_("The upload has %(size)s bytes; ask by HEAD and go on from there.")


class StoreClosed(Problem):
    """The store of files is full or out of reach."""

    status = 503
    title = N_("Files cannot be stored at the moment")
    detail = N_("What arrived before is kept. Please try again later.")


@dataclass(frozen=True)
class Part:
    """A part of a file: its stream, its length if it was said, where it begins, and how much may still come."""

    stream: IO[bytes]
    length: int | None
    offset: int
    room: int
    checksum: Checksum | None


def received(files: Files, key: str) -> int:
    """How many bytes the store really holds."""
    try:
        return files.size(key)
    except NoSuchFile:
        return 0


def take(files: Files, key: str, part: Part) -> int:
    """Moves a part into the store; returns the new size. What came before the line broke is kept, if no checksum
    asks for the whole. Raises `OffsetConflict`, `TooLarge`, `ChecksumMismatch`, `StoreClosed`.
    """
    size = received(files, key)
    if size != part.offset:
        raise OffsetConflict(size=size)
    if part.length is not None and part.length > part.room:
        raise TooLarge
    if size == 0 and part.room == 0:
        return _append(files, key, 0, b"")
    if part.checksum is None:
        return _keep(files, key, part.offset, _blocks(part.stream, part.room))
    with tempfile.TemporaryFile() as whole:
        _keep_aside(whole, part, part.checksum)
        return _keep(files, key, part.offset, _blocks(whole, part.room))


def sha256_of(files: Files, key: str) -> str:
    """The checksum of a stored file, in hexadecimal."""
    with files.open(key) as file:
        hashed = hashlib.sha256()
        while block := file.read(READ_BYTES):
            hashed.update(block)
        return hashed.hexdigest()


def _keep_aside(whole: IO[bytes], part: Part, checksum: Checksum) -> None:
    """A part is only let into the file once it is known to be undamaged."""
    hashed = hashlib.new(checksum.algorithm)
    for block in _blocks(part.stream, part.room):
        hashed.update(block)
        whole.write(block)
    checksum.refuse_unless(hashed)
    whole.seek(0)


def _keep(files: Files, key: str, offset: int, blocks: Iterator[bytes]) -> int:
    for block in blocks:
        offset = _append(files, key, offset, block)
    return offset


def _append(files: Files, key: str, offset: int, block: bytes) -> int:
    try:
        return files.append(key, offset, io.BytesIO(block))
    except WrongOffset as error:
        raise OffsetConflict(size=error.actual_size) from None
    except FileBusy:
        raise OffsetConflict(size=received(files, key)) from None
    except OSError as error:
        raise StoreClosed(retry_after=60) from error


def _blocks(stream: IO[bytes], room: int) -> Iterator[bytes]:
    """The stream in blocks; a broken line ends it like its end. More than there is room for is `TooLarge`."""
    gathered = bytearray()
    while room > len(gathered) and (read := _read(stream, min(READ_BYTES, room - len(gathered)))):
        gathered += read
        if len(gathered) >= BLOCK_BYTES:
            yield bytes(gathered)
            room -= len(gathered)
            gathered.clear()
    if gathered:
        yield bytes(gathered)
        room -= len(gathered)
    if room == 0 and _read(stream, 1):
        raise TooLarge


def _read(stream: IO[bytes], size: int) -> bytes:
    try:
        return stream.read(size)
    except (ClientDisconnected, ConnectionError):
        return b""
