"""Where photos, imports and exports are kept: a folder on disk, or memory for tests."""

import fcntl
import io
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from kamfield.core.files import BadKey, FileBusy, Files, NoSuchFile, WrongOffset
from kamfield.outside.atomic import replacing, sync_folder

__all__ = ["BadKey", "DiskFiles", "FileBusy", "Files", "MemoryFiles", "NoSuchFile", "WrongOffset", "checked_key"]

BLOCK_BYTES = 1 << 20
KEY_LIMIT = 512
# Plain ASCII, so that one key means one file on every disk and in every object store.
_KEY = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,127}(/[A-Za-z0-9_][A-Za-z0-9._-]{0,127})*")


class DiskFiles:
    """Files in a folder, one file per key, durable when a method has returned. The folder is made when
    needed.
    """

    def __init__(self, folder: Path | str):
        self._folder = Path(folder)

    def write(self, key: str, stream: BinaryIO) -> int:
        path = self._path(key)
        with _one_key_is_not_anothers_folder(key), replacing(path) as file:
            return sum(file.write(block) for block in _blocks(stream))

    def append(self, key: str, offset: int, stream: BinaryIO) -> int:
        path = self._path(key)
        with _one_key_is_not_anothers_folder(key), _continued(path, key, offset) as file:
            try:
                return offset + sum(file.write(block) for block in _blocks(stream))
            finally:
                file.flush()
                os.fsync(file.fileno())

    def open(self, key: str) -> BinaryIO:
        try:
            return self._path(key).open("rb")
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
            raise NoSuchFile(key) from error

    def delete(self, key: str) -> None:
        path = self._path(key)
        if path.is_file():
            path.unlink(missing_ok=True)
            sync_folder(path.parent)

    def exists(self, key: str) -> bool:
        return self._path(key).is_file()

    def size(self, key: str) -> int:
        with self.open(key) as file:
            return os.fstat(file.fileno()).st_size

    def _path(self, key: str) -> Path:
        return self._folder / checked_key(key)


class MemoryFiles:
    """Files that last as long as the object; for tests, one thread at a time."""

    def __init__(self) -> None:
        self._held: dict[str, bytes] = {}

    def write(self, key: str, stream: BinaryIO) -> int:
        self._refuse_a_folder(checked_key(key))
        content = b"".join(_blocks(stream))
        self._held[key] = content
        return len(content)

    def append(self, key: str, offset: int, stream: BinaryIO) -> int:
        self._refuse_a_folder(checked_key(key))
        held = bytearray(self._held.get(key, b""))
        if len(held) != offset:
            raise WrongOffset(key, offset, len(held))
        try:
            for block in _blocks(stream):
                held += block
        finally:
            self._held[key] = bytes(held)
        return len(held)

    def open(self, key: str) -> BinaryIO:
        if checked_key(key) not in self._held:
            raise NoSuchFile(key)
        return io.BytesIO(self._held[key])

    def delete(self, key: str) -> None:
        self._held.pop(checked_key(key), None)

    def exists(self, key: str) -> bool:
        return checked_key(key) in self._held

    def size(self, key: str) -> int:
        with self.open(key) as file:
            return file.seek(0, io.SEEK_END)

    def keys(self) -> list[str]:
        """What is stored; a test asks for it."""
        return sorted(self._held)

    def _refuse_a_folder(self, key: str) -> None:
        if any(other.startswith(f"{key}/") or key.startswith(f"{other}/") for other in self._held):
            raise BadKey(f"{key} and another key would be file and folder of one name")


def checked_key(key: str) -> str:
    """The key itself, or BadKey: nothing that could leave the folder or mean two things gets further."""
    if len(key) > KEY_LIMIT or not _KEY.fullmatch(key):
        raise BadKey(f"{key[:KEY_LIMIT]!r} is not a key for a file")
    return key


@contextmanager
def _one_key_is_not_anothers_folder(key: str) -> Iterator[None]:
    try:
        yield
    except (FileExistsError, IsADirectoryError, NotADirectoryError) as error:
        raise BadKey(f"{key} and another key would be file and folder of one name") from error


@contextmanager
def _continued(path: Path, key: str, offset: int) -> Iterator[BinaryIO]:
    # Only the first part may make the file: a late one after a deletion must not leave an empty file behind.
    create = os.O_CREAT if offset == 0 else 0
    if create:
        path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | create, 0o600)
    except FileNotFoundError as error:
        raise WrongOffset(key, offset, 0) from error
    with os.fdopen(descriptor, "ab") as file:
        _lock(file, key)
        actual_size = os.fstat(descriptor).st_size
        if actual_size != offset:
            raise WrongOffset(key, offset, actual_size)
        if offset == 0:
            sync_folder(path.parent)
        yield file


def _lock(file: BinaryIO, key: str) -> None:
    """Between processes too: a phone that lost its line may retry while its first request still hangs."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise FileBusy(key) from error


def _blocks(stream: BinaryIO) -> Iterator[bytes]:
    while block := stream.read(BLOCK_BYTES):
        yield block
