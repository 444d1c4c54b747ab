"""What a store of files promises; the stores themselves stand outside."""

from typing import BinaryIO, Protocol


class BadKey(ValueError):
    """A key no store accepts (``..``, a leading slash, other letters), or another key's folder."""


class NoSuchFile(FileNotFoundError):
    """Nothing is stored under this key."""


class FileBusy(OSError):
    """Somebody else is appending to this file at this moment; ask for its size and try again."""


class WrongOffset(ValueError):
    """The part does not continue the file; `actual_size` (bytes) says where to go on."""

    def __init__(self, key: str, offset: int, actual_size: int):
        super().__init__(f"{key} has {actual_size} bytes, the part begins at {offset}")
        self.actual_size = actual_size


class Files(Protocol):
    """A store of byte strings by key; keys are ``segment/segment/…`` of ``A–Z a–z 0–9 . _ -``, at most 512
    long.

    Every method raises BadKey for an impossible key and OSError when the store itself cannot (full,
    unreadable).
    """

    def write(self, key: str, stream: BinaryIO) -> int:
        """Store the whole stream, replacing what was there; nothing changes if the stream breaks off. Bytes
        written.
        """

    def append(self, key: str, offset: int, stream: BinaryIO) -> int:
        """Continue the file at `offset`, which must be its size (0 begins one); the new size in bytes.

        What arrived before a stream broke off is kept, so that an upload can be resumed. Raises WrongOffset,
        FileBusy.
        """

    def open(self, key: str) -> BinaryIO:
        """The stored bytes as a seekable stream the caller closes. Raises NoSuchFile."""

    def delete(self, key: str) -> None:
        """Forget the key; already forgotten is as good."""

    def exists(self, key: str) -> bool:
        """Whether something is stored under the key."""

    def size(self, key: str) -> int:
        """Bytes stored. Raises NoSuchFile."""
