"""The headers of the tus protocol 1.0.0 (tus.io/protocols/resumable-upload): read, checked, refused by name."""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

from werkzeug.datastructures import Headers

from kamfield.attachments.rules import LARGEST_BYTES
from kamfield.core.errors import Problem
from kamfield.core.rows import ID_LENGTH
from kamfield.core.texts import N_

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,checksum,termination,expiration"
ALGORITHMS = ("sha1", "sha256")
BODY = "application/offset+octet-stream"
MOST_METADATA = 4_000

_ID = re.compile(rf"[A-Za-z0-9_.-]{{1,{ID_LENGTH}}}")


class OtherTusVersion(Problem):
    """The request does not say that it speaks tus 1.0.0."""

    status = 412
    title = N_("This is another version of the upload protocol")
    detail = N_("Uploads speak tus 1.0.0; send Tus-Resumable: 1.0.0.")


class BadUploadHeader(Problem):
    """A header of the upload protocol is missing or cannot be read."""

    status = 400
    title = N_("An upload header is wrong")
    detail = N_("%(header)s is missing or cannot be read.")


class NotBytes(Problem):
    """The part of a file came under another media type."""

    status = 415
    title = N_("This is not a part of a file")
    detail = N_("Send a part of a file as application/offset+octet-stream.")


class ChecksumMismatch(Problem):
    """The part was damaged on the way; nothing of it was kept."""

    status = 460
    title = N_("Damaged on the way")
    detail = N_("The bytes do not have the checksum that came with them. Nothing of this part was kept; send it again.")


@dataclass(frozen=True)
class Checksum:
    """What a part must hash to."""

    algorithm: str
    digest: bytes

    def refuse_unless(self, hashed: "hashlib._Hash") -> None:
        """`ChecksumMismatch` when the bytes are others."""
        if hashed.digest() != self.digest:
            raise ChecksumMismatch


def check_version(headers: Headers) -> None:
    """`OtherTusVersion` unless the caller speaks ours."""
    if headers.get("Tus-Resumable") != VERSION:
        raise OtherTusVersion


def whole_number(headers: Headers, name: str) -> int:
    """A header that is a number of bytes."""
    text = headers.get(name, "")
    if not re.fullmatch(r"[0-9]{1,16}", text) or int(text) > LARGEST_BYTES:
        raise BadUploadHeader(header=name)
    return int(text)


def checksum(headers: Headers) -> Checksum | None:
    """`Upload-Checksum: sha1 <base64>`, when there is one."""
    text = headers.get("Upload-Checksum")
    if text is None:
        return None
    algorithm, _, encoded = text.partition(" ")
    if algorithm not in ALGORITHMS:
        raise BadUploadHeader(header="Upload-Checksum")
    return Checksum(algorithm, _decoded(encoded, "Upload-Checksum"))


def attachment_id(headers: Headers) -> str:
    """Which attachment the bytes are for: `attachment_id` in Upload-Metadata."""
    found = metadata(headers.get("Upload-Metadata", "")).get("attachment_id", "")
    if not _ID.fullmatch(found):
        raise BadUploadHeader(header="Upload-Metadata attachment_id")
    return found


def metadata(text: str) -> dict[str, str]:
    """`key <base64>, key <base64>` as a mapping."""
    if len(text) > MOST_METADATA:
        raise BadUploadHeader(header="Upload-Metadata")
    pairs = [pair.strip().partition(" ") for pair in text.split(",") if pair.strip()]
    found = {name: _text(encoded) for name, _, encoded in pairs}
    if len(found) != len(pairs):
        raise BadUploadHeader(header="Upload-Metadata")
    return found


def _text(encoded: str) -> str:
    try:
        return _decoded(encoded, "Upload-Metadata").decode()
    except UnicodeDecodeError:
        raise BadUploadHeader(header="Upload-Metadata") from None


def _decoded(encoded: str, header: str) -> bytes:
    try:
        return base64.b64decode(encoded.strip(), validate=True)
    except (binascii.Error, ValueError):
        raise BadUploadHeader(header=header) from None
