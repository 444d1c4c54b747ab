"""Answers that may be large: made as fast as the database gives them, sent as slowly as the phone takes them."""

from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from typing import IO

from flask import Response

IN_MEMORY = 4 * 1024 * 1024
_BLOCK = 64 * 1024

Collected = bytes | IO[bytes]


def collected(pieces: Iterable[bytes]) -> Collected:
    """All pieces, in memory as long as they are few, else in a file that nobody else sees."""
    held: list[bytes] = []
    size = 0
    rest = iter(pieces)
    for piece in rest:
        held.append(piece)
        size += len(piece)
        if size > IN_MEMORY:
            return _in_file(held, rest)
    return b"".join(held)


def answer(content: Collected, content_type: str = "application/json") -> Response:
    """What was collected as a response."""
    body = content if isinstance(content, bytes) else _blocks(content)
    return Response(body, content_type=content_type)


def _in_file(held: list[bytes], rest: Iterable[bytes]) -> IO[bytes]:
    file = TemporaryFile()  # noqa: SIM115  closed when it was sent
    file.writelines(held)
    file.writelines(rest)
    file.seek(0)
    return file


def _blocks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while block := file.read(_BLOCK):
            yield block
