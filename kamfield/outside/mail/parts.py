"""The parts of a message (RFC 2045, 2046), in lines that every relay takes.

Written here, because the standard library parses and folds each header of each part: ten times as long.
"""

import hashlib
import re
from base64 import encodebytes
from binascii import b2a_qp
from collections.abc import Sequence

_LINE_END = re.compile(r"\r\n|\r|\n")


def text_part(kind: str, text: str) -> bytes:
    """A text or a page. Mostly ASCII it stays legible (quoted-printable), else it is shorter in base64.

    Half a surrogate pair, as broken JSON yields, becomes a question mark and holds nothing up.
    """
    lines = _LINE_END.sub("\n", text).rstrip("\n") + "\n"
    content = lines.encode("utf-8", "replace")
    quoted = b2a_qp(content)
    if len(quoted) * 3 <= len(content) * 4:
        return part(f'text/{kind}; charset="utf-8"', quoted, "quoted-printable")
    return part(f'text/{kind}; charset="utf-8"', encodebytes(content.replace(b"\n", b"\r\n")), "base64")


def part(content_type: str, encoded: bytes, encoding: str, *headers: str) -> bytes:
    """One part, with its headers; `encoded` ends its lines with a line feed."""
    head = (f"Content-Type: {content_type}", f"Content-Transfer-Encoding: {encoding}", *headers, "", "")
    return "\r\n".join(head).encode() + encoded.replace(b"\n", b"\r\n")


def parts(kind: str, several: Sequence[bytes], name: str) -> bytes:
    """Several parts as one: `related` or `alternative`. The boundary follows from the message's name and the kind.

    No encoding that is used here ever has an underscore behind an equals sign.
    """
    boundary = f"=_{hashlib.sha256(f'{kind} {name}'.encode()).hexdigest()[:32]}"
    start = '; type="text/html"' if kind == "related" else ""
    between = f"--{boundary}\r\n".encode()
    head = f'Content-Type: multipart/{kind}{start}; boundary="{boundary}"\r\n\r\n'.encode()
    return head + between + (b"\r\n" + between).join(several) + f"\r\n--{boundary}--\r\n".encode()
