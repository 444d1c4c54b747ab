"""A letter as the rest of the program writes it, and as the mail standards want it (RFC 5322, 2046, 2387)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.charset import BASE64, QP, Charset
from email.headerregistry import Address
from email.message import Message
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.policy import compat32
from email.utils import format_datetime

from kamfield.outside.mail.headers import mailbox, one_line, sender_mailbox, written, written_mailbox
from kamfield.outside.mail.refusals import MailRefused

# Asks holiday responders not to answer a machine: RFC 3834, and Exchange, which heeds a header of its own.
NO_ANSWER = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
_LINES = compat32.clone(linesep="\r\n")
_MESSAGE_ID = re.compile(r"<[!-;=?A-~]+@[!-;=?A-~]+>", re.ASCII)
_HEADER_NAME = re.compile(r"[A-Za-z0-9-]+")
_CONTENT_ID = re.compile(r"[A-Za-z0-9._-]+")
_OURS = re.compile(r"from|sender|to|cc|bcc|reply-to|subject|date|message-id|mime-version|content-.*|resent-.*", re.I)


@dataclass(frozen=True)
class InlineImage:
    """A picture inside the html, shown by ``<img src="cid:the content_id">``."""

    content_id: str
    content: bytes
    media_type: str = "image/png"


@dataclass(frozen=True)
class Letter:
    """One letter to one person.

    `message_id` is ``<unique@domain>`` and the same whenever this letter is tried again; `headers` are
    further ones such as List-Unsubscribe; answers go to `reply_to` (name and address), else to the sender.
    Subject, names and header values may hold anything: line breaks in them become spaces.
    """

    to: str
    to_name: str
    subject: str
    text: str
    html: str | None
    message_id: str
    headers: Mapping[str, str] = field(default_factory=dict)
    inline: tuple[InlineImage, ...] = ()
    reply_to: tuple[str, str] | None = None


@dataclass(frozen=True)
class Envelope:
    """A letter as a mail server takes it: from which address, to which, and the whole message."""

    sender: str
    recipient: str
    content: bytes

    @property
    def is_ascii(self) -> bool:
        """Whether any server knows how to write both addresses."""
        return (self.sender + self.recipient).isascii()


def compose(letter: Letter, sender: str, at: datetime) -> Envelope:
    """The letter as a message dated `at` (aware): text, its html alternative, and the html's pictures.

    `sender` is ``Name <local@domain>`` or an address. Raises MailRefused (permanent) if `letter.to` is no
    address, and ValueError for what only a programmer can get wrong: a naive date, a bad Message-ID, header
    name or content id.
    """
    ours, recipient = sender_mailbox(sender), _recipient(letter)
    head = [
        written_mailbox("From", ours),
        written_mailbox("To", recipient),
        *([] if letter.reply_to is None else [written_mailbox("Reply-To", mailbox(*letter.reply_to))]),
        written("Subject", one_line(letter.subject)),
        f"Date: {format_datetime(_aware(at))}",
        f"Message-ID: {_checked(_MESSAGE_ID, letter.message_id, 'Message-ID')}",
        *_further_headers(letter.headers),
    ]
    body = _body(letter).as_bytes(policy=_LINES)
    return Envelope(ours.addr_spec, recipient.addr_spec, "\r\n".join(head).encode() + b"\r\n" + body)


def _recipient(letter: Letter) -> Address:
    try:
        return mailbox(letter.to_name, letter.to)
    except ValueError as error:
        raise MailRefused(str(error), permanent=True) from error


def _aware(at: datetime) -> datetime:
    if at.utcoffset() is None:
        raise ValueError("a letter's date needs a time zone")
    return at


def _further_headers(headers: Mapping[str, str]) -> Iterator[str]:
    for name, value in {**NO_ANSWER, **headers}.items():
        if _OURS.fullmatch(name):
            raise ValueError(f"{name} is not the letter's to set")
        yield written(_checked(_HEADER_NAME, name, "header name"), one_line(value))


def _body(letter: Letter) -> Message:
    text = _text("plain", letter.text)
    if letter.html is None:
        return text
    page = _text("html", letter.html)
    if letter.inline:
        page = MIMEMultipart("related", _subparts=[page, *map(_image, letter.inline)], type="text/html")
    return MIMEMultipart("alternative", _subparts=[text, page])


def _text(kind: str, text: str) -> Message:
    """Mostly ASCII it stays legible (quoted-printable), else it is shorter in base64.

    Half a surrogate pair, as broken JSON yields, becomes a question mark and holds nothing up.
    """
    content = (text.rstrip("\r\n") + "\n").encode("utf-8", "replace").decode()
    beyond_ascii = len(content) - len(content.encode("ascii", "ignore"))
    encoding = Charset("utf-8")
    encoding.body_encoding = QP if beyond_ascii * 12 < len(content) else BASE64
    part = MIMENonMultipart("text", kind)
    part.set_payload(content, encoding)
    return part


def _image(image: InlineImage) -> MIMEImage:
    content_id = _checked(_CONTENT_ID, image.content_id, "content id")
    _, _, kind = image.media_type.partition("/")
    part = MIMEImage(image.content, kind)
    part["Content-ID"] = f"<{content_id}>"
    part.add_header("Content-Disposition", "inline", filename=f"{content_id}.{kind}")
    return part


def _checked(pattern: re.Pattern[str], value: str, what: str) -> str:
    if not pattern.fullmatch(value):
        raise ValueError(f"{value!r} is not a possible {what}")
    return value
