"""Files in an S3-compatible store.

An object cannot be appended to. S3's own answer, the multipart upload, wants parts of 5 MiB or more, hides them until
somebody says that no more will come, and lets two senders overwrite each other's parts. So a file that grows is kept
as pieces: `key/.<offset>`, each written once, on the condition that there is none yet (If-None-Match, which S3, MinIO,
Ceph and R2 know). A piece is there or not, so nothing is torn; of two senders at one offset the second is refused; and
after any crash the pieces say how far the file is. A file that is written in one go is one object under its key.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import BinaryIO, cast

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import S3Store

from kamfield.core.files import NoSuchFile, WrongOffset
from kamfield.outside.files import BLOCK_BYTES, checked_key
from kamfield.outside.s3_url import S3Address

PIECE_BYTES = 8 << 20
READ_AHEAD_BYTES = 1 << 20
_DIGITS = 20


@dataclass(frozen=True)
class Piece:
    """An object that holds a part of a file."""

    path: str
    begin: int
    size: int

    @property
    def end(self) -> int:
        return self.begin + self.size


class S3Files:
    """Files in a bucket; the bucket must exist. Errors of the store are OSError."""

    def __init__(self, address: S3Address):
        self._store = S3Store(
            address.bucket,
            endpoint=address.endpoint,
            region=address.region,
            access_key_id=address.key,
            secret_access_key=address.secret,
            virtual_hosted_style_request=address.virtual,
            client_options={
                "allow_http": address.endpoint.startswith("http://"),
                "connect_timeout": "5s",
                "timeout": "60s",
            },
            retry_config={"max_retries": 3, "retry_timeout": timedelta(seconds=20)},
        )

    def write(self, key: str, stream: BinaryIO) -> int:
        watched = _Watched(stream)
        with _told(checked_key(key)):
            old = self._pieces(key)
            try:
                obstore.put(self._store, key, watched.blocks(), chunk_size=PIECE_BYTES, max_concurrency=2)
            except Exception:
                if watched.error is not None:
                    raise watched.error from None
                raise
            self._remove([piece.path for piece in old])
        return watched.size

    def append(self, key: str, offset: int, stream: BinaryIO) -> int:
        with _told(checked_key(key)):
            parts = self._parts(key)
            size = parts[-1].end if parts else 0
            if size != offset:
                raise WrongOffset(key, offset, size)
            if [part.path for part in parts] == [key] and size:
                obstore.copy(self._store, key, _piece_path(key, 0))
            for block in _gathered(stream):
                self._put_piece(key, size, block)
                size += len(block)
            if not parts and not size:
                obstore.put(self._store, key, b"")
        return size

    def open(self, key: str) -> BinaryIO:
        with _told(checked_key(key)):
            parts = self._parts(key)
            if not parts:
                raise NoSuchFile(key)
            return cast(BinaryIO, io.BufferedReader(_Pieced(self._store, key, parts), READ_AHEAD_BYTES))

    def delete(self, key: str) -> None:
        with _told(checked_key(key)):
            self._remove([*(piece.path for piece in self._pieces(key)), key])

    def exists(self, key: str) -> bool:
        with _told(checked_key(key)):
            return bool(self._parts(key))

    def size(self, key: str) -> int:
        with _told(checked_key(key)):
            parts = self._parts(key)
            if not parts:
                raise NoSuchFile(key)
            return parts[-1].end

    def _put_piece(self, key: str, offset: int, block: bytes) -> None:
        try:
            obstore.put(self._store, _piece_path(key, offset), block, mode="create", use_multipart=False)
        except AlreadyExistsError:
            raise WrongOffset(key, offset, self.size(key)) from None

    def _parts(self, key: str) -> list[Piece]:
        """What the file consists of, in order: its pieces, or one object, or nothing."""
        return self._pieces(key) or self._whole(key)

    def _whole(self, key: str) -> list[Piece]:
        try:
            return [Piece(key, 0, obstore.head(self._store, key)["size"])]
        except FileNotFoundError:
            return []

    def _pieces(self, key: str) -> list[Piece]:
        found = obstore.list_with_delimiter(self._store, key)["objects"]
        begins = {one["path"]: _begin_of(key, one["path"]) for one in found}
        pieces = [Piece(one["path"], begin, one["size"]) for one in found if (begin := begins[one["path"]]) is not None]
        pieces.sort(key=lambda piece: piece.begin)
        chain: list[Piece] = []
        for piece in pieces:
            if piece.begin != (chain[-1].end if chain else 0):
                break
            chain.append(piece)
        return chain

    def _remove(self, paths: list[str]) -> None:
        for path in paths:
            try:
                obstore.delete(self._store, path)
            except FileNotFoundError:
                continue


class _Pieced(io.RawIOBase):
    """The pieces read as one file."""

    def __init__(self, store: S3Store, key: str, parts: list[Piece]):
        self._store, self._key, self._parts, self._at = store, key, parts, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._parts[-1].end}[whence]
        self._at = max(0, start + offset)
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        part = next((one for one in self._parts if one.begin <= self._at < one.end), None)
        if part is None:
            return 0
        start = self._at - part.begin
        end = min(part.size, start + len(buffer))
        with _told(self._key):
            read = obstore.get_range(self._store, part.path, start=start, end=end)
        buffer[: end - start] = memoryview(read)
        self._at += end - start
        return end - start


class _Watched:
    """A stream on its way to the store: how much went, and what broke it off (the store would tell it as its own)."""

    def __init__(self, stream: BinaryIO):
        self._stream = stream
        self.size = 0
        self.error: Exception | None = None

    def blocks(self) -> Iterator[bytes]:
        try:
            while block := self._stream.read(BLOCK_BYTES):
                self.size += len(block)
                yield block
        except Exception as error:
            self.error = error
            raise


def _gathered(stream: BinaryIO) -> Iterator[bytes]:
    """The stream in pieces; what came before it broke off is a piece, too."""
    gathered = bytearray()
    try:
        while block := stream.read(BLOCK_BYTES):
            gathered += block
            if len(gathered) >= PIECE_BYTES:
                yield bytes(gathered)
                gathered.clear()
    except Exception:
        if gathered:
            yield bytes(gathered)
        raise
    if gathered:
        yield bytes(gathered)


def _piece_path(key: str, begin: int) -> str:
    return f"{key}/.{begin:0{_DIGITS}d}"  # no key has a segment with a leading dot, so no file is taken for a piece


def _begin_of(key: str, path: str) -> int | None:
    name = path.removeprefix(f"{key}/.")
    return int(name) if len(name) == _DIGITS and name.isdecimal() and name != path else None


@contextmanager
def _told(key: str) -> Iterator[None]:
    """What the store complains of, as the errors of every store."""
    try:
        yield
    except NoSuchFile:
        raise
    except FileNotFoundError as error:
        raise NoSuchFile(key) from error
    except BaseError as error:
        raise OSError(f"{key}: {error}") from error
