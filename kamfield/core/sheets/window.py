"""A second view of a binary stream with its own place, so that readers do not disturb each other."""

from __future__ import annotations

import io
import shutil
from typing import IO, BinaryIO

from kamfield.core.sheets.errors import UnreadableSheet

BUFFER_BYTES = 1 << 18


class _Window(io.RawIOBase):
    """Reads the whole of a seekable stream from its beginning; closing it leaves the stream open."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._at = stream, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self._stream.seek(self._at)
        part = self._stream.read(len(buffer))
        buffer[: len(part)] = part
        self._at += len(part)
        return len(part)


def view(stream: BinaryIO) -> io.BufferedReader:
    """A buffered reader that begins at the first byte."""
    return io.BufferedReader(_Window(stream), BUFFER_BYTES)


def check_bytes(stream: BinaryIO, max_bytes: int) -> None:
    """Raises UnreadableSheet `too-large` when the stream has more bytes than allowed."""
    if stream.seek(0, io.SEEK_END) > max_bytes:
        raise UnreadableSheet("too-large", limit=max_bytes)


def copy_all(stream: BinaryIO, target: IO[bytes]) -> None:
    """Every byte of the stream into a real file, which another process can read from its beginning."""
    shutil.copyfileobj(view(stream), target)
    target.seek(0)
