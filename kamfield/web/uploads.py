"""Files that are sent to us: as the body itself or as the part `file` of a form, never held in memory as a whole."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from flask import g, request

from kamfield.core.errors import Problem
from kamfield.core.texts import N_
from kamfield.web.site import site

IN_MEMORY_BYTES = 1 << 20
PORTION_BYTES = 1 << 16


class NoFile(Problem):
    """Nothing was sent, or under another name."""

    status = 422
    title = N_("A file is missing")
    detail = N_("Send the file as the body, or as the part named file of a form.")


@dataclass(frozen=True)
class Upload:
    """A file as it came: seekable, at its beginning."""

    stream: BinaryIO
    filename: str


@contextmanager
def uploaded_file() -> Iterator[Upload]:
    """The file of this request. What it holds takes part in the fingerprint of a retry (`content_digest`)."""
    request.max_content_length = site().settings.max_upload_mb * 1024 * 1024
    in_form = request.mimetype == "multipart/form-data"
    part = request.files.get("file") if in_form else None
    if in_form and part is None:
        raise NoFile
    with SpooledTemporaryFile(max_size=IN_MEMORY_BYTES) as kept:
        g.content_digest = _copy(cast(BinaryIO, part.stream if part else request.stream), cast(BinaryIO, kept))
        yield Upload(cast(BinaryIO, kept), _name(part.filename if part else None))


def _copy(source: BinaryIO, target: BinaryIO) -> bytes:
    """Copies all there is and returns its digest."""
    digest = hashlib.sha256()
    while portion := source.read(PORTION_BYTES):
        target.write(portion)
        digest.update(portion)
    if not target.tell():
        raise NoFile
    target.seek(0)
    return digest.digest()


def _name(given: str | None) -> str:
    """Whatever the sender calls it, without folders; `X-Filename` names a file that is the body itself."""
    name = (given or request.headers.get("X-Filename") or "file").replace("\\", "/").rpartition("/")[2]
    return name[:200] or "file"
