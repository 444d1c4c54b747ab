"""Letters written to a folder where a person can open them, for installations without a mail server."""

import base64
import hashlib
import html
import re
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from pathlib import Path

from kamfield.outside.atomic import replacing
from kamfield.outside.mail.door import Mail
from kamfield.outside.mail.headers import sender_mailbox
from kamfield.outside.mail.letter import InlineImage, Letter, compose
from kamfield.outside.mail.refusals import MailRefused

# File names have at most 255 bytes on common disks; a Chinese letter takes three of them.
_TO_BYTES, _SUBJECT_BYTES = 64, 96


class FolderMail:
    """One ``.eml`` for mail programs and one ``.html`` for browsers per letter; a letter sent again replaces
    itself.

    ValueError if `sender` is not ``Name <local@domain>`` or an address. A full disk is a MailRefused, not
    permanent.
    """

    def __init__(self, folder: Path | str, sender: str):
        sender_mailbox(sender)
        self._folder = Path(folder)
        self._sender = sender

    def send(self, letter: Letter, at: datetime) -> None:
        envelope = compose(letter, self._sender, at)
        stem = _stem(letter, at)
        try:
            self._write(f"{stem}.eml", envelope.content)
            # The mark at the front (utf-8-sig) tells a browser the encoding, whatever the page itself says.
            self._write(f"{stem}.html", browser_page(letter).encode("utf-8-sig", "replace"))
            self._forget_earlier(stem, letter)
        except OSError as error:
            raise MailRefused(f"{self._folder}: {error}", permanent=False) from error

    def batch(self) -> AbstractContextManager[Mail]:
        return nullcontext(self)

    def _write(self, name: str, content: bytes) -> None:
        with replacing(self._folder / name) as file:
            file.write(content)

    def _forget_earlier(self, stem: str, letter: Letter) -> None:
        for earlier in self._folder.glob(f"*-{_digest(letter)}.*"):
            if earlier.stem != stem:
                earlier.unlink(missing_ok=True)


def browser_page(letter: Letter) -> str:
    """The letter's html with its pictures inside (``data:`` URLs), or its text when it has no html."""
    if letter.html is None:
        return f"<title>{html.escape(letter.subject)}</title><pre>{html.escape(letter.text)}</pre>"
    pictures = {image.content_id: _data_url(image) for image in letter.inline}
    return re.sub(r"cid:([A-Za-z0-9._-]+)", lambda match: pictures.get(match[1], match[0]), letter.html)


def _data_url(image: InlineImage) -> str:
    return f"data:{image.media_type};base64,{base64.b64encode(image.content).decode('ascii')}"


def _stem(letter: Letter, at: datetime) -> str:
    to = _cut(re.sub(r"[^\w.@+-]+", "_", letter.to), _TO_BYTES)
    subject = _cut(re.sub(r"\W+", "-", letter.subject.lower()).strip("-"), _SUBJECT_BYTES)
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{to}-{subject}-{_digest(letter)}"


def _digest(letter: Letter) -> str:
    """Stands for the Message-ID in file names, so that a second try finds the first."""
    return hashlib.sha256(letter.message_id.encode()).hexdigest()[:12]


def _cut(text: str, limit_bytes: int) -> str:
    return text.encode("utf-8", "ignore")[:limit_bytes].decode("utf-8", "ignore")
